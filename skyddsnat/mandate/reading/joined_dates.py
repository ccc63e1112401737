"""Dates that stand together: they share a role, a year, or are the two ends of a period."""

import datetime
import itertools
import re
from dataclasses import replace

from skyddsnat.mandate.reading.date_mention import DateMention

JOINED = re.compile(
    r",? ?(?:och|samt|respektive|,|eller)? ?(?:den |senast |därefter |senast den )*", re.IGNORECASE
)
DASHED = re.compile(r"\s?[-–]\s?(?:den )?|\s?till (?:och med )?(?:den )?|\soch(?: den)?\s", re.IGNORECASE)
# "delredovisas senast den 28 februari och slutredovisas senast den 30 november 2017": one year for both.
ONE_AFTER_THE_OTHER = re.compile(r"[^.;:()]{0,120}?(?:\b(?:och|samt)\b|,)[^.;:()]{0,120}")
AS_OF = re.compile(r"\bper (?:den )?$")  # "per den 30 juni och den 31 december": what the figures are of
HANDED_IN = ("deadline", "plain")


def joined(text: str, found: list[DateMention]) -> list[DateMention]:
    """Dates listed together share the role of the first and the year of the last; "1 mars–30 juni" is a period."""
    found = _with_years(text, found)
    days = [index for index, mention in enumerate(found) if mention.precision in ("day", "yearless")]
    for left, right in itertools.pairwise(days):
        first, second = found[left], found[right]
        gap = text[first.end : second.start]
        if first.role != "deadline" and gap and (re.search(r"[-–]|\btill\b", gap) and DASHED.fullmatch(gap)):
            found[left], found[right] = replace(first, role="period"), replace(second, role="period")
        elif (
            first.role == "start"
            and second.role == "plain"
            and AS_OF.search(text[: first.start])
            and JOINED.fullmatch(gap)
        ):
            found[right] = replace(second, role="start")
        elif (
            second.role == "plain"
            and first.role == "deadline"
            and JOINED.fullmatch(gap)
            and not text[second.start].isupper()
        ):
            found[right] = replace(second, role="deadline")
    return found


def _with_years(text: str, found: list[DateMention]) -> list[DateMention]:
    """Give a day without a year that of the day behind it, and each of the years when several stand there."""
    made: list[DateMention] = []
    following: list[DateMention] = []  # the next days to the right, one for each year listed there
    for mention in reversed(found):
        if mention.precision not in ("day", "yearless"):
            made.append(mention)
            continue
        these = [mention]
        if mention.precision == "yearless" and following and _together(text, mention, following[-1]):
            these = [each for later in reversed(following) if (each := _dated(mention, later)) is not None]
        these = these or [mention]
        made += reversed(these)
        same_place = following and following[-1].start == mention.start
        following = [*following, mention] if same_place else [*reversed(these)]
    return made[::-1]


def _together(text: str, first: DateMention, second: DateMention) -> bool:
    gap = text[first.end : second.start]
    if second.year is None:
        return False
    if JOINED.fullmatch(gap or " "):
        return True
    later = second.day is not None and (first.month or 0, first.day_number or 0) < (
        second.day.month,
        second.day.day,
    )
    both = first.role == "deadline" and second.role in HANDED_IN
    return later and both and bool(ONE_AFTER_THE_OTHER.fullmatch(gap)) and not re.search(r"\bår", gap)


def _dated(first: DateMention, second: DateMention) -> DateMention | None:
    try:
        day = datetime.date(second.year or 0, first.month or 0, first.day_number or 0)
    except ValueError:
        return None
    return replace(first, precision="day", day=day, year=second.year, extent=second.extent)
