"""The words that tell what is to be handed in, and which of them order it."""

import re

PREDICATES = (
    (
        "interim_report",
        r"\bdel(?:redovis|rapport|redogör)\w*|\b(?:läges|status|halvtids|etapp|mellan)(?:rapport|redovis)\w*|"
        r"\bhur (?:arbetet|uppdraget|genomförandet) (?:går|fortskrider|fortlöper|framskrider|utvecklas)\b|"
        r"\b(?:preliminär|första|inledande)\w* (?:redovisning|rapport|redogörelse|avrapportering)\w*",
    ),
    (
        "financial_account",
        r"\bekonomisk\w* (?:slut|del|åter)?(?:redovis|rapport|redogör)\w*|\bekonomiskt (?:slut)?redovis\w*|"
        r"\b(?:slut)?(?:redovis|redogör|återrapporter)\w*(?: \w+){0,2}? (?:av|för|över|hur)(?: hur)?(?: \w+){0,3}? ?"
        r"(?:medlens?|medel|medelsanvändning\w*|bidragets?|kostnader\w*|utgifter\w*)\b(?! för)|"
        r"\b(?:förbrukade|använda|utnyttjade) medel (?:ska )?redovisas\b|\bekonomisk uppföljning|"
        r"\bkostnadsredovisning\w*|\bekonomiskt bokslut\b|"
        r"\b(?:slut)?redovisa[sr]? (?:(?:de|sina|samtliga) )?(?:kostnader(?:na)?|utgifter(?:na)?|"
        r"medelsförbrukningen)\b(?! för)|"
        r"\bvisa hur (?:pengarna|medlen|bidraget) har använts\b|\banvändningen av (?:de )?(?:\w+ )?med(?:len|el)\b|"
        r"\bredovisa (?:de )?(?:förbrukade|använda|utnyttjade|erhållna) (?:\w+ )?(?:medel|medlen)\b|"
        r"\bmedlen ska (?:slut)?redovisas\b|\bprognos(?:en)? för medels\w+",
    ),
    (
        "repayment",
        r"\b(?:lämna|betala|föra)s? (?:tillbaka|åter)\b|\b(?:inte har använts|blir över|är kvar)\b.*\bvara tillbaka\b|"
        r"\b(?:outnyttjade|oanvända|oförbrukade|överskjutande) (?:medel|belopp)\b(?=.*\btill handa\b)|"
        r"\båterbetal\w*|\bbetalas? tillbaka\b|\båterför(?:as?|s)\b|\båter(?:levereras?|lämnas)\b|"
        r"(?:(?:ej|inte) (?:förbrukade|utnyttjade|använda)|kvarst\w+|återstår|återstod\w*|överskott\w*|"
        r"överskjutande|oförbrukade|outnyttjade|oanvända|"
        r"inte har (?:använts|förbrukats|utnyttjats|tagits))\b[^.]{0,60}?\b(?:betalas in|inbetalas|betalas|"
        r"levereras (?:in|tillbaka))\b",
    ),
    (
        "requisition",
        r"\bbegär(?:a|s)? (?:pengarna|medlen|bidraget|beloppet)\b|"
        r"\brekvisition(?:en|er|erna)?\b|^(?:Pengarna|Medlen|Bidraget) begärs\b|"
        r"\brekvirer(?:a|as|ar|ing|ingen)\b|^Begäran\b|\bbegäran om utbetalning\w*",
    ),
    (
        "final_report",
        r"\bslut(?:redovis|rapport|redogör)\w*|\bslutlig\w* (?:redovis|rapport|redogör|avrapport)\w*|"
        r"\bslutdokumentation\w*",
    ),
    (
        "report",
        r"\bverksamhets(?:rapport|berättelse|redogörelse|redovisning)\w*|\b(?:åter|av)?(?:redovis|"
        r"rapporter)\w*|\brapport(?:en)?\b|\bredogör\w*|\bredogörelse\w*",
    ),
)
PREDICATE = re.compile("|".join(f"(?P<{kind}>{rule})" for kind, rule in PREDICATES), re.IGNORECASE)
# "efter rekvisition" tells how the money comes; it is the duty only when nothing else is.
BY_REQUISITION = re.compile(r"\b(?:efter|mot|genom|på) $", re.IGNORECASE)
ABOUT_ASSIGNMENT = re.compile(
    r"\b(?:regerings|del)?uppdrag\w*|\brapport(?:en)?\b|\båterrapport\w*|\bavrapport\w*|\bslutredov\w*|"
    r"\bredovisning(?:en)?\b|departement",
    re.IGNORECASE,
)
# A plan, a forecast or figures that are "redovisade" are not the assignment's report.
PARTIAL = re.compile(
    r"\b(?:redovisa|rapportera|redogöra för|presentera)s?\b(?: (?!uppdrag|senast|"
    r"till)\S+){0,4}? (?:\w*plan(?:en|er|erna)?|budget\w*|"
    r"disposition\w*|inventering\w*|\w*prognos\w*|statistik\w*|uppgifter|underlag\w*|urval\w*|utkast\w*|"
    r"försäljning\w*|"
    r"den delen|denna del)\b"
    r"|^(?:En |Ett |Den |Det )?(?:\w+ )?(?:\w*plan|budget|disposition|inventering|prognos|"
    r"utgiftsprognos\w*|prognoser\w*|"
    r"underlag)(?:en|et)?\b[^.]{0,60}?\bska",
    re.IGNORECASE,
)
# Present tense that orders: "Uppdraget redovisas till … senast den …".
ORDERS = re.compile(
    r"\b(?:\w{2,}(?:as|eras)|sker|sänds|inges|insänds|görs|ges|ställs|tas|begärs|(?:åter|över)förs|har att|"
    r"åläggs|åligger|är att)\b"
    r"|\bska(?:ll)? (?:\w+ ){0,3}?vara\b",
    re.IGNORECASE,
)
# "Institutet lämnar en delrapport": an order when it is said of the one addressed.
HANDS_OVER = re.compile(
    r"\b(?:lämnar|överlämnar|redovisar|delredovisar|slutredovisar|rapporterar|slutrapporterar|"
    r"delrapporterar|inkommer|"
    r"återbetalar|rekvirerar|presenterar|redogör|avlämnar|skickar|(?:ger|sänder|lämnar) in)\b",
    re.IGNORECASE,
)
HANDS_IN = re.compile(
    r"\b(?:lämnas?|inlämnas?|inkomma|inkommer|inkommit|överlämnas?|avlämnas?|inges?|ge in|ges in|avges?|skickas?|"
    r"sändas?|insändas?|anmälas?|betalas?|inbetalas?|överföras?|presenteras?|publiceras?|återkomma|tillställas?|"
    r"underrätta|informera|meddela|redogöra|föreligga|till handa|finnas (?:tillgänglig|på plats)\w*|"
    r"vara (?:klar|färdig|genomför[dt]|infö[rd][dt]?|avsluta[dt])\w*)\b",
    re.IGNORECASE,
)
# "Verket får rekvirera medlen senast den 1 maj": whoever may must do it by then.
MAY_ASK = re.compile(r"\bfår (?:\w+ ){0,3}?(?:rekvirera|begära ut)\b", re.IGNORECASE)
# "ska kvartalsvis informera" is a way to work, nothing to hand in.
INFORMS = re.compile(r"\b(?:informera|underrätta|meddela)\b", re.IGNORECASE)
NO_DUE = re.compile(
    r"\b(?:pågå|pågår|gälla|gäller|löpa|avslutas|avsluta|upphöra|bedrivas|bedrivs|börja|påbörjas|starta|inledas|"
    r"träda i kraft|träder i kraft)\b",
    re.IGNORECASE,
)
WHOLE_TASK = re.compile(r"\bredovisa (?:upp)?draget\b|\buppdraget ska(?:ll)? redovisas\b", re.IGNORECASE)
TIMETABLE = re.compile(
    r"(?:(?:Ny(?:tt)? )?(?:tidpunkt|datum|slutdatum)|Tidpunkt(?:en)?|(?:Slut)?[Dd]atum|Dag(?:en)?|"
    r"Sista (?:dag(?:en)?|datum)|Senaste? (?:dag(?:en)?|"
    r"datum)?|Senast) "
    r"(?:för|att (?:lämna|redovisa|ge in|skicka|begära)) (?:(?:in|den|att) )*(?:\w*redovisning|\w*rapport|rekvisition|"
    r"återbetalning|uppdraget|medlen|rekvirera|återbetala|redovisa)\w*:? "
    r"|\w*(?:redovisnings|rapporterings|rapport|rekvisitions|prognos)(?:tillfällen?|datum|dagar?|tidpunkt(?:er)?)\w*: "
    r"|(?:Uppdraget )?(?:slut|del|åter)?(?:redovisas|rapporteras|lämnas|återbetalas|rekvireras|inlämnas)"
    r"(?::| (?:senast|den|till)\b)"
    r"|(?:[A-ZÅÄÖ]\w* )?(?:slut|del|åter|läges|av)?(?:redovisning|rapport|rapportering|rekvisition|återbetalning)"
    r"(?:en|er)?(?: av uppdraget| \d| \w)?\s?[:–-] ?(?=\S)"
    r"|(?:senast )?(?:den )?\d{1,2} [a-z]{3,9} \d{4}:?,? ?[(–-]? ?"
    r"(?:slut|del|åter|läges)(?:redovis|rapport|betal)\w*\)?$",
    re.IGNORECASE,
)
# "Regeringen vill ha en redovisning", "emotser regeringen en plan": politely put, and still an order.
WISHES = re.compile(
    r"^(?:Regeringen|Regeringskansliet|[A-ZÅÄÖ]\w+departementet) (?:vill (?:ha|få|se)\b|vill att\b|önskar\b|"
    r"förväntar sig\b|emotser\b|motser\b|ser gärna\b|räknar med (?:att få\b|en\b))"
    r"|\b(?:vill|önskar|emotser|förväntar sig) (?:regeringen|Regeringskansliet|\w+departementet)\b",
    re.IGNORECASE,
)
HANDED = re.compile(
    r"\b(?:\w*plan|\w*förslag|underlag|besked|svar|uppgift(?:er)?|sammanställning|lägesbild|kartläggning|analys|"
    r"bedömning|budget|statistik)\b",
    re.IGNORECASE,
)
# "Mål: senast den … ska antalet … ha minskat": what is hoped for, no duty.
GOAL = re.compile(
    r"^(?:(?:Ett|Det|Regeringens|Uppdragets|Det övergripande|Det långsiktiga) )?(?:del|etapp|effekt|huvud)?"
    r"mål(?:et|en|sättning(?:en)?)?(?: \d{1,2})?(?:[:.–-]| (?:är|för|med|till)\b)"
    r"|\bska(?:ll)? (?:\S+ ){0,3}?(?:antal(?:et)?|andel(?:en)?)\b[^.;]{0,80}?\bha "
    r"(?:minskat|ökat|sjunkit|stigit|halverats|fördubblats|upphört|förbättrats)\b"
    r"|\b(?:antal(?:et)?|andel(?:en)?)\b[^.;]{0,80}?\bska(?:ll)? (?:[^.;]{0,50} )?ha "
    r"(?:minskat|ökat|sjunkit|stigit|halverats|fördubblats|upphört|förbättrats)\b",
    re.IGNORECASE,
)
# "skulle redovisas senast" tells what was ordered once.
# "har begärt att slutredovisningen flyttas": what somebody wishes.
ONCE_ORDERED = re.compile(
    r"\bskulle\b|\b(?:har|hade) (?:\w+ ){0,2}?(?:begärt|hemställt|ansökt|anhållit|föreslagit|önskat)\b"
    r"[^.;]{0,60}?\batt\b",
    re.IGNORECASE,
)
# "Om medlen inte har använts senast den 1 juni ska de": what the duty hangs on.
CONDITION = re.compile(
    r"(?:Om|Ifall|Därest|I den mån|I (?:det )?fall|För den händelse)\b|Har [^,.;]+? (?:inte|ej) "
)
# "innehålla en redogörelse för läget den 31 december": the day the account is of.
STATUS = re.compile(
    r"\b(?:läget|ställningen|situationen|förhållandena|utfallet|saldot|nivån|som gäll(?:er|de)|jämfört med|sedan|per)"
    r"(?: \w+){0,3}? (?:den )?$",
    re.IGNORECASE,
)
# A month, a quarter or a half year is a deadline when something is handed in during it.
DURING = re.compile(
    r"\b(?:(?:\w*redovisa|\w*rapportera|\w*redogöra|lämna|inlämna|överlämna|presentera|återbetala|rekvirera|"
    r"inkomma|ske|göra|skicka|sända|tillställa)[sr]?|"
    r"hålla (?:en )?(?:\w+ )?(?:föredragning|presentation|genomgång)|"
    r"görs|sker|(?:in)?ges(?: in)?|föreligga|vara)"
    r"(?: (?!omfatta|avse)[^\s.;:]+){0,5} (?:under|i|vid)(?: (?:det|den))? $",
    re.IGNORECASE,
)
# "våren 2017", "vecka 20 2016": a time, but no day to hand in on.
OWN_SEASON = re.compile(
    r"(?: \w+){0,4}? (?:under |i )?(?:våren|sommaren|hösten|vintern|vecka \d{1,2},?|början av|mitten av) (?:\w+ )?"
    r"(?:19|20)\d\d,? (?:och|samt|men) ",
    re.IGNORECASE,
)
# "en slutrapport, inklusive ekonomisk redovisning": part of what is handed in, nothing of its own.
PART_OF = re.compile(
    r"\b(?:inklusive|inkl\.|innefattande|som innehåller|med tillhörande) (?:en )?$", re.IGNORECASE
)
# "ska under november 2026 muntligt redogöra": the month stands before the verb.
THEN_HANDS = re.compile(
    r"(?: \w+){0,3} (?:\w*redovisa|\w*rapportera|redogöra|lämna|inlämna|överlämna|presentera|inkomma)\b",
    re.IGNORECASE,
)
BESIDES = re.compile(r"\b(?:utöver|förutom|vid sidan av) (?:den |det |de )?(?:\w+ )?$", re.IGNORECASE)
FROM_DECISION = re.compile(
    r"\b(?:efter|från)\b.*\b(?:beslutet|beslutets|detta beslut|dagen för beslut)", re.IGNORECASE
)
# "… sker senast den 13 december 2024 och en muntlig föredragning under januari 2025".
ALSO_DURING = re.compile(
    r"\b(?:sker|ska|skall|lämnas|görs)\b.*\b(?:och|samt) (?:en|ett) (?:\w+ )?(?:föredragning|\w*redovisning|"
    r"\w*rapport|\w*rapportering|genomgång|presentation|uppföljning) (?:under|i) $",
    re.IGNORECASE,
)
# "en första delredovisning i september 2016, en andra senast den 1 mars": the month is when it comes.
REPORT_IN = re.compile(
    r"\b(?:en|ett) (?:\w+ )?\w*(?:redovisning|rapport|rapportering|redogörelse) (?:i|under) $"
)
# "Prognoser lämnas i Hermes enligt följande: 19 januari, 15 februari"
FORECAST = re.compile(
    r"(?:\w*prognos(?:er|erna|en)?|Statistik(?:en)?|Budgetunderlag(?:et)?)\b", re.IGNORECASE
)
# The addressed one and then a colon or a verb in the present tense that is no mere view of things.
PRESENT = r"(?::| (?!har|bedömer|anser|uppger|avser|planerar|räknar|beräknar|kommer|är|får|föreslår)\w+r\b)"
NAMED = re.compile(r"\s*\([^()]{4,40}\)")
ELLIPTIC = re.compile(
    r"^(?:En |Ett )?(?:slut|del)?(?:redovisning|rapport|rekvisition|återbetalning|delrapport|slutrapport)\w*\b",
    re.IGNORECASE,
)


def whole_kind(text: str) -> str | None:
    """The kind of a list item that only names what to hand in: "en ekonomisk redovisning av …"."""
    match = PREDICATE.search(text)
    if match is None or match.start() > 40:
        return None
    return "final_report" if match.lastgroup == "report" else str(match.lastgroup)
