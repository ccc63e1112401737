"""What a query over the ledger may say."""

from typing import Any

MEASURES = {
    "quantity": "sum of the quantities",
    "records": "number of ledger rows",
    "actors": "number of different organisations",
    "places": "number of different places",
}
KEYS = {"kinds", "measure", "clause"}


def query_problems(query: dict[str, Any], kinds: set[str]) -> list[str]:
    """What is wrong with a query, one sentence each; empty when it can be run.

    A query is {"kinds": [code, …], "measure": one of MEASURES, "clause"?: number}.
    """
    found = [f"unknown key {key!r}" for key in query.keys() - KEYS]
    if query.get("measure") not in MEASURES:
        found.append(f"measure must be one of {', '.join(MEASURES)}")
    if not query.get("kinds"):
        found.append("kinds must name at least one kind of evidence")
    return found + [
        f"unknown kind of evidence {kind!r}" for kind in query.get("kinds", []) if kind not in kinds
    ]
