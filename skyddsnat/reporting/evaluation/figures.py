"""The numbers of an evaluation pack: indicators with their history, costs, and cost per result."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Sum

from skyddsnat.insight.api import Indicator, Snapshot, frozen_queries, run
from skyddsnat.mandate.models import Assignment, Evidence, LedgerHead
from skyddsnat.reporting.evaluation.extract import is_hidden
from skyddsnat.reporting.evaluation.recompute import rounded

KEYS = (
    "code", "layer", "title", "title_en", "definition", "definition_en", "limits", "limits_en", "unit", "unit_en",
    "query", "baseline", "baseline_when", "baseline_source", "baseline_source_en",
)  # fmt: skip


def figures(assignment: Assignment, head: LedgerHead, costs: list[list[Any]]) -> dict[str, Any]:
    """All numbers that the pack says, each to be worked out anew from its data."""
    frozen = Snapshot.objects.filter(
        indicator__assignment=assignment, ledger_seq__lte=head.seq
    ).select_related("indicator")
    now = frozen_queries(assignment)
    hidden = {one.code for one, query in now if is_hidden(query)}
    hidden |= {one.indicator.code for one in frozen if is_hidden(one.query)}
    numbers = [_frozen(one) for one in frozen.order_by("ledger_seq", "id")]
    numbers += [_now(assignment, one, query, head) for one, query in now]
    spent = _spent(costs)
    return {
        "indicators": [one for one in numbers if one["indicator"] not in hidden],
        "left_out": sorted(hidden),
        "cost_ore": sum(spent.values()),
        "cost_by_activity": [[number, spent[number]] for number in sorted(spent)],
        "cost_per_result": cost_per_result(spent, _quantities(assignment, head.seq)),
    }


def definitions(assignment: Assignment) -> list[dict[str, Any]]:
    """What each indicator means, its limits and its baseline with source; also those the ledger cannot answer."""
    found = Indicator.objects.filter(assignment=assignment).select_related("clause", "aim", "target_group")
    return [
        {
            **{key: getattr(one, key) for key in KEYS},
            "clause": one.clause.number if one.clause else None,
            "aim": one.aim.letter if one.aim else None,
            "target_group": one.target_group.code if one.target_group else None,
        }
        for one in found
    ]


def cost_per_result(spent: dict[int, int], quantities: dict[tuple[int, str], int]) -> list[dict[str, Any]]:
    """An activity's whole cost by each kind of its evidence, only where there are both."""
    return [
        {
            "activity": number,
            "kind": kind,
            "cost_ore": spent[number],
            "quantity": quantity,
            "ore_each": rounded(spent[number], quantity),
        }
        for (number, kind), quantity in sorted(quantities.items())
        if spent.get(number, 0) > 0 and quantity > 0
    ]


def _frozen(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "indicator": snapshot.indicator.code, "frozen": True, "query": snapshot.query, "value": snapshot.value,
        "by_activity": snapshot.by_activity, "by_month": snapshot.by_month, "ledger_seq": snapshot.ledger_seq,
        "ledger_hash": snapshot.ledger_hash, "sha256": snapshot.sha256,
        "taken_at": snapshot.taken_at.isoformat(timespec="seconds"),
    }  # fmt: skip


def _now(
    assignment: Assignment, indicator: Indicator, query: dict[str, Any], head: LedgerHead
) -> dict[str, Any]:
    result = run(assignment, query, up_to=head.seq)
    return {
        "indicator": indicator.code, "frozen": False, "query": query, "value": result.value,
        "by_activity": [list(part) for part in result.by_activity],
        "by_month": [list(part) for part in result.by_month],
        "ledger_seq": head.seq, "ledger_hash": bytes(head.hash).hex(),
    }  # fmt: skip


def _spent(costs: list[list[Any]]) -> dict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for row in costs:
        found[row[0]] += row[-1]
    return found


def _quantities(assignment: Assignment, up_to: int) -> dict[tuple[int, str], int]:
    """The sum of each kind on each activity, over the rows themselves."""
    found: defaultdict[tuple[int, str], int] = defaultdict(int)
    rows = Evidence.objects.filter(assignment=assignment, seq__lte=up_to).order_by()
    for number, kind, quantity in rows.values_list("activity__number", "kind_id").annotate(n=Sum("quantity")):
        found[number, kind] = quantity
    return found
