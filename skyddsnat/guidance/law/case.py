"""What is asked: the act as a person can tell it, and what makes a question impossible to answer as it is put."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from skyddsnat.guidance.law.book import Offence, RuleBook
from skyddsnat.guidance.law.faults import QuestionRefused
from skyddsnat.guidance.law.text import Text, day

ADULT = 18
OLDEST = 120

NO_OFFENCE = Text(
    "Brottet ”{found}” finns inte i reglerna. Välj ett av: {known}.",
    "The offence “{found}” is not in the rules. Choose one of: {known}.",
)
NO_DEGREE = Text(
    "Brottet {offence} har ingen grad som heter ”{found}”. Välj en av: {known}, eller ange ingen.",
    "The offence {offence} has no degree “{found}”. Choose one of: {known}, or give none.",
)
FUTURE = Text(
    "Dagen {date} har inte varit än. Ange den dag då det hände, senast i dag ({today}).",
    "The day {date} has not come yet. Give the day on which it happened, today ({today}) at the latest.",
)
NO_AGE = Text(
    "”{found}” kan inte vara en ålder. Ange barnets ålder i hela år, eller lämna den okänd.",
    "“{found}” cannot be an age. Give the child's age in whole years, or leave it unknown.",
)


class Place(StrEnum):
    """Where the act was done."""

    ABROAD = "abroad"
    NORDIC = "nordic"  # Denmark, Finland, Iceland or Norway
    SWEDEN = "sweden"
    NET = "net"


class TieKind(StrEnum):
    """What ties the person who did it to Sweden. None of them known is an empty set."""

    CITIZEN = "citizen"
    RESIDENT = "resident"
    LATER = "later"
    NORDIC = "nordic"
    PRESENT = "present"


class Victim(StrEnum):
    """The child's own tie to Sweden."""

    SWEDISH = "swedish"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question. A degree of None is not known; a child's age of None makes it a child until shown otherwise."""

    offence: str
    date: datetime.date
    today: datetime.date
    degree: str | None = None
    place: Place = Place.ABROAD
    ties: frozenset[TieKind] = frozenset()
    victim: Victim = Victim.UNKNOWN
    child_age: int | None = None
    criminal_there: bool | None = None

    @property
    def is_child(self) -> bool:
        return self.child_age is None or self.child_age < ADULT


def check_case(book: RuleBook, case: Case) -> Offence:
    """The offence that is meant. Raises QuestionRefused with everything that must be changed."""
    faults: dict[str, Text] = {}
    offence = book.offences.get(case.offence)
    if offence is None:
        faults["offence"] = NO_OFFENCE.filled(found=case.offence, known=", ".join(book.offences))
    elif case.degree is not None and offence.degree(case.degree) is None:
        known = ", ".join(degree.key for degree in offence.degrees)
        faults["degree"] = NO_DEGREE.filled(offence=offence.id, found=case.degree, known=known)
    if case.date > case.today:
        faults["date"] = FUTURE.filled(date=day(case.date), today=day(case.today))
    if case.child_age is not None and not 0 <= case.child_age <= OLDEST:
        faults["child_age"] = NO_AGE.filled(found=str(case.child_age))
    if faults or offence is None:
        raise QuestionRefused(faults)
    return offence
