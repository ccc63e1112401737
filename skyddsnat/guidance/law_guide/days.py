"""When it happened, as far as somebody knows: a day, a month, a year, or nothing at all."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import NamedTuple

from skyddsnat.guidance.law.api import QuestionRefused, Text, day

DAY = datetime.timedelta(days=1)
EARLIEST_YEAR = 1900
PARTS = ("day", "month", "year")
MONTHS = Text(
    "januari februari mars april maj juni juli augusti september oktober november december",
    "January February March April May June July August September October November December",
)

YEAR_MISSING = Text(
    "Skriv året. Räcker inte det du vet, välj ”Jag vet inte”.",
    "Write the year. If you do not know it, choose “I do not know”.",
)
MONTH_MISSING = Text(
    "Skriv månaden också, eller lämna dagen tom.", "Write the month too, or leave the day empty."
)
NO_YEAR = Text(
    "”{found}” är inget år. Skriv året med fyra siffror, till exempel 2013.",
    "“{found}” is not a year. Write the year with four digits, such as 2013.",
)
NO_MONTH = Text(
    "”{found}” är ingen månad. Skriv ett tal från 1 till 12.",
    "“{found}” is not a month. Write a number from 1 to 12.",
)
NO_DAY = Text(
    "”{found}” är ingen dag. Skriv ett tal från 1 till 31.",
    "“{found}” is not a day. Write a number from 1 to 31.",
)
NOT_THAT_LONG = Text(
    "{month} {year} har {days} dagar. Skriv en dag från 1 till {days}.",
    "{month} {year} has {days} days. Write a day from 1 to {days}.",
)
FUTURE = Text(
    "Det har inte varit än. Skriv när det hände, senast i dag ({today}).",
    "That has not come yet. Write when it happened, today ({today}) at the latest.",
)


class Span(NamedTuple):
    """The days that may be meant, both included."""

    first: datetime.date
    last: datetime.date


def split(written: str) -> list[str]:
    """The day, the month and the year of "2013-07-02", "2013-07" or "2013"; what is not known is empty."""
    year, _, rest = written.partition("-")
    month, _, number = rest.partition("-")
    return [number, month, year]


def joined(parts: Sequence[str]) -> str:
    """The other way round, as it was written: nothing is checked."""
    number, month, year = (part.strip() for part in parts)
    return "-".join([year, month, number]).rstrip("-")


def span_of(written: str, today: datetime.date) -> Span:
    """The days that are meant, none after today. Raises QuestionRefused with what to change, by part."""
    number, month, year = split(written)
    if not year:
        raise QuestionRefused({"year": YEAR_MISSING})
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= EARLIEST_YEAR):
        raise QuestionRefused({"year": NO_YEAR.filled(found=year)})
    if not month:
        if number:
            raise QuestionRefused({"month": MONTH_MISSING})
        return _past(Span(datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)), "year", today)
    if not _between(month, 12):
        raise QuestionRefused({"month": NO_MONTH.filled(found=month)})
    start = datetime.date(int(year), int(month), 1)
    longest = calendar.monthrange(start.year, start.month)[1]
    if not number:
        return _past(Span(start, start.replace(day=longest)), "month", today)
    if not _between(number, 31):
        raise QuestionRefused({"day": NO_DAY.filled(found=number)})
    if int(number) > longest:
        told = NOT_THAT_LONG.filled(month=_month(start.month), year=year, days=str(longest))
        raise QuestionRefused({"day": Text(told.sv[0].upper() + told.sv[1:], told.en)})
    only = start.replace(day=int(number))
    return _past(Span(only, only), "day", today)


def _between(found: str, most: int) -> bool:
    return found.isascii() and found.isdigit() and len(found) <= 2 and 1 <= int(found) <= most


def _month(number: int) -> Text:
    return Text(MONTHS.sv.split()[number - 1], MONTHS.en.split()[number - 1])


def _past(span: Span, part: str, today: datetime.date) -> Span:
    """Without what has not come yet. Raises QuestionRefused when all of it lies ahead."""
    if span.first > today:
        raise QuestionRefused({part: FUTURE.filled(today=day(today))})
    return Span(span.first, min(span.last, today))


def said(span: Span, language: str) -> str:
    """The span in words: a day, or two with a dash between them."""
    first, last = day(span.first).said(language), day(span.last).said(language)
    return first if span.first == span.last else f"{first} – {last}"


def written_said(written: str, language: str) -> str:
    """What somebody wrote, in words: "2 juli 2013", "juli 2013" or "2013"."""
    number, month, year = split(written)
    if not month:
        return year
    name = _month(int(month)).said(language)
    return f"{int(number)} {name} {year}" if number else f"{name} {year}"
