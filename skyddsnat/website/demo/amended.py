"""A later decision that changes the assignment under way: more money, and more time for the final report."""

from __future__ import annotations

import datetime

from skyddsnat.core.models import User
from skyddsnat.mandate.api import NewCeiling, NewDue, add_reading, amend_assignment
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.money import format_kr

MORE_ORE = 15_000_000
LATER = datetime.timedelta(days=60)
AGO = datetime.timedelta(days=14)


def build_amended(assignment: Assignment, people: dict[str, User]) -> None:
    """Read the changing decision and put what it says in force; a person can take each change back."""
    final = assignment.obligations.get(kind=Obligation.FINAL)
    if final.due is None or assignment.decided_on is None:
        raise ValueError("The assignment under way has its days.")
    due, ceiling = final.due + LATER, assignment.ceiling_ore + MORE_ORE
    text = _decision(assignment, assignment.decided_on, final.due, due, ceiling)
    coordinator = people["coordinator"]
    reading = add_reading(content=text.encode(), name="andring-demonstration.txt", by=coordinator)
    amend_assignment(
        assignment=assignment, reading=reading, dues=[NewDue(final.pk, due, final.due)],
        ceiling=NewCeiling(ceiling, assignment.ceiling_ore), by=coordinator,
    )  # fmt: skip


def _decision(
    assignment: Assignment, decided: datetime.date, before: datetime.date, due: datetime.date, ceiling: int
) -> str:
    day = today() - AGO
    parts = [
        f"DEMO{day.year}/0004/X\n{day.isoformat()}",
        "Påhittat beslut för demonstrationen",
        f"Regeringen beslutar, med ändring av beslut den {format_date(decided)} ({assignment.dnr}), att"
        " Länsstyrelsen i Stockholms län ska slutredovisa uppdraget till Socialstyrelsen senast den"
        f" {format_date(due)} i stället för den {format_date(before)}.",
        f"Länsstyrelsen i Stockholms län får använda högst {format_kr(ceiling).removesuffix('kr')}kronor för uppdraget"
        f" i stället för {format_kr(assignment.ceiling_ore).removesuffix('kr')}kronor.",
    ]
    return "\n\n".join(parts).replace("\u00a0", " ") + "\n"
