"""Running an indicator's query: quickly over the kept sums, or exactly as it stood at a position of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from skyddsnat.mandate.models import Activity, Assignment

MEASURE_SQL = {
    "quantity": "coalesce(sum(quantity), 0)",
    "records": "coalesce(sum(records), 0)",
    "actors": "count(DISTINCT organisation_id)",
    "places": "count(DISTINCT place_id)",
}
KEPT = "SELECT activity_id, kind_id, month, organisation_id, place_id, records, quantity FROM mandate_evidencecount"
ROWS = """
    SELECT activity_id, kind_id, date_trunc('month', occurred_on)::date AS month, organisation_id, place_id,
           sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END) AS records, sum(quantity) AS quantity
      FROM mandate_evidence
"""
STANDING = "GROUP BY 1, 2, 3, 4, 5 HAVING sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END) <> 0"


@dataclass(frozen=True)
class Result:
    """A value with what it is made of; for "actors" and "places" the parts may overlap and sum to more."""

    value: int
    by_activity: list[tuple[int, int]]  # (activity number, value)
    by_month: list[tuple[str, int]]  # ("2014-03", value)


def run(assignment: Assignment, query: dict[str, Any], *, up_to: int | None = None) -> Result:
    """Run a query over the assignment's ledger; with `up_to`, over rows 1 to that position only."""
    where, values = _conditions(assignment, query)
    source = KEPT
    if up_to is not None:
        source, where = ROWS, f"{where} AND seq <= %(up_to)s {STANDING}"
        values["up_to"] = up_to
    measure = MEASURE_SQL[query["measure"]]
    sql = f"""
        WITH facts AS ({source} {where})
        SELECT NULL, NULL, {measure} FROM facts
        UNION ALL
        SELECT activity.number, NULL, {measure} FROM facts JOIN mandate_activity activity ON activity.id = activity_id
         GROUP BY activity.number
        UNION ALL
        SELECT NULL, to_char(month, 'YYYY-MM'), {measure} FROM facts GROUP BY month
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return Result(
        value=next(int(value) for number, month, value in rows if number is None and month is None),
        by_activity=sorted((number, int(value)) for number, _, value in rows if number is not None),
        by_month=sorted((month, int(value)) for _, month, value in rows if month is not None),
    )


def _conditions(assignment: Assignment, query: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"assignment": assignment.pk, "kinds": query["kinds"]}
    where = "WHERE assignment_id = %(assignment)s AND kind_id = ANY(%(kinds)s)"
    if "activities" in query or "clause" in query:
        where += """ AND activity_id IN (
            SELECT id FROM mandate_activity WHERE assignment_id = %(assignment)s AND number = ANY(%(activities)s))"""
        values["activities"] = resolve(assignment, query)["activities"]
    return where, values


def resolve(assignment: Assignment, query: dict[str, Any]) -> dict[str, Any]:
    """The query with its clause turned into the activities that carry it out now.

    A frozen query must give the same answer when an activity is later moved to another clause.
    """
    if "clause" not in query or "activities" in query:
        return query
    linked = Activity.objects.filter(assignment=assignment, clauses__number=query["clause"])
    return {**query, "activities": sorted(linked.values_list("number", flat=True))}
