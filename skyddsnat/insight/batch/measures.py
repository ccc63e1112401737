"""The batch statistics, written once in Ibis: each engine gets them as SQL of its own.

Two steps. Rows become counts (`netted`): what stands per kind, activity, month, actor and place, where a row and the
one that takes it back count for none. Everything else is asked of the counts, as `insight/queries.py` asks the sums
that the database keeps.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

LEDGER, COUNTS, PLACES, ASKED = "ledger", "counts", "places", "asked"
ledger = ibis.table(
    {
        "seq": "int64", "kind": "string", "activity": "int32", "organisation": "string", "place": "string",
        "occurred_on": "date", "quantity": "int32", "reference": "string", "recorded_at": "timestamp('UTC')",
        "corrects": "int64",
    },
    name=LEDGER,
)  # fmt: skip
counts = ibis.table(
    {
        "kind": "string", "activity": "int32", "month": "int64", "organisation": "string", "place": "string",
        "records": "int64", "quantity": "int64",
    },
    name=COUNTS,
)  # fmt: skip
places = ibis.table({"place": "string", "kind": "string", "name": "string", "name_en": "string"}, name=PLACES)
asked = ibis.table({"code": "string", "kind": "string", "activity": "int32"}, name=ASKED)

WHOLE, ACTIVITY, MONTH = "whole", "activity", "month"


def netted() -> ir.Table:
    """What stands of the ledger; months as 201403."""
    month = ledger.occurred_on.year() * 100 + ledger.occurred_on.month()
    summed = ledger.group_by(
        kind=ledger.kind,
        activity=ledger.activity,
        month=month.cast("int64"),
        organisation=ledger.organisation,
        place=ledger.place,
    ).agg(
        records=ibis.cases((ledger.corrects.isnull(), 1), else_=-1).sum().cast("int64"),
        quantity=ledger.quantity.sum().cast("int64"),
    )
    return summed.filter(summed.records != 0)


def nothing() -> ir.Table:
    """The counts of a ledger without rows."""
    columns = {name: ibis.null(kind) for name, kind in counts.schema().items()}
    return places.filter(ibis.literal(value=False)).select(**columns)


def answers() -> dict[str, ir.Table]:
    """What all queries give at once: (code, key, and each measure), the whole and the parts per activity and month.

    A query without anything to count has no row.
    """
    matching = (asked.kind == counts.kind) & (asked.activity.isnull() | (asked.activity == counts.activity))
    facts = counts.join(asked, matching).select(
        code=asked.code,
        activity=counts.activity.cast("int64"),
        month=counts.month,
        organisation=counts.organisation,
        place=counts.place,
        records=counts.records,
        quantity=counts.quantity,
    )
    keys = {WHOLE: ibis.literal(0, "int64"), ACTIVITY: facts.activity, MONTH: facts.month}
    return {
        part: facts.group_by(code=facts.code, key=key).agg(
            quantity=facts.quantity.sum().cast("int64"),
            records=facts.records.sum().cast("int64"),
            actors=facts.organisation.nunique().cast("int64"),
            places=facts.place.nunique().cast("int64"),
        )
        for part, key in keys.items()
    }


def asked_rows(queries: dict[str, dict[str, Any]]) -> list[tuple[str, str, int | None]]:
    """Queries as rows of `asked`: each kind that each counts, with each activity, or with none when all count."""
    return [
        (code, kind, activity)
        for code, query in queries.items()
        for kind in sorted(set(query["kinds"]))
        for activity in (sorted(set(query["activities"])) if "activities" in query else [None])
    ]


def reached() -> ir.Table:
    """Per place of the register that anything happened in: what stands, how many actors and activities, when."""
    here = counts.group_by("place").agg(
        records=counts.records.sum().cast("int64"),
        actors=counts.organisation.nunique().cast("int64"),
        activities=counts.activity.nunique().cast("int64"),
        first=counts.month.min(),
        last=counts.month.max(),
    )
    return places.inner_join(here, "place").select(
        "place", "name", "name_en", "records", "actors", "activities", "first", "last"
    )


def by_kind() -> ir.Table:
    """Per place and kind of evidence: rows that stand, and how many in the kind's unit."""
    here = counts.filter(counts.place.notnull())
    return here.group_by("place", "kind").agg(
        records=here.records.sum().cast("int64"), quantity=here.quantity.sum().cast("int64")
    )


def unreached() -> ir.Table:
    """Places of the register where nothing is in the ledger."""
    here = counts.filter(counts.place.notnull()).select("place").distinct()
    return places.anti_join(here, "place").select("place", "kind")


def register() -> ir.Table:
    """How many places of each kind there are."""
    return places.group_by("kind").agg(number=places.count().cast("int64"))
