"""A table of attendance as facts of the ledger, and the question which of them stand there already."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connection

from skyddsnat.core.api import import_kinds, sql_array
from skyddsnat.mandate.ledger import Facts
from skyddsnat.mandate.models import Assignment

type Same = tuple[str, int, datetime.date, int, int | None, int | None, str]  # as in Facts


def facts_of(rows: import_kinds.Rows) -> Facts:
    """The rows as the ledger takes them."""
    kinds, activities = rows.column("kind"), rows.column("activity")
    return Facts(
        [kind.code for kind in kinds], [one.id for one in activities], rows.column("occurred_on"),
        rows.column("quantity"), _ids(rows.column("organisation")), _ids(rows.column("place")),
        rows.column("reference"), [None] * len(rows),
    )  # fmt: skip


def _ids(column: list[Any]) -> list[int | None]:
    return [None if one is None else one.id for one in column]


def alike(assignment: Assignment, wanted: Sequence[Same]) -> dict[Same, int]:
    """Of the wanted, those that stand in the ledger, with the position of the latest; one question for all of them."""
    if not wanted:
        return {}
    columns = list(zip(*wanted, strict=True))
    days = columns[2]
    sql = """
        SELECT e.kind_id, e.activity_id, e.occurred_on, e.quantity, e.organisation_id, e.place_id, e.reference,
               max(e.seq)
          FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::int[], %s::bigint[], %s::bigint[], %s::text[])
               AS w(kind, activity, day, quantity, organisation, place, reference)
          JOIN mandate_evidence e
            ON e.kind_id = w.kind AND e.activity_id = w.activity AND e.occurred_on = w.day AND e.quantity = w.quantity
           AND e.reference = w.reference AND e.organisation_id IS NOT DISTINCT FROM w.organisation
           AND e.place_id IS NOT DISTINCT FROM w.place
         WHERE e.assignment_id = %s AND e.corrects IS NULL AND e.occurred_on BETWEEN %s AND %s
           AND NOT EXISTS (SELECT 1 FROM mandate_evidence c WHERE c.assignment_id = %s AND c.corrects = e.seq)
         GROUP BY 1, 2, 3, 4, 5, 6, 7
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [*map(sql_array, columns), assignment.pk, min(days), max(days), assignment.pk],
        )  # fmt: skip
        return {tuple(row[:7]): row[7] for row in cursor.fetchall()}
