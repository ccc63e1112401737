"""Dates as people read them: "1 december 2014", "1 December 2014"."""

import datetime
from zoneinfo import ZoneInfo

from skyddsnat.shared.said import Said

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NBSP = "\u00a0"
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SHORT_MONTHS = {
    "sv": "jan feb mars april maj juni juli aug sep okt nov dec".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def format_date(day: datetime.date, language: str = "sv") -> str:
    """Write a date out in words, with no-break spaces; `language` is "sv" or "en"."""
    return Said(f"{day.day}{NBSP}{MONTHS[language][day.month - 1]}{NBSP}{day.year}", day)


def format_period(start: datetime.date, end: datetime.date, language: str = "sv") -> str:
    """Write a period: "1 mars 2014–31 december 2014"."""
    return f"{format_date(start, language)}\u2013{format_date(end, language)}"


def format_short_period(start: datetime.date, end: datetime.date, language: str = "sv") -> str:
    """A period for narrow columns, the year once when it can: "17 mars–19 dec 2014"."""
    until = _short(end, language, year=True)
    return until if start == end else f"{_short(start, language, year=start.year != end.year)}\u2013{until}"


def format_short_date(day: datetime.date, language: str = "sv") -> str:
    """A date with its month cut: "19 dec 2014"."""
    return _short(day, language, year=True)


def _short(day: datetime.date, language: str, *, year: bool) -> str:
    said = f"{day.day}{NBSP}{SHORT_MONTHS[language][day.month - 1]}"
    return f"{said}{NBSP}{day.year}" if year else said


def today() -> datetime.date:
    """The date in Sweden now."""
    return datetime.datetime.now(STOCKHOLM).date()


def format_moment(moment: datetime.datetime) -> str:
    """A moment in Sweden, short, for tables: "2014-12-01 14.05"."""
    return Said(moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H.%M"), moment)


def format_month(month: str, language: str = "sv") -> str:
    """Write a month out: "2014-03" → "mars 2014"."""
    year, number = month.split("-")
    return f"{MONTHS[language][int(number) - 1]} {year}"
