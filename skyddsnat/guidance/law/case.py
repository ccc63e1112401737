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
    """The offence that is meant. Raises QuestionRefused with a sentence that says what to change."""
    offence = book.offences.get(case.offence)
    if offence is None:
        raise QuestionRefused(
            Text(
                "Brottet ”{found}” finns inte i reglerna. Välj ett av: {known}.",
                "The offence “{found}” is not in the rules. Choose one of: {known}.",
            ).filled(found=case.offence, known=", ".join(book.offences))
        )
    if case.degree is not None and offence.degree(case.degree) is None:
        raise QuestionRefused(
            Text(
                "Brottet {offence} har ingen grad som heter ”{found}”. Välj en av: {known}, eller ange ingen.",
                "The offence {offence} has no degree “{found}”. Choose one of: {known}, or give none.",
            ).filled(
                offence=offence.id,
                found=case.degree,
                known=", ".join(degree.key for degree in offence.degrees),
            )
        )
    if case.date > case.today:
        raise QuestionRefused(
            Text(
                "Dagen {date} har inte varit än. Ange den dag då det hände, senast i dag ({today}).",
                "The day {date} has not come yet. Give the day on which it happened, today ({today}) at the latest.",
            ).filled(date=day(case.date), today=day(case.today))
        )
    if case.child_age is not None and not 0 <= case.child_age <= OLDEST:
        raise QuestionRefused(
            Text(
                "Åldern {found} kan inte stämma. Ange barnets ålder i hela år, eller lämna den okänd.",
                "The age {found} cannot be right. Give the child's age in whole years, or leave it unknown.",
            ).filled(found=str(case.child_age))
        )
    return offence


def written_offence(found: str) -> str:
    """The way the rules write an offence: "6 kap. 10 a §", "6:10a" and "6:10 A" are "6:10 a"."""
    words = found.lower().replace("kap.", ":").replace("kap", ":").replace("§", "").split()
    chapter, colon, section = "".join(words).partition(":")
    number = section.rstrip("abcdefghijklmnopqrstuvwxyz")
    letter = section[len(number) :]
    return f"{chapter}{colon}{number}{' ' + letter if letter else ''}"
