"""How Swedish decisions write dates: the words, and one pattern for all the forms."""

import re

_MONTH_NAMES = "januari februari mars april maj juni juli augusti september oktober november december".split()
MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_ORDINAL_WORDS = """
    första/förste andra/andre tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde
    femtonde sextonde sjuttonde artonde nittonde tjugonde tjugoförsta/tjugoförste tjugoandra/tjugoandre tjugotredje
    tjugofjärde tjugofemte tjugosjätte tjugosjunde tjugoåttonde tjugonionde trettionde trettioförsta/trettioförste
""".split()
ORDINALS = {word: number for number, words in enumerate(_ORDINAL_WORDS, 1) for word in words.split("/")}
QUARTERS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH = (
    r"(?P<month>jan(?:uari|\.)?|feb(?:ruari|r?\.)?|mars|apr(?:il|\.)?|maj|juni|juli|aug(?:usti|\.)?|"
    r"sept?(?:ember|\.)?|okt(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
YEAR_DIGITS = r"(?<![\d/:.,-])(?:19|20)\d{2}(?![\d/]|:\S|-\d|,\d|\.\d(?!\d?(?:\s[A-ZÅÄÖ]|\s*$)))"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))


def _month(name: str) -> str:
    return _MONTH.replace("month", name)


# The last day of a named stretch of time: "utgången av mars 2025", "tredje kvartalet 2025", "halvårsskiftet 2025".
_STRETCH = (
    rf"(?:(?:utgången|slutet|slut) av (?:{_month('em')} )?(?:år(?:et)? )?(?P<ey>{YEAR_DIGITS}))"
    rf"|(?:(?P<shift>halvårsskiftet|årsskiftet) (?P<sy>{YEAR_DIGITS}|(?:19|20)\d{{2}}(?=/\d))(?:/\d{{2,4}})?)"
    rf"|(?:månadsskiftet {_month('sm')}[/–-]\w+ (?P<smy>{YEAR_DIGITS}))"
    rf"|(?:(?:utgången av |slutet av )?(?:det )?(?:(?P<quarter>första|andra|tredje|fjärde|sista) kvartalet|"
    rf"(?:kvartal |Q)(?P<quarternumber>[1-4])) (?:år )?(?P<qy>{YEAR_DIGITS}))"
    rf"|(?:(?:utgången av |slutet av )?(?:det )?(?P<half>första|andra) halvåret (?:år )?(?P<hy>{YEAR_DIGITS}))"
)
DATE = re.compile(
    r"(?<![\d-])(?P<iso>(?P<y1>(?:19|20)\d{2})[-\u2010\u2011–](?P<m1>\d{1,2})[-\u2010\u2011–](?P<d1>\d{1,2}))(?![\d-])"
    r"|(?<!\d)(?P<d2>\d{1,2})/(?P<m2>\d{1,2})[ -](?P<y2>(?:19|20)\d{2})\b"
    r"|(?<![\d.])(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>(?:19|20)\d{2})\b"
    r"|(?:(?<=senast )|(?<=den )|(?<=före ))(?P<d4>\d{1,2})/(?P<m4>1[0-2]|0?[1-9])(?![\d/:,.-]\d|[\d/])"
    rf"|\b(?P<stretch>{_STRETCH})"
    rf"|\b(?:den )?(?:(?P<day>\d{{1,2}})(?:\.|:[ea])?|(?P<ordinal>{_ORDINAL}|sista)(?: dagen i)?) {_MONTH}"
    rf"(?![\w])(?:,? (?:år )?(?P<year>{YEAR_DIGITS}))?"
    rf"|\b{_month('my')} (?:år )?(?P<yy>{YEAR_DIGITS})"
    rf"|(?P<from>{YEAR_DIGITS})\s?[-–]\s?(?P<until>(?:(?:19|20)\d{{2}}|\d{{2}})(?![\d/:-]))"
    rf"|(?P<only>{YEAR_DIGITS})",
    re.IGNORECASE,
)
YEAR_AFTER = re.compile(
    r",? (?:året (?:därpå|därefter|efter)|(?:det |nästa )?(?:på|näst|efter|närmast |näst på)?följande "
    r"(?:kalender|budget)?år(?:et)?|nästkommande år)\b",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"\b(?:vid|senast) (?:sist|sen)(?:ast)?nämnda (?:tidpunkt|datum|tillfälle|dag)\b|"
    r"\bvid samma (?:tidpunkt(?:er)?|tillfällen?|tid|datum)\b(?! som)|\b(?:senast )?samma (?:dag|datum)\b(?! som)|"
    r"\bsenast (?:vid )?samma tidpunkt\b(?! som)"
    r"|\b(?:i samband (?:med|därmed)|samtidigt med|tillsammans med|vid) (?:detta|återbetalningen|rekvisitionen|"
    r"(?P<report>(?:slut|del)(?:redovisning|rapport|rapportering)(?:en)?))(?: av uppdraget)?(?! (?:senast|"
    r"den|till))\b"
    r"|\bi samband därmed\b"
    r"|(?<=as )samtidigt\b(?! som| med)|^(?:Samtidigt|Då)(?= (?:ska|lämnas|görs|redovisas|återbetalas))"
    r"|\boch samtidigt(?= ska)"
    r"|\bska(?:ll)? (?:samtidigt|då)\b(?! som| med)"
    r"|\bvid (?:denna|den) tidpunkt(?:en)?\b(?! som| då| när)"
    r"|(?<=\d{4}, )då\b(?= (?:\S+ ){1,6}?ska\b)|(?<=^Medel som )då\b(?= inte (?:är|har)\b)",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:senast|inom|tidigast) (?:en|ett|två|tre|fyra|fem|sex|åtta|tio|tolv|\d{1,3}) (?:dagar?|veck(?:a|or)|"
    r"månad(?:er)?|år)\b(?: (?:efter|från) dagen för (?:detta )?beslut(?:et)?| (?:efter|från|före|"
    r"innan)(?: (?:att )?\w+){1,3})?"
    r"|\bi (?:samband med |anslutning till )?(?:(?:sin|sitt|myndighetens|verkets|länsstyrelsens) )?"
    r"(?:årsredovisning|budgetunderlag|delårsrapport)\w*(?: för (?:år )?\d{4})?",
    re.IGNORECASE,
)
# "inom tre månader från utgången av respektive år": the last day of March, each following year.
AFTER_EACH_YEAR = re.compile(
    r"\b(?:inom|senast) (?P<number>en|två|tre|fyra|fem|sex|\d) månad(?:er)? (?:från|efter) (?:utgången av |slutet av )?"
    r"(?:respektive|varje) (?:kalender|budget|bidrags|verksamhets)?år(?:ets|s)?(?: (?:slut|utgång))?\b",
    re.IGNORECASE,
)
