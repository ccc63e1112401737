"""The year of a day written without one, where the text gives it: a letter's, or the only one of the assignment."""

import datetime
import re
from collections.abc import Iterable

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.recurrence import PERIOD, SINGLE

# The year an appropriation letter is for: its days without a year are of that.
LETTER_YEAR = re.compile(
    r"\b[Rr]egleringsbrev\w* för (?:budget|kalender)?(?:året |år )?(?P<title>20\d\d)\b"
    r"|\bska(?:ll)? gälla (?:under|för) budgetåret (?P<year>20\d\d)\b"
)
GIVEN = re.compile(r"\bi uppdrag\b|\buppdra[rs]?\b")
HEAD = 40  # sentences


def letter_year(texts: Iterable[str]) -> int | None:
    """The year of an appropriation letter, None for any other decision."""
    for _, text in zip(range(HEAD), texts, strict=False):
        if told := LETTER_YEAR.search(text):
            return int(told["title"] or told["year"])
    return None


def only_year(ours: Iterable[str]) -> int | None:
    """ "… i uppdrag att under 2018 informera": the one year an assignment is for."""
    given = [text for text in ours if GIVEN.search(text)]
    years = {int(found["year"]) for text in given for found in SINGLE.finditer(text)}
    spread = any(PERIOD.search(text) for text in given)
    return years.pop() if len(years) == 1 and not spread else None


def in_year(date: DateMention, year: int | None, decided: datetime.date | None) -> datetime.date | None:
    """The day in that year; None when it comes back, is no time to hand in, or would lie before the decision."""
    if date.precision != "yearless" or date.every or date.role not in ("deadline", "plain") or year is None:
        return None
    try:
        day = datetime.date(year, date.month or 0, date.day_number or 0)
    except ValueError:
        return None
    return None if decided is None or day <= decided else day
