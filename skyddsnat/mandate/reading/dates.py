"""Dates in a sentence: days, months, years, "vid samma tidpunkt", yearly dates; and what each is for."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.date_roles import role_of
from skyddsnat.mandate.reading.date_words import (
    AFTER_EACH_YEAR,
    AGAIN,
    DATE,
    MONTHS,
    ORDINALS,
    QUARTERS,
    RELATIVE,
    YEAR_AFTER,
)
from skyddsnat.mandate.reading.joined_dates import joined
from skyddsnat.mandate.reading.number_words import value
from skyddsnat.mandate.reading.recurrence import EVERY
from skyddsnat.mandate.reading.tied_days import recurring

MORE_YEARS = re.compile(
    r"(?:,? (?:under |för )?(?:vart och ett av |respektive )?(?:åren|år))?"
    r"(?:\s?[-–]\s?(?P<last>(?:19|20)\d{2})|(?P<list>(?:, (?:19|20)\d{2})*,? (?:och|samt|"
    r"respektive) (?:år )?(?:19|20)\d{2}))"
    r"(?![\d/:-]| års)"
)
YEARS_BEHIND = re.compile(
    r",? (?:(?:under |för )?(?:vart och ett av |respektive )?(?:åren|år)|under) (?P<first>(?:19|20)\d{2})"
    r"(?=[\s–.;-]|,|$)(?!/|-\d\d-)"
)
DAYS_BEFORE = re.compile(r"\bden (?P<day>\d{1,2}) (?:och|samt|respektive) $", re.IGNORECASE)
# "Tidpunkten för slutredovisning ändras från den … till den …": the first no longer holds, the second does.
MOVED = re.compile(
    r"(?:tidpunkt|datum|tiden för|dagen för|redovisning|rapport)\w*\b.*\b(?:ändras|flyttas|senareläggs|tidigareläggs|"
    r"skjuts (?:fram|upp)|framflyttas|förlängs|bestäms|sätts|utsträcks)\b"
    r"|^Regeringen (?:beslutar att )?(?:\w+ )?(?:ändra|flytta|skjuta|senarelägga|bestämma)[rs]?\b.*"
    r"\b(?:tidpunkt|datum|dag|redovisning|rapport)\w*\b"
    # "får anstånd med redovisningen till den 1 oktober"
    r"|^(?!.*\b(?:begär|hemställ|ansök|anhåll)).*\b(?:anstånd|uppskov|(?:förlängd|längre|ytterligare) tid|"
    r"förlängning)\b.*\b\w*(?:redovis|rapport)\w*\b",
    re.IGNORECASE,
)
# "vad som återstår vid respektive budgetårs slut ska återbetalas senast den 31 januari": in the year that follows
YEARS_END = re.compile(
    r"\b(?:vid|efter) (?:(?:respektive|varje) (?:kalender|budget|verksamhets)?års (?:slut|utgång)|"
    r"utgången av (?:respektive|varje) (?:kalender|budget|verksamhets)?år)\b",
    re.IGNORECASE,
)
SAME_YEAR = re.compile(r",? samma år\b", re.IGNORECASE)
# "Datumet den 1 mars 2016 ska bytas ut mot den 1 oktober 2016"
SWAPPED = re.compile(
    r"[\"”»]? (?:ska(?:ll)? )?(?:bytas ut|byts ut|ersättas|ersätts|ändras) (?:mot|med|av|"
    r"till) [\"”»«]?(?:senast )?(?:den )?",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[DateMention]:
    """All dates of a sentence in order; ``text`` with cited numbers blotted out."""
    found = [mention for match in DATE.finditer(text) for mention in _read(text, match)]
    found += [DateMention(m.start(), m.end(), m.end(), "again", "deadline") for m in AGAIN.finditer(text)]
    found += [_after_each_year(match) for match in AFTER_EACH_YEAR.finditer(text)]
    days = [(mention.start, mention.end) for mention in found if mention.precision == "day" or mention.every]
    for match in RELATIVE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in days):
            found.append(DateMention(match.start(), match.end(), match.end(), "relative", "deadline"))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return recurring(text, _year_after(text, _moved(text, joined(text, found))))


def _read(text: str, match: re.Match[str]) -> Iterator[DateMention]:
    got = match.groupdict()
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3")):
        if got[y]:
            yield from _day(text, match, int(got[d]), int(got[m]), int(got[y]))
            return
    if got["d4"]:
        yield from _day(text, match, int(got["d4"]), int(got["m4"]), None)
    elif got["stretch"]:
        yield from _stretch(text, match)
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
    role = role_of(text, match.start())
    return DateMention(match.start(), match.end(), match.end(), precision, role, **known)  # type: ignore[arg-type]


def _stretch(text: str, match: re.Match[str]) -> Iterator[DateMention]:
    """The last day of "utgången av mars 2025", "tredje kvartalet 2025", "halvårsskiftet 2025"."""
    got = match.groupdict()
    named = match.group().lower()
    if got["ey"]:
        year, month = got["ey"], MONTHS[got["em"][:3].lower()] if got["em"] else 12
    elif got["shift"]:
        year, month = got["sy"], 6 if got["shift"].lower() == "halvårsskiftet" else 12
    elif got["smy"]:
        year, month = got["smy"], MONTHS[got["sm"][:3].lower()]
    elif got["qy"]:
        year, month = got["qy"], 3 * QUARTERS[(got["quarter"] or got["quarternumber"]).lower()]
    else:
        year, month = got["hy"], 6 if got["half"].lower() == "första" else 12
    day = _date(int(year), month, calendar.monthrange(int(year), month)[1])
    precision = "day" if got["ey"] or "utgången" in named or "slutet" in named else "stretch"
    role = role_of(text, match.start())
    yield DateMention(match.start(), match.end(), match.end(), precision, role, day, int(year))


def _day(text: str, match: re.Match[str], number: int, month: int, year: int | None) -> Iterator[DateMention]:
    """A day, the days listed before it ("den 15 och 30 mars") and the years listed after it."""
    start, end = match.span()
    role = role_of(text, start)
    if year is None and (more := YEARS_BEHIND.match(text, end)) and _each_its_own(text, more):
        year = int(more["first"])
        end = more.end("first")
    if year is None:
        if 1 <= number <= 31 and 1 <= month <= 12:
            yield from _days_before(text, start, end, month, None)
            yield DateMention(start, end, end, "yearless", role, month=month, day_number=number)
        return
    yield from _days_before(text, start, end, month, year)
    if day := _date(year, month, number):
        yield DateMention(start, end, end, "day", role, day, year)
    if more := MORE_YEARS.match(text, end):
        listed = [int(y) for y in re.findall(r"(?:19|20)\d{2}", more.group())]
        for further in range(year + 1, listed[-1] + 1) if more["last"] else listed:
            if further != year and (day := _date(further, month, number)):
                yield DateMention(start, more.end(), more.end(), "day", role, day, further)


def _each_its_own(text: str, years: re.Match[str]) -> bool:
    """ "den 1 mars under 2017 och 2018" is two days; "varje halvår, den 1 mars … under 2017 och 2018" a rule."""
    return bool(re.search(r"\bår", years.group()) or not EVERY.search(text[: years.start()]))


def _days_before(text: str, start: int, end: int, month: int, year: int | None) -> Iterator[DateMention]:
    earlier = DAYS_BEFORE.search(text[:start])
    if earlier is None:
        return
    place, number = earlier.start("day"), int(earlier["day"])
    role = role_of(text, place)
    if year is None:
        yield DateMention(place, earlier.end("day"), end, "yearless", role, month=month, day_number=number)
    elif day := _date(year, month, number):
        yield DateMention(place, earlier.end("day"), end, "day", role, day, year)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _moved(text: str, found: list[DateMention]) -> list[DateMention]:
    """A moved date: "ändras från den 1 mars till den 1 juni"."""
    for index, mention in enumerate(found):
        before = found[index - 1] if index else None
        swapped = before is not None and SWAPPED.fullmatch(text, before.end, mention.start)
        if before is not None and swapped and before.precision == mention.precision == "day":
            found[index - 1], found[index] = (
                replace(before, role="replaced"),
                replace(mention, role="deadline"),
            )
            continue
        if mention.precision != "day" or not MOVED.search(text[: mention.start]):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if mention.role in ("start", "period") and following is not None and following.precision == "day":
            found[index] = replace(mention, role="replaced")
        elif mention.role in ("end", "period") and not re.search(
            r"\b(?:till och med|t\.o\.m\.)[^.]{0,12}$", text[: mention.start]
        ):
            found[index] = replace(mention, role="deadline")
    return found


def _year_after(text: str, found: list[DateMention]) -> list[DateMention]:
    """ "senast den 15 januari året därpå": comes back, a year after the years told of."""
    made: list[DateMention] = []
    for mention in found:
        after_each = YEARS_END.search(text[: mention.start]) and mention.role == "deadline"
        if mention.precision == "yearless" and (after_each or YEAR_AFTER.match(text, mention.end)):
            told = _year_told(text, made)
            day = told and _date(told + 1, mention.month or 0, mention.day_number or 0)
            mention = (
                replace(mention, precision="day", day=day, year=day.year)
                if day
                else replace(mention, every="year", shift=1)
            )
        elif mention.precision == "yearless" and SAME_YEAR.match(text, mention.end):
            told = _year_told(text, made)
            day = told and _date(told, mention.month or 0, mention.day_number or 0)
            mention = replace(mention, precision="day", day=day, year=day.year) if day else mention
        made.append(_of_season(text, mention))
    return made


SEASON_YEAR = re.compile(
    r"\b(?:våren|sommaren|hösten|vintern)(?: år)? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


def _of_season(text: str, mention: DateMention) -> DateMention:
    """ "ska under våren 2013 lämna en lägesbild, senast den 15 maj": the day is of the season's year."""
    told = SEASON_YEAR.findall(text[: mention.start])
    if mention.precision != "yearless" or mention.role != "deadline" or mention.every or len(told) != 1:
        return mention
    day = _date(int(told[0]), mention.month or 0, mention.day_number or 0)
    return replace(mention, precision="day", day=day, year=day.year) if day else mention


def _year_told(text: str, before: list[DateMention]) -> int | None:
    """The one year that the words before speak of: "Medel som inte har använts under 2016 ska återbetalas"."""
    if any(each.precision == "years" or each.every for each in before) or EVERY.search(text):
        return None
    years = {
        each.year
        for each in before
        if each.precision == "year" or (each.precision == "day" and each.role not in ("decided", "replaced"))
    }
    return years.pop() if len(years) == 1 else None


def _after_each_year(match: re.Match[str]) -> DateMention:
    """The last day of the month so many months into the year after each year told of."""
    month = int(match["number"]) if match["number"].isdigit() else int(value(match["number"]))
    day = calendar.monthrange(2015, month)[1] if 1 <= month <= 12 else 31
    place = (match.start(), match.end(), match.end())
    return DateMention(*place, "yearless", "deadline", month=month, day_number=day, every="year", shift=1)
