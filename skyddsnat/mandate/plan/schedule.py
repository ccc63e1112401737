"""The plan as it stands: each activity with what it waits for, whether that holds, and whether it is late."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from skyddsnat.mandate.models import (
    Activity,
    ActivityDeadline,
    ActivityDependency,
    Assignment,
    Clause,
    Obligation,
)
from skyddsnat.mandate.overview import Owed, owed_by
from skyddsnat.mandate.plan import rules
from skyddsnat.mandate.rules import State
from skyddsnat.shared.dates import today


@dataclass(slots=True)
class Planned:
    """An activity in the plan."""

    activity: Activity
    times: rules.Times
    late: bool
    clauses: list[Clause] = field(default_factory=list)
    waits: list[Activity] = field(default_factory=list)
    broken: list[Activity] = field(default_factory=list)  # those it begins before
    before: list[Obligation] = field(default_factory=list)
    missed: list[Obligation] = field(default_factory=list)  # those it is too late for

    @property
    def state(self) -> State:
        return self.times.state


@dataclass(frozen=True, slots=True)
class Plan:
    rows: list[Planned]
    owed: list[Owed]

    @property
    def warnings(self) -> list[Planned]:
        return [row for row in self.rows if row.broken or row.missed]


def times_of(activity: Activity) -> rules.Times:
    return rules.Times(activity.starts, activity.ends, activity.started_on, activity.finished_on)


def plan_of(assignment: Assignment) -> Plan:
    """The whole plan, in a number of queries that does not grow with it."""
    activities = assignment.activities.select_related("responsible", "assessment").order_by("number")
    rows = rows_of(activities)
    return Plan(rows, owed_by(assignment.obligations.select_related("recipient").order_by("due", "pk")))


def rows_of(activities: Iterable[Activity]) -> list[Planned]:
    """Activities with what each of them waits for."""
    day = today()
    rows = {
        activity.pk: Planned(activity, times_of(activity), rules.is_late(times_of(activity), today=day))
        for activity in activities
    }
    _clauses(rows)
    dependencies = ActivityDependency.objects.filter(activity__in=rows).select_related("after")
    for link in dependencies.order_by("after__number"):
        row = rows[link.activity_id]
        row.waits.append(link.after)
        if rules.is_broken(row.times, times_of(link.after)):
            row.broken.append(link.after)
    deadlines = ActivityDeadline.objects.filter(activity__in=rows).select_related("obligation")
    for deadline in deadlines.order_by("obligation__due", "obligation_id"):
        row = rows[deadline.activity_id]
        row.before.append(deadline.obligation)
        if rules.misses(row.times, deadline.obligation.due):
            row.missed.append(deadline.obligation)
    return list(rows.values())


def _clauses(rows: dict[int, Planned]) -> None:
    links = Activity.clauses.through.objects.filter(activity__in=rows).values_list("activity_id", "clause_id")
    wanted: dict[int, list[int]] = defaultdict(list)
    for activity_pk, clause_pk in links:
        wanted[clause_pk].append(activity_pk)
    for clause in Clause.objects.filter(pk__in=wanted).order_by("number"):
        for activity_pk in wanted[clause.pk]:
            rows[activity_pk].clauses.append(clause)


def extent(plan: Plan) -> tuple[datetime.date, datetime.date]:
    """The first and last day that something in the plan lies on; this month when it is empty."""
    days = [
        day
        for row in plan.rows
        for day in (row.times.starts, row.times.ends, row.times.begin, row.times.done)
    ]
    days += [owed.obligation.due for owed in plan.owed if owed.obligation.due]
    return (min(days), max(days)) if days else (today(), today())
