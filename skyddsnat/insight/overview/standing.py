"""Where an assignment stands: each task and aim against plan, time and money, and what is late, silent or loose."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from skyddsnat.core.models import User
from skyddsnat.insight.access import indicators_for, standing_measurements
from skyddsnat.insight.models import Indicator, Measurement
from skyddsnat.insight.overview.figures import ALWAYS, Figures, Period, figures
from skyddsnat.insight.overview.rules import Health, elapsed, health
from skyddsnat.mandate.api import (
    Asked,
    AssignmentStanding,
    Orphans,
    Overview,
    Owed,
    Spending,
    asked_of,
    is_late,
    overview,
    silent_since,
    standing_of,
    times_of,
)
from skyddsnat.mandate.models import Activity, Aim, Assignment, Clause
from skyddsnat.shared.dates import today


@dataclass(frozen=True, slots=True)
class Choice:
    """What the page is narrowed to: months, and one of the decision's clauses."""

    period: Period = ALWAYS
    clause: Clause | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.clause is not None or self.period != ALWAYS


@dataclass(frozen=True, slots=True)
class Part:
    """A clause or an aim: what is planned for it, how far that has come, and what it has cost."""

    of: Clause | Aim
    activities: list[Activity]
    late: list[Activity]
    silent: list[Activity]
    records: int
    used_ore: int | None  # None for those who may not see the money
    health: Health

    @property
    def begun(self) -> int:
        return sum(one.started_on is not None for one in self.activities)

    @property
    def done(self) -> int:
        return sum(one.finished_on is not None for one in self.activities)

    @property
    def budget_ore(self) -> int:
        return sum(one.budget_ore for one in self.activities)

    @property
    def span(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last planned day."""
        if not self.activities:
            return None
        return min(one.starts for one in self.activities), max(one.ends for one in self.activities)

    @property
    def elapsed(self) -> float | None:
        """How much of the planned time has passed, from 0 to 1."""
        return elapsed(*self.span, on=today()) if self.span else None


@dataclass(frozen=True, slots=True)
class Stand:
    """Everything the page shows."""

    assignment: Assignment
    whole: AssignmentStanding
    clauses: list[Part]
    aims: list[Part]
    activities: list[Activity]
    indicators: list[Indicator]
    figures: Figures
    measured: dict[int, Measurement]  # indicator id → what was measured last within the chosen months
    late: list[Activity]
    owed_late: list[Owed]
    silent: dict[Activity, datetime.date]  # since when
    orphans: Orphans

    @property
    def spending(self) -> Spending | None:
        return self.whole.spending

    @property
    def used_ore(self) -> int | None:
        """What the shown activities have cost."""
        return used(self.activities, self.spending)


def used(activities: Iterable[Activity], spending: Spending | None) -> int | None:
    return None if spending is None else sum(spending.on(one.pk) for one in activities)


def stand(user: User, assignment: Assignment, choice: Choice, asked: Asked | None = None) -> Stand:
    """Where the assignment stands today, in a number of questions that grows with neither plan nor ledger."""
    asked = asked_of(assignment, people=False) if asked is None else asked
    aims = list(assignment.aims.order_by("letter"))
    indicators = _indicators(user, assignment, asked.clauses, aims)
    tied = {clause.number: set(asked.carrying(clause)) for clause in asked.clauses}
    wanted = None
    if choice.clause is not None:
        indicators = [one for one in indicators if one.clause_id == choice.clause.pk]
        wanted = asked.carrying(choice.clause)
    counted = figures(assignment, indicators, tied, period=choice.period, activities=wanted)
    seen = overview(assignment, asked=asked, records=counted.records)
    activities = [one for one in seen.activities if wanted is None or one.pk in wanted]
    whole = standing_of(user, assignment, seen.owed)
    late = _late(activities)
    silent = silent_since(Activity.objects.filter(pk__in=[one.pk for one in activities]))
    marked = {one.pk for one in late}, set(silent)
    return Stand(
        assignment=assignment,
        whole=whole,
        clauses=[
            _part(one.clause, one.activities, marked, counted, whole.spending)
            for one in seen.clauses
            if choice.clause is None or one.clause.pk == choice.clause.pk
        ],
        aims=[] if choice.clause else _aims(aims, activities, marked, counted, whole.spending),
        activities=activities,
        indicators=indicators,
        figures=counted,
        measured=_measured(assignment, indicators, choice.period),
        late=late,
        owed_late=_owed_late(seen, choice.clause),
        silent={one: silent[one.pk] for one in activities if one.pk in silent},
        orphans=_orphans(seen.orphans, choice.clause, activities),
    )


def _indicators(
    user: User, assignment: Assignment, clauses: Iterable[Clause], aims: Iterable[Aim]
) -> list[Indicator]:
    """Those that the user may see, with the clause and the aim that are at hand already."""
    shown = indicators_for(user, assignment.slug).select_related(None).select_related("target_group")
    clause_of, aim_of = {one.pk: one for one in clauses}, {one.pk: one for one in aims}
    found = list(shown.order_by("pk"))
    for one in found:
        one.assignment = assignment
        one.clause = clause_of[one.clause_id] if one.clause_id else None
        one.aim = aim_of[one.aim_id] if one.aim_id else None
    return found


def _measured(
    assignment: Assignment, indicators: Iterable[Indicator], period: Period
) -> dict[int, Measurement]:
    found = {}
    for pk, rows in standing_measurements(assignment, indicators).items():
        inside = [one for one in rows if one.measured_on.replace(day=1) in period]
        if inside:
            found[pk] = inside[0]
    return found


def _aims(
    aims: list[Aim],
    activities: list[Activity],
    marked: tuple[set[int], set[int]],
    counted: Figures,
    spending: Spending | None,
) -> list[Part]:
    links = Activity.aims.through.objects.filter(aim__in=[one.pk for one in aims])
    pairs = set(links.values_list("aim_id", "activity_id"))
    return [
        _part(aim, [one for one in activities if (aim.pk, one.pk) in pairs], marked, counted, spending)
        for aim in aims
    ]


def _part(
    of: Clause | Aim,
    activities: list[Activity],
    marked: tuple[set[int], set[int]],
    counted: Figures,
    spending: Spending | None,
) -> Part:
    late, silent = marked
    cost = used(activities, spending)
    found = Part(
        of, activities, [one for one in activities if one.pk in late], [one for one in activities if one.pk in silent],
        sum(counted.records.get(one.pk, 0) for one in activities), cost, Health.MISSING,
    )  # fmt: skip
    wanted = isinstance(of, Aim) or of.kind == Clause.TASK
    said = health(
        planned=len(activities), begun=found.begun, done=found.done, late=len(found.late), silent=len(found.silent),
        records=found.records, over=cost is not None and cost > found.budget_ore, wanted=wanted,
    )  # fmt: skip
    return Part(found.of, found.activities, found.late, found.silent, found.records, found.used_ore, said)


def _late(activities: list[Activity]) -> list[Activity]:
    day = today()
    return [one for one in activities if is_late(times_of(one), today=day)]


def _owed_late(seen: Overview, clause: Clause | None) -> list[Owed]:
    """What should have been handed in; with a clause, only what the decision ties to it."""
    late = [one for one in seen.owed if one.state.code == "late"]
    return [one for one in late if clause is None or one.obligation.clause_id == clause.pk]


def _orphans(found: Orphans, clause: Clause | None, activities: list[Activity]) -> Orphans:
    if clause is None:
        return found
    shown = {one.pk for one in activities}
    return Orphans(
        clauses=[one for one in found.clauses if one.pk == clause.pk],
        activities=[],  # an activity without a clause belongs to none
        unproven=[one for one in found.unproven if one.pk in shown],
        obligations=[one for one in found.obligations if one.clause_id == clause.pk],
    )
