"""The demonstration's plan: what waits for what, a version approved, a change with its reason, a version returned."""

from __future__ import annotations

import datetime

from skyddsnat.core.models import User
from skyddsnat.mandate.api import (
    add_deadline,
    add_dependency,
    approve_plan,
    change_activity,
    return_plan,
    send_plan,
)
from skyddsnat.mandate.models import Activity, Assignment, Obligation

# the one that waits, and what it waits for: by number
WAITS = ((10, 2),)
MOVED = 8
REASON = "Kommunerna ville ha materialet först efter höstens utbildningsdagar, så spridningen börjar två veckor senare."
NEW_VERSION = "Spridningen av erfarenheterna börjar senare, efter önskemål från kommunerna."
REMARK = "Säg också hur polis och åklagare ska få veta att spridningen flyttas."


def build_plan(assignment: Assignment, people: dict[str, User]) -> None:
    """Tie the activities together, have the plan approved, change it, and have the next version returned."""
    coordinator, manager = people["coordinator"], people["manager"]
    by_number: dict[int, Activity] = {row.number: row for row in assignment.activities.all()}
    for waits, after in WAITS:
        add_dependency(activity=by_number[waits], after=by_number[after], by=coordinator)
    final = assignment.obligations.filter(kind=Obligation.FINAL).first()
    if final is not None:
        add_deadline(activity=by_number[MOVED], obligation=final, by=coordinator)
    first = send_plan(assignment=assignment, by=coordinator, at=_moment(2014, 3, 10))
    approve_plan(version=first, by=manager, at=_moment(2014, 3, 13))
    moved = by_number[MOVED]
    change_activity(
        activity=moved,
        version=moved.version,
        starts=moved.starts + datetime.timedelta(days=14),
        why=REASON,
        by=coordinator,
    )
    second = send_plan(assignment=assignment, by=coordinator, reason=NEW_VERSION, at=_moment(2014, 8, 18))
    return_plan(version=second, remark=REMARK, by=manager, at=_moment(2014, 8, 20))


def build_running_plan(assignment: Assignment, people: dict[str, User]) -> None:
    """Tie the activities that are under way together, and leave the plan with the manager."""
    coordinator = people["coordinator"]
    by_number: dict[int, Activity] = {row.number: row for row in assignment.activities.all()}
    add_dependency(activity=by_number[4], after=by_number[2], by=coordinator)
    interim = assignment.obligations.get(kind=Obligation.INTERIM)
    add_deadline(activity=by_number[2], obligation=interim, by=coordinator)
    final = assignment.obligations.get(kind=Obligation.FINAL)
    for number in (1, 3):
        add_deadline(activity=by_number[number], obligation=final, by=coordinator)
    send_plan(assignment=assignment, by=coordinator)


def _moment(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, 10, tzinfo=datetime.UTC)
