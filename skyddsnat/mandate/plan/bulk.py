"""Planning, and taking out of the plan, activities by the thousand: as the actions on one, a few statements for all.

The history gets the same row for each activity as from the page. Callers write one audit row for the whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from skyddsnat.core.api import Made, Same, copy_columns, next_ids
from skyddsnat.core.models import User
from skyddsnat.mandate import rules
from skyddsnat.mandate.models import Activity, ActivityChange, ActivityDependency, Assignment, Clause
from skyddsnat.mandate.plan.history import LINK_KEYS, PLANNED, has_approved_plan, written
from skyddsnat.mandate.plan.rules import check_why
from skyddsnat.shared.hashing import canonical_column

AT_ONCE = 5_000  # activities that are taken away together
EMPTY = "[]"

type Told = Callable[[int, int], None]


class Plans(NamedTuple):
    """Activities to plan, column by column, in the order of their numbers. Budgets in öre."""

    title: Sequence[str]
    title_en: Sequence[str]
    purpose: Sequence[str]
    purpose_en: Sequence[str]
    responsible: Sequence[int]
    starts: Sequence[datetime.date]
    ends: Sequence[datetime.date]
    budget_ore: Sequence[int]
    clauses: Sequence[Sequence[Clause]]


@transaction.atomic
def add_activities(*, assignment: Assignment, plans: Plans, by: User, report: Told) -> list[int]:
    """Plan activities, all or none; they get the assignment's next numbers. Return their ids in that order."""
    Assignment.objects.select_for_update().get(pk=assignment.pk)  # two at once must not take the same number
    _check(assignment, plans)
    last = assignment.activities.aggregate(last=Max("number"))["last"] or 0
    ids = next_ids(Activity, len(plans.title))
    numbers = range(last + 1, last + 1 + len(ids))
    links = [
        (activity, clause.id)
        for activity, clauses in zip(ids, plans.clauses, strict=True)
        for clause in clauses
    ]
    total = 2 * len(ids) + len(links)
    own = {name: column for name, column in plans._asdict().items() if name != "clauses"}
    same = {"assignment": Same(assignment.pk), "cleared": Same("f"), "version": Same(1)}
    copy_columns(
        Activity, {"id": ids, "number": numbers, **own, **same}, report=lambda done, _of: report(done, total)
    )
    copy_columns(
        Activity.clauses.through,
        {"activity": [activity for activity, _clause in links], "clause": [clause for _activity, clause in links]},
        report=lambda done, _of: report(len(ids) + done, total),
    )  # fmt: skip

    def said(first: int, last: int) -> list[str]:
        part = {name: column[first:last] for name, column in plans._asdict().items()}
        return _said(part | {"clauses": _numbers(plans.clauses[first:last])}, last - first)

    history = _history(assignment, by, ids, numbers, plans.title) | {
        "verb": Same(ActivityChange.ADDED), "old": Same("{}"), "new": Made(said)
    }  # fmt: skip
    copy_columns(ActivityChange, history, report=lambda done, _of: report(total - len(ids) + done, total))
    return ids


@transaction.atomic
def remove_activities(*, assignment: Assignment, found: Iterable[int], by: User, report: Told) -> None:
    """Take away activities that nothing hangs on, by id. Refused when the plan is approved; ProtectedError when
    something else needs one of them."""
    check_why("", approved=has_approved_plan(assignment.pk))
    ids = list(found)
    leaving = set(ids)
    for link in ActivityDependency.objects.filter(after__in=ids).select_related("activity", "after"):
        if link.activity_id not in leaving:  # it waits no longer
            written(link.activity, ActivityChange.UNLINKED, by, old={"after": link.after.number})
    done = 0
    for some in batched(ids, AT_ONCE, strict=False):
        _write_removed(assignment, some, by)
        Activity.objects.filter(pk__in=some).delete()
        done += len(some)
        report(done, len(ids))


def _write_removed(assignment: Assignment, ids: Sequence[int], by: User) -> None:
    fields = ("pk", "number", *(name for name in PLANNED if name not in LINK_KEYS))
    rows = Activity.objects.filter(pk__in=ids).order_by("-number").values_list(*fields)
    if not rows:
        return
    columns = dict(zip(fields, map(list, zip(*rows, strict=True)), strict=True))
    linked = {name: _linked(name, columns["pk"]) for name in LINK_KEYS}
    history = _history(assignment, by, columns["pk"], columns["number"], columns["title"]) | {
        "verb": Same(ActivityChange.DELETED),
        "old": _said(columns | linked, len(rows)),
        "new": Same("{}"),
    }
    copy_columns(ActivityChange, history)


def _linked(name: str, ids: Sequence[int]) -> list[tuple[str, ...]]:
    """For each activity what it is tied to, named as in the history."""
    found: dict[int, list[str]] = {}
    through: type[models.Model] = getattr(Activity, name).through
    to = Activity._meta.get_field(name).m2m_reverse_field_name()  # type: ignore[union-attr]  # a ManyToManyField
    pairs = through._default_manager.filter(activity__in=ids).values_list(
        "activity", f"{to}__{LINK_KEYS[name]}"
    )
    for activity, key in pairs:
        found.setdefault(activity, []).append(key)
    return [tuple(sorted(found.get(pk, ()))) for pk in ids]


def _check(assignment: Assignment, plans: Plans) -> None:
    """What `add_activity` checks, each different value once. Raises Refused."""
    for starts, ends in set(zip(plans.starts, plans.ends, strict=True)):
        rules.check_planned(starts, ends, budget_ore=0)
    for budget in set(plans.budget_ore):
        rules.check_planned(datetime.date.min, datetime.date.min, budget_ore=budget)
    owners = {clause.assignment_id for clauses in plans.clauses for clause in clauses}
    rules.check_ties(owners, assignment.pk)


def _numbers(column: Sequence[Sequence[Clause]]) -> Iterator[tuple[str, ...]]:
    return (tuple(sorted(clause.number for clause in clauses)) for clauses in column)


def _said(columns: Mapping[str, Iterable[Any]], count: int) -> list[str]:
    """The JSON of what the plan says of each activity: what `planned` gives."""
    written_columns = []
    for name in PLANNED:
        if name not in columns:
            written_columns.append([f'"{name}":{EMPTY}'] * count)
            continue
        as_json = canonical_column(
            list(columns[name]), lambda one: one.isoformat() if isinstance(one, datetime.date) else one
        )
        written_columns.append([f'"{name}":{one}' for one in as_json])
    return ["{" + ",".join(pieces) + "}" for pieces in zip(*written_columns, strict=True)]


def _history(
    assignment: Assignment, by: User, ids: Sequence[int], numbers: Sequence[int], titles: Sequence[str]
) -> dict[str, Sequence[Any] | Same | Made]:
    return {
        "assignment": Same(assignment.pk), "activity_pk": ids, "number": numbers, "title": titles,
        "why": Same(""), "by": Same(by.pk), "at": Same(timezone.now()),
    }  # fmt: skip
