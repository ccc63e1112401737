"""Dates in a sentence: days, months, years, "vid samma tidpunkt", yearly dates; and what each is for."""

import calendar
import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ],
        1,
    )
}
ORDINALS = {
    word: number
    for number, words in enumerate(
        [
            "första/förste",
            "andra/andre",
            "tredje",
            "fjärde",
            "femte",
            "sjätte",
            "sjunde",
            "åttonde",
            "nionde",
            "tionde",
            "elfte",
            "tolfte",
            "trettonde",
            "fjortonde",
            "femtonde",
            "sextonde",
            "sjuttonde",
            "artonde",
            "nittonde",
            "tjugonde",
            "tjugoförsta/tjugoförste",
            "tjugoandra/tjugoandre",
            "tjugotredje",
            "tjugofjärde",
            "tjugofemte",
            "tjugosjätte",
            "tjugosjunde",
            "tjugoåttonde",
            "tjugonionde",
            "trettionde",
            "trettioförsta/trettioförste",
        ],
        1,
    )
    for word in words.split("/")
}
_MONTH = (
    r"(?P<month>jan(?:uari|\.)?|feb(?:ruari|r?\.)?|mars|apr(?:il|\.)?|maj|juni|juli|aug(?:usti|\.)?|"
    r"sept?(?:ember|\.)?|okt(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?<![\d/:.,-])(?:19|20)\d{2}(?![\d/:]|-\d|[.,]\d)"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
DATE = re.compile(
    r"(?<![\d-])(?P<iso>(?P<y1>(?:19|20)\d{2})[-\u2011](?P<m1>\d{1,2})[-\u2011](?P<d1>\d{1,2}))(?![\d-])"
    r"|(?<!\d)(?P<d2>\d{1,2})/(?P<m2>\d{1,2})[ -](?P<y2>(?:19|20)\d{2})\b"
    r"|(?<![\d.])(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>(?:19|20)\d{2})\b"
    rf"|\b(?P<end>(?:utgången|slutet|slut) av (?:{_MONTH.replace('month', 'em')} )?(?:år(?:et)? )?(?P<ey>{_YEAR}))"
    rf"|\b(?:den )?(?:(?P<day>\d{{1,2}})\.?|(?P<ordinal>{_ORDINAL}|sista)(?: dagen i)?) {_MONTH}"
    rf"(?![\w])(?:,? (?:år )?(?P<year>{_YEAR}))?"
    rf"|\b{_MONTH.replace('month', 'my')} (?:år )?(?P<yy>{_YEAR})"
    rf"|(?P<from>{_YEAR})\s?[-–]\s?(?P<until>(?:(?:19|20)\d{{2}}|\d{{2}})(?![\d/:-]))"
    rf"|(?P<only>{_YEAR})",
    re.IGNORECASE,
)
MORE_YEARS = re.compile(
    r"(?:\s?[-–]\s?(?P<last>(?:19|20)\d{2})|(?P<list>(?:, (?:19|20)\d{2})*,? (?:och|samt|respektive) (?:19|20)\d{2}))"
    r"(?![\d/:-]| års)"
)
DAYS_BEFORE = re.compile(r"\bden (?P<day>\d{1,2}) (?:och|samt|respektive) $", re.IGNORECASE)
AGAIN = re.compile(
    r"\bvid samma (?:tidpunkt|tillfälle|tid|datum)\b(?! som)|\b(?:senast )?samma (?:dag|datum)\b(?! som)"
    r"|\bi samband (?:därmed|med (?:detta|återbetalningen|rekvisitionen))\b"
    r"|^Samtidigt(?= ska)|\boch samtidigt(?= ska)|\bvid (?:denna|den) tidpunkt(?:en)?\b(?! som| då| när)",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:senast|inom|tidigast) (?:en|ett|två|tre|fyra|fem|sex|åtta|tio|tolv|\d{1,3}) (?:dagar?|veck(?:a|or)|"
    r"månad(?:er)?|år)\b(?: (?:efter|från|före|innan)(?: (?:att )?\w+){1,3})?"
    r"|\bi (?:samband med |anslutning till )?(?:(?:sin|sitt|myndighetens|verkets|länsstyrelsens) )?"
    r"(?:årsredovisning|budgetunderlag|delårsrapport)\w*(?: för (?:år )?\d{4})?",
    re.IGNORECASE,
)
EVERY = re.compile(
    r"\b(?P<year>varje år|årligen|årlig\w*|respektive år|per år)\b|\b(?P<quarter>kvartalsvis|varje kvartal)\b"
    r"|\b(?P<half>halvårsvis|varje halvår|två gånger per år)\b|\b(?P<month>månadsvis|varje månad|månatlig\w*)\b",
    re.IGNORECASE,
)
_LEAD = r"(?:\s|den|vid|till|år|i|kl\.?|\d{1,2}[.:]\d{2}|månd\w+|tisd\w+|onsd\w+|torsd\w+|fred\w+|varje år)*$"
ROLES = (
    ("deadline", re.compile(rf"\b(?:senast|före|innan|(?:inte|ej) senare än){_LEAD}", re.IGNORECASE)),
    ("end", re.compile(rf"(?:\btill och med|\bt\.o\.m\.|\bfram till|\bintill|\btill){_LEAD}", re.IGNORECASE)),
    (
        "start",
        re.compile(
            rf"(?:\bfrån och med|\bfr\.o\.m\.|\bfrån|\befter|\bsedan|\bmed början){_LEAD}", re.IGNORECASE
        ),
    ),
    (
        "decided",
        re.compile(
            r"\b(?:(?:\w*beslut(?:et|ade|ades|at|en)?|skrivelse|brev|daterad|sammanträde|överenskommelse)"
            r"(?: \S+){0,2}? |(?:beslut|brev|skrivelse|daterad|uppdrag\w*) )(?:av )?(?:den )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "period",
        re.compile(
            r"\b(?:under|för|avser|avseende|perioden|mellan)(?:\s|den|år|åren|perioden|budgetåret)*$",
            re.IGNORECASE,
        ),
    ),
)
JOINED = re.compile(
    r",? ?(?:och|samt|respektive|,|eller)? ?(?:den |senast |därefter |senast den )*", re.IGNORECASE
)
DASHED = re.compile(r"\s?[-–]\s?(?:den )?|\s?till (?:och med )?(?:den )?|\soch(?: den)?\s", re.IGNORECASE)


@dataclass(frozen=True)
class DateMention:
    """A date in a sentence. [start, end) is its own place, [start, extent) all that supports it.

    ``precision``: day | yearless | month | year | years | again | relative. ``role``: deadline | plain |
    start | end | decided | period. ``every``: year | half | quarter | month when it recurs.
    """

    start: int
    end: int
    extent: int
    precision: str
    role: str = "plain"
    day: datetime.date | None = None
    year: int | None = None
    until: int | None = None
    month: int | None = None
    day_number: int | None = None
    every: str = ""

    @property
    def is_calendar(self) -> bool:
        return self.precision not in ("again", "relative")


def find_dates(text: str) -> list[DateMention]:
    """All dates of a sentence in order; ``text`` with cited numbers blotted out."""
    found = [mention for match in DATE.finditer(text) for mention in _read(text, match)]
    found += [DateMention(m.start(), m.end(), m.end(), "again", "deadline") for m in AGAIN.finditer(text)]
    days = [(mention.start, mention.end) for mention in found if mention.precision == "day"]
    for match in RELATIVE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in days):
            found.append(DateMention(match.start(), match.end(), match.end(), "relative", "deadline"))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return _recurring(text, _joined(text, found))


def _read(text: str, match: re.Match[str]) -> Iterator[DateMention]:
    got = match.groupdict()
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3")):
        if got[y]:
            yield from _day(text, match, int(got[d]), int(got[m]), int(got[y]))
            return
    if got["end"]:
        month = MONTHS[got["em"][:3].lower()] if got["em"] else 12
        yield from _day(text, match, calendar.monthrange(int(got["ey"]), month)[1], month, int(got["ey"]))
    elif got["month"]:
        month = MONTHS[got["month"][:3].lower()]
        year = int(got["year"]) if got["year"] else None
        word = (got["ordinal"] or "").lower()
        last = calendar.monthrange(year or 2015, month)[1]
        number = int(got["day"]) if got["day"] else last if word == "sista" else ORDINALS[word]
        yield from _day(text, match, number, month, year)
    elif got["my"]:
        month, year = MONTHS[got["my"][:3].lower()], int(got["yy"])
        yield _mention(text, match, "month", year=year, month=month)
    elif got["from"]:
        until = got["until"] if len(got["until"]) == 4 else got["from"][:2] + got["until"]
        if int(until) > int(got["from"]):
            yield _mention(text, match, "years", year=int(got["from"]), until=int(until))
    else:
        yield _mention(text, match, "year", year=int(got["only"]))


def _mention(text: str, match: re.Match[str], precision: str, **known: int) -> DateMention:
    role = _role(text, match.start())
    return DateMention(match.start(), match.end(), match.end(), precision, role, **known)  # type: ignore[arg-type]


def _role(text: str, start: int) -> str:
    before = text[max(0, start - 60) : start]
    return next((role for role, pattern in ROLES if pattern.search(before)), "plain")


def _day(text: str, match: re.Match[str], number: int, month: int, year: int | None) -> Iterator[DateMention]:
    """A day, the days listed before it ("den 15 och 30 mars") and the years listed after it."""
    start, end = match.span()
    role = _role(text, start)
    if year is None:
        if 1 <= number <= 31:
            yield DateMention(start, end, end, "yearless", role, month=month, day_number=number)
        return
    if (earlier := DAYS_BEFORE.search(text[:start])) and (day := _date(year, month, int(earlier["day"]))):
        place = earlier.start("day")
        role = _role(text, place)
        yield DateMention(place, earlier.end("day"), end, "day", role, day, year)
    if day := _date(year, month, number):
        yield DateMention(start, end, end, "day", role, day, year)
    if more := MORE_YEARS.match(text, end):
        listed = [(int(y.group()), y) for y in re.finditer(r"(?:19|20)\d{2}", more.group())]
        years = range(year + 1, listed[-1][0] + 1) if more["last"] else [y for y, _ in listed]
        for further in years:
            if day := _date(further, month, number):
                yield DateMention(start, more.end(), more.end(), "day", role, day, further)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _joined(text: str, found: list[DateMention]) -> list[DateMention]:
    """Dates listed together share the role of the first and the year of the last; "1 mars–30 juni" is a period."""
    days = [index for index, mention in enumerate(found) if mention.precision in ("day", "yearless")]
    for left, right in reversed(list(itertools.pairwise(days))):
        first, second = found[left], found[right]
        gap = text[first.end : second.start]
        if first.precision == "yearless" and second.year and JOINED.fullmatch(gap or " "):
            day = _date(second.year, first.month or 0, first.day_number or 0)
            if day is not None:
                found[left] = replace(first, precision="day", day=day, year=second.year, extent=second.extent)
    for left, right in itertools.pairwise(days):
        first, second = found[left], found[right]
        gap = text[first.end : second.start]
        if first.role != "deadline" and gap and (re.search(r"[-–]|\btill\b", gap) and DASHED.fullmatch(gap)):
            found[left], found[right] = replace(first, role="period"), replace(second, role="period")
        elif (
            second.role == "plain"
            and first.role == "deadline"
            and JOINED.fullmatch(gap)
            and not text[second.start].isupper()
        ):
            found[right] = replace(second, role="deadline")
    return found


def _recurring(text: str, found: list[DateMention]) -> list[DateMention]:
    """Note "varje år", "årligen", "kvartalsvis" on the days they stand by."""
    for match in EVERY.finditer(text):
        name = str(match.lastgroup)
        for index, mention in enumerate(found):
            near = -45 < mention.start - match.end() < 60 or -2 < match.start() - mention.end < 45
            if (
                mention.precision in ("day", "yearless")
                and mention.role != "decided"
                and near
                and not mention.every
            ):
                found[index] = replace(mention, every=name)
    return found
