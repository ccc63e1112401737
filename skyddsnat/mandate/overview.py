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


def overview(assignment: Assignment, *, records: Mapping[int, int] | None = None) -> Overview:
    """Everything the assignment's page shows, in a number of queries that does not grow with the plan.

    `records` is what `records_by_activity` gives, for one who has counted already.
    """
    activities = list(assignment.activities.select_related("responsible", "assessment").order_by("number"))
    by_id = {activity.pk: activity for activity in activities}
    records = records_by_activity(assignment) if records is None else records
    carried: dict[int, list[int]] = defaultdict(list)
    links = Activity.clauses.through.objects.filter(activity__assignment=assignment)
    for clause_id, activity_id in links.order_by("activity__number").values_list("clause_id", "activity_id"):
        carried[clause_id].append(activity_id)
    clauses = [
        Followed(
            clause,
            [by_id[pk] for pk in carried[clause.pk]],
            sum(records.get(pk, 0) for pk in carried[clause.pk]),
        )
        for clause in assignment.clauses.order_by("-kind", "number")  # tasks before principles
    ]
    owed = owed_by(assignment.obligations.select_related("recipient", "clause").order_by("due", "pk"))
    return Overview(clauses, activities, owed, records, _orphans(clauses, activities, owed, records))


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
