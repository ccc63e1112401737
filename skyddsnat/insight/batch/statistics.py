"""All batch statistics of an exported ledger, the same bytes whichever engine counted. Needs no database."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from skyddsnat.insight.batch import measures
from skyddsnat.insight.batch.engines import Engine

FORMAT = "skyddsnat-batch-statistics/1"


def statistics(folder: Path, manifest: dict[str, Any], engine: Engine) -> dict[str, Any]:
    """Indicators and coverage of every assignment in the export."""
    engine.read(measures.PLACES, [folder / manifest["places"]["path"]])
    return {
        "format": FORMAT,
        "assignments": [_assignment(folder, told, engine) for told in manifest["assignments"]],
    }


def as_text(found: dict[str, Any]) -> str:
    """The statistics as they are written to a file."""
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _assignment(folder: Path, told: dict[str, Any], engine: Engine) -> dict[str, Any]:
    files = [folder / file["path"] for file in told["files"]]
    if files:
        engine.read(measures.LEDGER, files)
    engine.keep(measures.COUNTS, measures.netted() if files else measures.nothing())
    found = answered({indicator["code"]: indicator["query"] for indicator in told["indicators"]}, engine)
    return {
        "assignment": told["assignment"],
        "dnr": told["dnr"],
        "demonstration": told["demonstration"],
        "ledger": told["head"],
        "indicators": [{**indicator, **found[indicator["code"]]} for indicator in told["indicators"]],
        "coverage": coverage(engine),
    }


def answered(queries: dict[str, dict[str, Any]], engine: Engine) -> dict[str, dict[str, Any]]:
    """What `insight.queries.run` gives for each query: the value and its parts per activity and month."""
    engine.give(measures.ASKED, measures.asked_rows(queries))
    parts: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for part, expression in measures.answers().items():
        for row in engine.rows(expression):
            measure = queries[row["code"]]["measure"]
            parts[row["code"], part].append((row["key"], row[measure]))
    return {
        code: {
            "value": sum(value for _key, value in parts[code, measures.WHOLE]),
            "by_activity": [list(part) for part in sorted(parts[code, measures.ACTIVITY])],
            "by_month": [[_month(month), value] for month, value in sorted(parts[code, measures.MONTH])],
        }
        for code in queries
    }


def coverage(engine: Engine) -> dict[str, Any]:
    """Where something is in the ledger and where nothing is. It says nothing of how well a place is protected."""
    kinds: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in engine.rows(measures.by_kind()):
        kinds[row["place"]][row["kind"]] = {"records": row["records"], "quantity": row["quantity"]}
    places = [
        {**row, "first": _month(row["first"]), "last": _month(row["last"]), "kinds": kinds[row["place"]]}
        for row in engine.rows(measures.reached())
    ]
    without = engine.rows(measures.unreached())
    silent = Counter(row["kind"] for row in without)
    return {
        "places": sorted(places, key=lambda row: row["place"]),
        "without": sorted(row["place"] for row in without),
        "kinds": {
            row["kind"]: {"places": row["number"], "reached": row["number"] - silent[row["kind"]]}
            for row in engine.rows(measures.register())
        },
    }


def _month(month: int) -> str:
    return f"{month // 100:04}-{month % 100:02}"
