"""What is compared of a child, and what is found of two."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from skyddsnat.cooperation.matching.names import plain, sounds

SLACK = 1  # years that an age given or assessed may be wrong


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has entered about a child, and on which day."""

    case_id: str
    given: str
    family: str
    born_on: datetime.date | None
    ages: tuple[int, int] | None
    entered: datetime.date
    nationalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A child as the engine sees it. What is not known is empty, and a year that is not known is 0."""

    case_id: str
    given: str
    family: str
    parts: list[str]
    part: list[str]
    beginnings: str
    born: str
    turned: str
    birth_year: int
    earliest: int
    latest: int
    nations: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Two cases that are alike, and how each thing that was compared agrees."""

    first: str
    second: str
    weight: float
    names: str
    birth: str
    nationality: str

    def turned(self) -> Found:
        return replace(self, first=self.second, second=self.first)


def record_of(said: Said) -> Record:
    """What was entered, folded for comparison."""
    given, family, parts = plain(said.given), plain(said.family), sounds(said.given, said.family)
    earliest, latest = _years(said)
    day = said.born_on
    return Record(
        case_id=said.case_id, given=given, family=family, parts=parts, part=parts,
        beginnings="".join(sorted(name[:1] for name in (given, family))),
        born=day.isoformat() if day else "", turned=_turned(day) if day else "",
        birth_year=day.year if day else 0, earliest=earliest, latest=latest,
        nations=sorted({one.upper() for one in said.nationalities}),
    )  # fmt: skip


def _turned(day: datetime.date) -> str:
    """The date with day and month in each other's place; empty when that is no other date."""
    if day.day > 12 or day.day == day.month:
        return ""
    return datetime.date(day.year, day.day, day.month).isoformat()


def _years(said: Said) -> tuple[int, int]:
    """The years within which the child was born, by the date or by the ages on the day they were entered."""
    if said.born_on is not None:
        return said.born_on.year, said.born_on.year
    if said.ages is None:
        return 0, 0
    youngest, oldest = said.ages
    return said.entered.year - oldest - 1 - SLACK, said.entered.year - youngest + SLACK
