"""What the page counts: three statements over the ledger's totals and kept sums, however many indicators there are.

The rows of the ledger are never read. `tests/test_overview.py` holds every value to `skyddsnat.insight.queries.run`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from skyddsnat.insight.models import Indicator
from skyddsnat.mandate.models import Assignment

EARLIEST, LATEST = datetime.date(1, 1, 1), datetime.date(9999, 12, 1)

# Per kind and activity within the period; per month, and per activity, over all time.
WORK = """
    SELECT kind_id, activity_id, month,
           (CASE WHEN GROUPING(kind_id) = 1 THEN sum(records)
                 ELSE sum(records) FILTER (WHERE month BETWEEN %(first)s AND %(last)s) END)::bigint,
           (sum(quantity) FILTER (WHERE month BETWEEN %(first)s AND %(last)s))::bigint
      FROM mandate_evidencetotal
     WHERE assignment_id = %(assignment)s AND month IS NOT NULL
       AND (%(activities)s::bigint[] IS NULL OR activity_id = ANY(%(activities)s))
     GROUP BY GROUPING SETS ((kind_id, activity_id), (month), (activity_id))
"""
# Places and organisations: of the whole time from the totals, as quick for a long ledger as for a short one; of some
# months from the sums, of which only the asked kinds and months are looked at.
TOTALS, SUMS = "mandate_evidencetotal", "mandate_evidencecount"
WANTED = """
      FROM {table}
     WHERE assignment_id = %s AND kind_id = ANY(%s) AND (%s OR month BETWEEN %s AND %s)
       AND (%s::bigint[] IS NULL OR activity_id = ANY(%s))
"""
PLACES = f"SELECT place_id, sum(records)::bigint {WANTED} AND place_id IS NOT NULL GROUP BY place_id"
DIFFERENT = {"actors": "organisation_id", "places": "place_id"}
ONE_DIFFERENT = f"SELECT %s::bigint, count(DISTINCT {{column}}) {WANTED}"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, named by their first days; both ends belong to it."""

    first: datetime.date = EARLIEST
    last: datetime.date = LATEST

    def __contains__(self, month: datetime.date) -> bool:
        return self.first <= month <= self.last


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Figures:
    """What the kept sums say of a period and of some activities."""

    values: dict[int, int] = field(
        default_factory=dict
    )  # indicator id → value; those without a query are not there
    months: dict[datetime.date, int] = field(default_factory=dict)  # month → rows of the ledger
    records: dict[int, int] = field(default_factory=dict)  # activity id → rows, over all time
    places: dict[int, int] = field(default_factory=dict)  # place id → rows that reached somebody there


class Counted(NamedTuple):
    """An indicator that the ledger can tell of."""

    pk: int
    layer: str
    query: dict[str, Any]


def figures(
    assignment: Assignment,
    indicators: Iterable[Indicator],
    tied: Mapping[str, Iterable[int]],
    *,
    period: Period = ALWAYS,
    activities: list[int] | None = None,
) -> Figures:
    """Count. `tied` is clause number → ids of its activities; with `activities`, only those count."""
    counted = [Counted(one.pk, one.layer, one.query) for one in indicators if one.query]
    asked = {
        "assignment": assignment.pk, "first": period.first, "last": period.last, "activities": activities,
    }  # fmt: skip
    rows = _rows(WORK, asked)
    months = {month: count for _k, _a, month, count, _q in rows if month is not None and count}
    records = {pk: count for kind, pk, _m, count, _q in rows if kind is None and pk is not None and count}
    if activities is None and all(month in period for month in months):
        period = ALWAYS
    values = _different(assignment, counted, tied, period)
    values |= _summed(counted, tied, [row for row in rows if row[0] is not None])
    reached = {kind for one in counted if one.layer == Indicator.REACHED for kind in one.query["kinds"]}
    places = _rows(_from(PLACES, period), _wanted(assignment, sorted(reached), period, activities))
    within = {month: count for month, count in sorted(months.items()) if month in period}
    return Figures(values, within, records, {pk: count for pk, count in places if count})


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _from(statement: str, period: Period, column: str = "") -> str:
    return statement.format(table=TOTALS if period == ALWAYS else SUMS, column=column)


def _wanted(
    assignment: Assignment, kinds: list[str], period: Period, activities: list[int] | None
) -> list[Any]:
    always = period == ALWAYS
    return [assignment.pk, kinds, always, period.first, period.last, activities, activities]


def _summed(
    indicators: list[Counted], tied: Mapping[str, Iterable[int]], sums: list[tuple[Any, ...]]
) -> dict[int, int]:
    """Sums of rows and of quantities, from what is already grouped."""
    by_kind: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in sums:
        by_kind[row[0]].append(row)
    found = {}
    for one in indicators:
        if one.query["measure"] in DIFFERENT:
            continue
        wanted = _activities(one, tied)
        column = 3 if one.query["measure"] == "records" else 4
        found[one.pk] = sum(
            row[column] or 0
            for kind in one.query["kinds"]
            for row in by_kind[kind]
            if wanted is None or row[1] in wanted
        )
    return found


def _different(
    assignment: Assignment, indicators: list[Counted], tied: Mapping[str, Iterable[int]], period: Period
) -> dict[int, int]:
    """How many different organisations or places: sums cannot be added up to that, so each is counted by itself."""
    parts, values = [], []
    for one in indicators:
        column = DIFFERENT.get(one.query["measure"])
        if column is None:
            continue
        wanted = _activities(one, tied)
        parts.append(_from(ONE_DIFFERENT, period, column))
        values += [
            one.pk,
            *_wanted(assignment, one.query["kinds"], period, None if wanted is None else sorted(wanted)),
        ]
    return dict(_rows(" UNION ALL ".join(parts), values)) if parts else {}


def _activities(indicator: Counted, tied: Mapping[str, Iterable[int]]) -> set[int] | None:
    """The activities that count for an indicator; None when all do."""
    number: str | None = indicator.query.get("clause")
    return None if number is None else set(tied.get(number, ()))
