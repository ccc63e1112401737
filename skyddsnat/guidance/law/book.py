"""The rules as they are once read: offences with names and penalties, and the rules about trying them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from skyddsnat.guidance.law.text import Text


class Group(StrEnum):
    """What a rule is about."""

    NAME = "name"
    PENALTY = "penalty"
    PLACE = "place"
    TIE = "tie"
    DOUBLE = "double_criminality"
    MINIMUM = "minimum"
    PROSECUTION = "prosecution"
    LIMITATION = "limitation"
    DUTY = "duty"
    NOTE = "note"


class Outcome(StrEnum):
    """What a tie to Sweden leads to."""

    YES = "yes"
    OVER_SIX_MONTHS = "over_six_months"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read."""

    key: str
    title: str
    sfs: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A dated rule. `key` is what may have only one rule a day; `valid_to` is its last day, None while in force."""

    id: str
    group: Group
    key: str
    says: Text
    paragraph: str
    sources: tuple[Source, ...]
    valid_from: datetime.date
    valid_to: datetime.date | None
    verified_until: datetime.date
    line: int

    def holds(self, on: datetime.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def sfs(self) -> str:
        return ", ".join(source.sfs for source in self.sources if source.sfs)

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "group": str(self.group),
            "key": self.key,
            "says": self.says.as_dict(),
            "paragraph": self.paragraph,
            "sfs": self.sfs or None,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "source": [source.title for source in self.sources],
            "verified_until": self.verified_until.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class Name(Rule):
    """What an offence is called in a period. Outside its names it is no offence of its own."""

    name: Text
    child_only: bool


@dataclass(frozen=True, kw_only=True)
class Penalty(Rule):
    """A scale of penalties in months. None is what has not been verified for the period."""

    fine: bool
    min_months: int | None
    max_months: int | None


@dataclass(frozen=True, kw_only=True)
class Tie(Rule):
    """What a tie to Sweden leads to in a period."""

    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Double(Rule):
    """What is exempt from the requirement that the act is a crime where it was done.

    Members are "6:9" for a whole offence or "6:8/grave" for one degree: `child` when the victim is under 18, `anyone`
    whoever it is; `required` is what a text names as not exempt.
    """

    child: frozenset[str]
    anyone: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Minimum(Rule):
    """A least penalty from which the act need not be a crime where it was done."""

    min_months: int


@dataclass(frozen=True, kw_only=True)
class Prosecution(Rule):
    """An order to prosecute is needed, except for these places."""

    not_for: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Limitation(Rule):
    """A part of the rules about when it is too late. `decides` is False where the rule was not verified."""

    decides: bool
    offences: frozenset[str]
    tiers: tuple[tuple[int | None, int], ...]


@dataclass(frozen=True, kw_only=True)
class Note(Rule):
    """Something worth saying about some offences, when the victim is a child; `from_age` leaves out younger ones."""

    offences: frozenset[str]
    from_age: int

    def concerns(self, offence: str, age: int | None) -> bool:
        return offence in self.offences and (age is None or age >= self.from_age)


@dataclass(frozen=True)
class Degree:
    """A degree or form of an offence, with its penalties in order."""

    key: str
    name: Text
    penalties: tuple[Penalty, ...]

    def penalty(self, on: datetime.date) -> Penalty | None:
        """The penalty of a day; None when the degree did not exist then."""
        return in_force(self.penalties, on)


@dataclass(frozen=True)
class Offence:
    """An offence: chapter and section, an everyday name, its legal names, its degrees."""

    id: str
    plain: Text
    names: tuple[Name, ...]
    degrees: tuple[Degree, ...]

    def name(self, on: datetime.date) -> Name | None:
        return in_force(self.names, on)

    def degree(self, key: str) -> Degree | None:
        return next((degree for degree in self.degrees if degree.key == key), None)

    @property
    def paragraph(self) -> str:
        return f"BrB {self.id}"


@dataclass(frozen=True)
class RuleBook:
    """Everything of a rule file. `begins` is the first day that anything was verified for."""

    begins: datetime.date
    offences: Mapping[str, Offence]
    places: Sequence[Rule]
    ties: Sequence[Tie]
    doubles: Sequence[Double]
    minimums: Sequence[Minimum]
    prosecutions: Sequence[Prosecution]
    limitations: Sequence[Limitation]
    duties: Sequence[Rule]
    notes: Sequence[Note]

    @property
    def rules(self) -> list[Rule]:
        """Every rule, in the order of the file's groups."""
        return [rule for group in self.groups for rule in group]

    @property
    def groups(self) -> list[Sequence[Rule]]:
        """The rules that are looked up together; within each, no key has two on a day."""
        found: list[Sequence[Rule]] = []
        for offence in self.offences.values():
            found += [offence.names, *(degree.penalties for degree in offence.degrees)]
        return [*found, self.places, self.ties, self.doubles, self.minimums, self.prosecutions, self.limitations,
                self.duties, self.notes]  # fmt: skip

    def as_dict(self) -> dict[str, object]:
        return {
            "begins": self.begins.isoformat(),
            "verified_until": self.verified_until.isoformat(),
            "rules": [rule.as_dict() for rule in self.rules],
        }

    @property
    def verified_until(self) -> datetime.date:
        """The earliest day up to which a rule was checked: what can be said of all of them."""
        return min(rule.verified_until for rule in self.rules)


def in_force[R: Rule](rules: Iterable[R], on: datetime.date, key: str | None = None) -> R | None:
    """The rule of a day, and of a key when there are several."""
    return next((rule for rule in rules if rule.holds(on) and key in (None, rule.key)), None)
