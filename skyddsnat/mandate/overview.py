"""An assignment as a whole: what is planned, done and proven on each clause, and what hangs loose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Sum

from skyddsnat.mandate import rules
from skyddsnat.mandate.fulfilment import Fulfilment, fulfilments_of
from skyddsnat.mandate.models import Activity, Assignment, Clause, EvidenceTotal, Obligation
from skyddsnat.shared.dates import today


@dataclass(slots=True)
class Followed:
    """A clause with its activities, and how many rows of the ledger stand behind them."""

    clause: Clause
    activities: list[Activity] = field(default_factory=list)
    records: int = 0

    @property
    def done(self) -> int:
        return sum(activity.finished_on is not None for activity in self.activities)


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation, how it stands today, and the document that answers it."""

    obligation: Obligation
    state: rules.DueState
    fulfilment: Fulfilment | None


@dataclass(frozen=True, slots=True)
class Orphans:
    """Ends that hang loose, in both directions of the chain."""

    clauses: list[Clause]  # tasks that no activity carries out
    activities: list[Activity]  # activities that no clause asks for
    unproven: list[Activity]  # begun, but nothing in the ledger
    obligations: list[Obligation]  # neither a document nor an activity

    def __bool__(self) -> bool:
        return bool(self.clauses or self.activities or self.unproven or self.obligations)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision asks for and what is planned for it, each in the order it is shown."""

    clauses: list[Clause]  # tasks before principles
    activities: list[Activity]  # by number
    obligations: list[Obligation]  # by day
    carried: Mapping[int, list[int]]  # clause id → ids of the activities that carry it out, by number

    def carrying(self, clause: Clause) -> list[int]:
        """Ids of the activities that carry out a clause."""
        return self.carried.get(clause.pk, [])


@dataclass(frozen=True, slots=True)
class Overview:
    clauses: list[Followed]
    activities: list[Activity]
    owed: list[Owed]
    records: Mapping[int, int]  # activity id → rows that stand
    orphans: Orphans


def records_by_activity(assignment: Assignment) -> dict[int, int]:
    """Activity id → rows of the ledger that stand, from the kept sums: quick whatever the ledger's length."""
    rows = EvidenceTotal.objects.filter(assignment=assignment, month__isnull=False).values_list("activity")
    return dict(rows.annotate(total=Sum("records")).values_list("activity", "total"))


def owed_by(obligations: Iterable[Obligation]) -> list[Owed]:
    """How each obligation stands today, with its document."""
    found = []
    obligations = list(obligations)
    documents = fulfilments_of(obligations)
    for obligation in obligations:
        document = documents.get(obligation.pk)
        done = document is not None and document.done
        state = rules.due_state(obligation.due, today=today(), done=done, drafted=document is not None)
        found.append(Owed(obligation, state, document))
    return found


def asked_of(assignment: Assignment, *, people: bool = True) -> Asked:
    """What is asked for and planned, in four questions. Without `people` those who are responsible, who assess and
    who receive are left out until somebody asks for them.
    """
    activities, obligations = (
        assignment.activities.order_by("number"),
        assignment.obligations.order_by("due", "pk"),
    )
    if people:
        activities = activities.select_related("responsible", "assessment")
        obligations = obligations.select_related("recipient", "clause")
    links = Activity.clauses.through.objects.filter(activity__assignment=assignment).order_by(
        "activity__number"
    )
    carried: dict[int, list[int]] = defaultdict(list)
    for clause_id, activity_id in links.values_list("clause_id", "activity_id"):
        carried[clause_id].append(activity_id)
    clauses = assignment.clauses.order_by("-kind", "number")
    return Asked(list(clauses), list(activities), list(obligations), dict(carried))


def overview(
    assignment: Assignment, *, asked: Asked | None = None, records: Mapping[int, int] | None = None
) -> Overview:
    """Everything the assignment's page shows, in a number of queries that does not grow with the plan.

    `asked` and `records` are what `asked_of` and `records_by_activity` give, for one who has asked already.
    """
    asked = asked_of(assignment) if asked is None else asked
    records = records_by_activity(assignment) if records is None else records
    by_id = {activity.pk: activity for activity in asked.activities}
    clauses = []
    for clause in asked.clauses:
        own = [by_id[pk] for pk in asked.carrying(clause)]
        clauses.append(Followed(clause, own, sum(records.get(one.pk, 0) for one in own)))
    owed = owed_by(asked.obligations)
    orphans = _orphans(clauses, asked.activities, owed, records)
    return Overview(clauses, asked.activities, owed, records, orphans)


def _orphans(
    clauses: list[Followed], activities: list[Activity], owed: list[Owed], records: Mapping[int, int]
) -> Orphans:
    linked = {activity.pk for followed in clauses for activity in followed.activities}
    carried = {followed.clause.pk for followed in clauses if followed.activities}
    return Orphans(
        clauses=[f.clause for f in clauses if f.clause.kind == Clause.TASK and not f.activities],
        activities=[activity for activity in activities if activity.pk not in linked],
        unproven=[a for a in activities if a.started_on is not None and not records.get(a.pk)],
        obligations=[
            row.obligation
            for row in owed
            if row.fulfilment is None and row.obligation.clause_id not in carried
        ],
    )
