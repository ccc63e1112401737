"""What is planned, done, spent, proven and reported on each clause, and what hangs loose, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity, Assignment, Clause, EvidenceKind, EvidenceTotal
from skyddsnat.mandate.overview import Overview, overview
from skyddsnat.mandate.reported import Place, Reported, reported_of
from skyddsnat.mandate.spending import Spending, spending_of
from skyddsnat.mandate.talks import meetings_by_clause


@dataclass(frozen=True, slots=True)
class Proven:
    """How much of one kind of evidence stands in the ledger."""

    kind: EvidenceKind
    records: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Work:
    """What a group of activities comes to; each activity counts once."""

    activities: tuple[Activity, ...] = ()
    proven: tuple[Proven, ...] = ()
    used_ore: int | None = None  # None when the reader may not see the money

    @property
    def finished(self) -> int:
        return sum(activity.finished_on is not None for activity in self.activities)

    @property
    def under_way(self) -> int:
        return sum(a.started_on is not None and a.finished_on is None for a in self.activities)

    @property
    def budget_ore(self) -> int:
        return sum(activity.budget_ore for activity in self.activities)

    @property
    def records(self) -> int:
        return sum(one.records for one in self.proven)


@dataclass(slots=True)
class Following:
    """An assignment followed clause by clause."""

    assignment: Assignment
    seen: Overview
    spending: Spending | None
    reported: Reported | None
    by_clause: dict[int, Work] = field(default_factory=dict)
    whole: Work = field(default_factory=Work)
    on_a_clause: Work = field(default_factory=Work)  # activities that some clause asks for, each once
    meetings: dict[int | None, int] = field(default_factory=dict)  # clause id → held; under None all of them
    shared: frozenset[int] = frozenset()  # ids of activities that more than one clause has

    @property
    def loose_activities(self) -> list[Activity]:
        return self.seen.orphans.activities

    @property
    def loose_records(self) -> int:
        """Rows of the ledger on activities that no clause asks for."""
        return sum(self.seen.records.get(activity.pk, 0) for activity in self.loose_activities)

    @property
    def unproven_numbers(self) -> tuple[Place, ...]:
        return self.reported.unproven if self.reported else ()

    @property
    def loose_ore(self) -> int:
        return self.spending.loose.ore if self.spending else 0

    def place_of(self, clause: Clause) -> Place | None:
        """Where the report tells of the clause."""
        return self.reported.by_clause.get(clause.number) if self.reported else None


def following(user: User, assignment: Assignment) -> Following:
    """Everything the decision's page shows, in a number of queries that does not grow with the plan."""
    seen = overview(assignment)
    found = Following(assignment, seen, spending_of(user, assignment), reported_of(user, assignment))
    proofs = _proofs(assignment)

    def work(activities: Iterable[Activity]) -> Work:
        chosen = tuple(activities)
        used = None if found.spending is None else sum(found.spending.on(a.pk) for a in chosen)
        return Work(chosen, _together(proofs, chosen), used)

    found.meetings = meetings_by_clause(assignment)
    times: dict[int, int] = defaultdict(int)
    for followed in seen.clauses:
        found.by_clause[followed.clause.pk] = work(followed.activities)
        for activity in followed.activities:
            times[activity.pk] += 1
    found.whole = work(seen.activities)
    found.on_a_clause = work(a for a in seen.activities if a.pk in times)
    found.shared = frozenset(pk for pk, number in times.items() if number > 1)
    return found


type _Proofs = dict[int, list[Proven]]


def _proofs(assignment: Assignment) -> _Proofs:
    """Activity id → what stands in the ledger of each kind, from the kept sums."""
    kinds = {kind.pk: kind for kind in EvidenceKind.objects.all()}
    monthly = EvidenceTotal.objects.filter(assignment=assignment, month__isnull=False)
    rows = monthly.values_list("activity", "kind").order_by()
    found: _Proofs = defaultdict(list)
    for activity, kind, records, quantity in rows.annotate(r=Sum("records"), q=Sum("quantity")):
        if records:
            found[activity].append(Proven(kinds[kind], records, quantity))
    return found


def _together(proofs: _Proofs, activities: tuple[Activity, ...]) -> tuple[Proven, ...]:
    sums: dict[str, Proven] = {}
    for activity in activities:
        for one in proofs.get(activity.pk, ()):
            before = sums.get(one.kind.pk, Proven(one.kind, 0, 0))
            sums[one.kind.pk] = Proven(one.kind, before.records + one.records, before.quantity + one.quantity)
    return tuple(sorted(sums.values(), key=lambda one: (-one.records, one.kind.pk)))
