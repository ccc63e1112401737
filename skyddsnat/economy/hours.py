"""Hours as rows somebody pasted: who; day or month; hours; activity; hourly rate. Pure: no database, no request."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.economy.rules import hours_sum
from skyddsnat.shared.money import parse_kr

MOST = 500
LONGEST_DAY, LONGEST_MONTH = 24 * 60, 31 * 24 * 60
_HOURS = re.compile(r"^(\d{1,3})(?:[,.](\d{1,2})|:([0-5]\d))?$")


@dataclass(frozen=True)
class Worked:
    """One row: `on` is the day, or the first day of the month."""

    who: str
    on: datetime.date
    is_month: bool
    minutes: int
    activity: int | None
    rate_ore: int

    @property
    def amount_ore(self) -> int:
        return hours_sum(self.minutes, self.rate_ore)


class HoursFaulty(ValueError):
    """Rows that cannot be read, each a sentence that names its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults[0])
        self.faults = faults


def read_hours(text: str, *, activities: Collection[int], year: int) -> list[Worked]:
    """The rows of `text`: cells between tabs or semicolons; a head row is passed over. Raises HoursFaulty.

    `activities` are the numbers that may be named, `year` the year the money is for.
    """
    made: list[Worked] = []
    faults: list[str] = []
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST:
        raise HoursFaulty(
            [_("Det är fler än %(most)s rader. Dela upp dem på flera underlag.") % {"most": MOST}]
        )
    for place, (n, line) in enumerate(lines):
        cells = [cell.strip() for cell in re.split(r"[\t;]", line)]
        if place == 0 and len(cells) > 2 and not re.search(r"\d", line):
            continue
        try:
            made.append(_row(cells, activities, year))
        except ValueError as error:
            faults.append(_("Rad %(line)s: %(why)s") % {"line": n, "why": error})
    if not made and not faults:
        faults.append(_("Skriv minst en rad med vem, när, timmar, insats och timpris."))
    if faults:
        raise HoursFaulty(faults)
    return made


def _row(cells: list[str], activities: Collection[int], year: int) -> Worked:
    if len(cells) != 5:
        raise ValueError(_("ska ha fem delar: vem; dag eller månad; timmar; insats; timpris."))
    who, when, hours, activity, rate = cells
    if not who or len(who) > 100:
        raise ValueError(_("skriv vem som har arbetat, ett namn eller en roll på högst 100 tecken."))
    on, is_month = _when(when, year)
    return Worked(who, on, is_month, _minutes(hours, is_month), _activity(activity, activities), _rate(rate))


def _when(text: str, year: int) -> tuple[datetime.date, bool]:
    is_month = bool(re.fullmatch(r"\d{4}-\d{2}", text))
    try:
        on = datetime.date.fromisoformat(f"{text}-01" if is_month else text)
    except ValueError as error:
        raise ValueError(_("skriv dagen som 2014-03-14 eller månaden som 2014-03.")) from error
    if on.year != year:
        raise ValueError(_("tiden ligger utanför %(year)s, som medlen gäller för.") % {"year": year})
    return on, is_month


def _minutes(text: str, is_month: bool) -> int:
    match = _HOURS.match(text)
    if match is None:
        raise ValueError(_("skriv timmarna som 7,5 eller 7:30."))
    hours, part, minutes = match.groups()
    total = int(hours) * 60 + (int(minutes) if minutes else round(int((part or "0").ljust(2, "0")) * 0.6))
    if not 0 < total <= (LONGEST_MONTH if is_month else LONGEST_DAY):
        raise ValueError(_("timmarna ska vara mer än noll och rymmas i tiden."))
    return total


def _activity(text: str, activities: Collection[int]) -> int | None:
    if not text:
        return None
    number = text.removesuffix(".")
    if not (number.isascii() and number.isdigit() and int(number) in activities):
        raise ValueError(_("det finns ingen insats med nummer %(number)s.") % {"number": text[:20]})
    return int(number)


def _rate(text: str) -> int:
    try:
        ore = parse_kr(text)
    except ValueError as error:
        raise ValueError(_("skriv timpriset i kronor, till exempel 412,50.")) from error
    if ore <= 0:
        raise ValueError(_("timpriset ska vara mer än noll."))
    return ore
