"""What the page counts: two statements over the ledger's kept sums and totals, however many indicators there are.

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

# Per kind and activity, per month, per activity, and per place. Of the whole time it is read from the totals: as quick
# for a long ledger as for a short one.
TOTALS = """
    SELECT kind_id, activity_id, month, NULL::bigint, sum(records)::bigint, sum(quantity)::bigint
      FROM mandate_evidencetotal
     WHERE assignment_id = %(assignment)s AND month IS NOT NULL
       AND (%(activities)s::bigint[] IS NULL OR activity_id = ANY(%(activities)s))
     GROUP BY GROUPING SETS ((kind_id, activity_id), (month), (activity_id))
    UNION ALL
    SELECT NULL, NULL, NULL, place_id, sum(records)::bigint, NULL
      FROM mandate_evidencetotal
     WHERE assignment_id = %(assignment)s AND place_id IS NOT NULL AND kind_id = ANY(%(reached)s)
       AND (%(activities)s::bigint[] IS NULL OR activity_id = ANY(%(activities)s))
     GROUP BY place_id
"""
# Of some months: the same, but per activity over all time, for whether anything is proven is asked of that.
SUMS = """
    SELECT kind_id, activity_id, month, place_id,
           (CASE WHEN GROUPING(activity_id) = 0 AND GROUPING(kind_id) = 1 THEN sum(records)
                 WHEN GROUPING(place_id) = 1 THEN sum(records) FILTER (WHERE month BETWEEN %(first)s AND %(last)s)
                 ELSE sum(records) FILTER (WHERE month BETWEEN %(first)s AND %(last)s AND kind_id = ANY(%(reached)s))
             END)::bigint,
           (sum(quantity) FILTER (WHERE month BETWEEN %(first)s AND %(last)s))::bigint
      FROM mandate_evidencecount
     WHERE assignment_id = %(assignment)s AND (%(activities)s::bigint[] IS NULL OR activity_id = ANY(%(activities)s))
     GROUP BY GROUPING SETS ((kind_id, activity_id), (month), (activity_id), (place_id))
"""
DIFFERENT = {"actors": "organisation_id", "places": "place_id"}
ONE_DIFFERENT = """
    SELECT %s::bigint, count(DISTINCT {column})
      FROM {table}
     WHERE assignment_id = %s AND kind_id = ANY(%s) AND (%s OR month BETWEEN %s AND %s)
       AND (%s::bigint[] IS NULL OR activity_id = ANY(%s))
"""


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
    values = _different(assignment, counted, tied, period)
    reached = sorted(
        {kind for one in counted if one.layer == Indicator.REACHED for kind in one.query["kinds"]}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            TOTALS if period == ALWAYS else SUMS,
            {
                "assignment": assignment.pk, "first": period.first, "last": period.last, "reached": reached,
                "activities": activities,
            },
        )  # fmt: skip
        rows = cursor.fetchall()
    months = {month: count for _k, _a, month, _p, count, _q in rows if month is not None and count}
    records = {
        activity: count for kind, activity, _m, _p, count, _q in rows if kind is None and activity and count
    }
    places = {place: count for _k, _a, _m, place, count, _q in rows if place is not None and count}
    values |= _summed(counted, tied, [row for row in rows if row[0] is not None])
    return Figures(values, dict(sorted(months.items())), records, places)


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
        column = 4 if one.query["measure"] == "records" else 5
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
    table = "mandate_evidencetotal" if period == ALWAYS else "mandate_evidencecount"
    parts, values = [], []
    for one in indicators:
        column = DIFFERENT.get(one.query["measure"])
        if column is None:
            continue
        wanted = _activities(one, tied)
        ids = None if wanted is None else sorted(wanted)
        parts.append(ONE_DIFFERENT.format(column=column, table=table))
        values += [
            one.pk,
            assignment.pk,
            one.query["kinds"],
            period == ALWAYS,
            period.first,
            period.last,
            ids,
            ids,
        ]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return dict(cursor.fetchall())


def _activities(indicator: Counted, tied: Mapping[str, Iterable[int]]) -> set[int] | None:
    """The activities that count for an indicator; None when all do."""
    number: str | None = indicator.query.get("clause")
    return None if number is None else set(tied.get(number, ()))
