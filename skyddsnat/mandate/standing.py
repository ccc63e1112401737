"""How an assignment stands as a whole: coming, running or ended, and what of it is handed in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.overview import Owed, owed_by
from skyddsnat.mandate.spending import Spending, spending_of
from skyddsnat.shared.dates import today


class Phase(StrEnum):
    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the list of assignments."""

    assignment: Assignment
    phase: Phase
    first: datetime.date
    last: datetime.date
    owed: tuple[Owed, ...]
    spending: Spending | None

    @property
    def done(self) -> int:
        return sum(row.state.code == "done" for row in self.owed)

    @property
    def late(self) -> int:
        return sum(row.state.code == "late" for row in self.owed)


def phase_of(first: datetime.date, last: datetime.date, *, on: datetime.date, handed_in: bool) -> Phase:
    """Coming before its first day; ended when its last day has passed, or everything is handed in; else running."""
    if on < first:
        return Phase.COMING
    return Phase.ENDED if handed_in or on > last else Phase.RUNNING


def standing_of(user: User, assignment: Assignment, owed: Iterable[Owed] | None = None) -> Standing:
    """From the day of the decision to the last thing to hand in; `owed` for one who has asked already."""
    if owed is None:
        owed = owed_by(assignment.obligations.select_related("assignment", "recipient", "clause"))
    owed = tuple(owed)
    first = assignment.decided_on or datetime.date(assignment.year, 1, 1)
    dates = [row.obligation.due for row in owed if row.obligation.due]
    last = max([datetime.date(assignment.year, 12, 31), *dates])
    handed_in = bool(owed) and all(row.state.code == "done" for row in owed)
    late = any(row.state.code == "late" for row in owed)
    phase = phase_of(first, last, on=today(), handed_in=handed_in)
    if late and phase is Phase.ENDED:
        phase = Phase.RUNNING  # something is still owed, whatever the calendar says
    return Standing(assignment, phase, first, last, owed, spending_of(user, assignment))
