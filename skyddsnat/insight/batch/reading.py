"""The ledger's rows as they leave the house: streamed from the database, up to a position, with lasting codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.insight.models import Indicator
from skyddsnat.insight.queries import resolve
from skyddsnat.mandate.models import Assignment, Evidence

AT_ONCE = 20_000
FIELDS = (
    "seq", "kind_id", "activity_id", "organisation_id", "place_id", "occurred_on", "quantity", "reference",
    "recorded_at", "corrects",
)  # fmt: skip


def ledger_columns(assignment: Assignment, up_to: int) -> Iterator[list[Sequence[Any]]]:
    """Rows 1 to `up_to` of the chain, some at a time, column by column as FIELDS.

    Ask within a transaction: outside one, the server keeps every row before it gives the first.
    """
    activities = dict(assignment.activities.values_list("pk", "number"))
    organisations: dict[int, str] = dict(Organisation.objects.values_list("pk", "code"))
    found = Place.objects.values_list("pk", "kind", "code")
    places: dict[int, str] = {pk: f"{kind}:{code}" for pk, kind, code in found}
    rows = Evidence.objects.filter(assignment=assignment, seq__lte=up_to).order_by("seq")
    for chunk in batched(rows.values_list(*FIELDS).iterator(AT_ONCE), AT_ONCE):
        columns: list[Sequence[Any]] = list(zip(*chunk, strict=True))
        columns[2] = [activities[pk] for pk in columns[2]]
        for place, codes in ((3, organisations), (4, places)):
            columns[place] = [None if pk is None else codes[pk] for pk in columns[place]]
        yield columns


def frozen_queries(assignment: Assignment) -> list[tuple[Indicator, dict[str, Any]]]:
    """The indicators that the ledger answers, with their activities as they are now."""
    found = Indicator.objects.filter(assignment=assignment, query__isnull=False)
    return [(one, resolve(assignment, one.query or {})) for one in found]
