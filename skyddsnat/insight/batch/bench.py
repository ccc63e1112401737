"""How quick the ledger is written as Parquet, checked and counted, at one, ten and a hundred million rows."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from skyddsnat.insight.batch.engines import DuckDB, duck
from skyddsnat.insight.batch.layout import (
    FORMAT,
    MANIFEST,
    PLACE_ROWS,
    PLACES,
    ROWS,
    described,
    faults,
    read_manifest,
)
from skyddsnat.insight.batch.statistics import statistics
from skyddsnat.insight.batch.writing import write_months

SIZES = (1_000_000, 10_000_000, 100_000_000)
CHUNK = 1_000_000
FREE = 100  # bytes of disk that a row may want; they take about eight, and counting may put more aside
KINDS, TOWNS, ACTIVITIES, DAYS = 20, 290, 7, 730
BY_HAND = """
    SELECT kind, activity, year(occurred_on) * 100 + month(occurred_on) AS month, organisation, place,
           sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END) AS records, sum(quantity) AS quantity
      FROM ledger GROUP BY ALL HAVING records <> 0
"""


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}. A size that the disk has no room for is left out."""
    found: list[dict[str, Any]] = []
    first: dict[str, float] = {}
    for size in SIZES:
        if shutil.disk_usage(tempfile.gettempdir()).free < size * FREE:
            continue
        with tempfile.TemporaryDirectory() as name, duck() as engine:
            found += measured(Path(name), size, engine, first)
    return found


def measured(folder: Path, size: int, engine: DuckDB, first: dict[str, float]) -> list[dict[str, Any]]:
    """Write a made-up ledger of one size and count it."""
    writing, manifest = timed(lambda: written(folder, size))
    checking, wrong = timed(lambda: faults(folder, read_manifest(folder)))
    counting, told = timed(lambda: statistics(folder, manifest, engine))
    by_hand, _found = timed(lambda: engine.connection.execute(f"CREATE TEMP TABLE by_hand AS {BY_HAND}"))
    indicators = told["assignments"][0]["indicators"]
    if wrong or sum(one["value"] for one in indicators if one["code"].startswith("records")) != standing(
        size
    ):
        raise RuntimeError("the made-up ledger is not counted right")
    seconds = {"write": writing, "check": checking, "count": counting}
    bytes_each = sum(file["size"] for file in manifest["assignments"][0]["files"]) / size
    notes = {
        "write": f"{bytes_each:.1f} bytes a row; baseline: 1 million rows",
        "check": "SHA-256 of every file; baseline: 1 million rows",
        "count": f"{len(indicators)} indicators and coverage",
    }
    rows = []
    for what, took in seconds.items():
        begun = first.setdefault(what, took)
        baseline = by_hand if what == "count" else begun
        note = notes[what]
        if what == "count":
            note += f", {took / begun:.1f} times 1 million rows; baseline: one netting in SQL by hand"
        rows.append(row(f"batch.{what}.at_{size}", took, baseline, note))
    return rows


def standing(size: int) -> int:
    """Rows that stand: of each hundred, one takes another back."""
    return size - 2 * (size // 100)


def written(folder: Path, size: int) -> dict[str, Any]:
    """A made-up ledger, straight to Parquet."""
    towns = [f"municipality:{n:04}" for n in range(TOWNS)]
    rows = [{"place": town, "kind": "municipality", "name": town, "name_en": town} for town in towns]
    pq.write_table(pa.Table.from_pylist(rows, PLACE_ROWS), folder / PLACES)
    files = write_months(folder, "bench", made_up(size))
    told = {
        "assignment": "bench", "title": "Bench", "dnr": "", "demonstration": True, "rows": size,
        "head": {"seq": size, "hash": ""}, "files": files, "indicators": indicators(),
    }  # fmt: skip
    manifest = {"format": FORMAT, "places": described(folder, Path(PLACES), TOWNS), "assignments": [told]}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return manifest


def indicators() -> list[dict[str, Any]]:
    """An indicator for each kind, as many as an assignment has; the records of all kinds are the whole ledger."""
    wanted = [("records", n) for n in range(KINDS)]
    wanted += [(measure, n) for n in range(3) for measure in ("quantity", "actors", "places")]
    return [
        {"code": f"{measure}-{n}", "query": {"kinds": [f"kind_{n}"], "measure": measure}}
        for measure, n in wanted
    ]


def made_up(size: int) -> Iterator[pa.RecordBatch]:
    """Rows spread over kinds, activities, days and municipalities; of each hundred, the last takes one back."""
    chance = np.random.default_rng(2014)
    kinds, towns, actors = (
        pa.array([f"{name}{n:04}" if name == "municipality:" else f"{name}{n}" for n in range(number)])
        for name, number in (("kind_", KINDS), ("municipality:", TOWNS), ("actor-", TOWNS))
    )
    for start in range(0, size, CHUNK):
        seq = np.arange(start + 1, start + CHUNK + 1)
        back = seq % 100 == 0
        town = chance.integers(0, TOWNS, CHUNK, dtype=np.int32)
        columns = [
            chance.integers(0, KINDS, CHUNK, dtype=np.int32),
            chance.integers(1, ACTIVITIES + 1, CHUNK, dtype=np.int32),
            town,
            chance.integers(16_071, 16_071 + DAYS, CHUNK, dtype=np.int32),  # days since 1970: from 2014-01-01
            chance.integers(0, 10, CHUNK, dtype=np.int32),
        ]
        for column in columns:
            column[back] = column[np.roll(back, -1)]
        kind, activity, town, day, quantity = columns
        quantity[back] *= -1
        at = pa.array(np.full(CHUNK, 1_400_000_000_000_000), pa.timestamp("us", tz="UTC"))
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(seq), kinds.take(pa.array(kind)), pa.array(activity), actors.take(pa.array(town)),
                towns.take(pa.array(town)), pa.array(day).cast(pa.date32()), pa.array(quantity),
                pa.array([""] * CHUNK), at, pa.array(seq - 1, mask=~back),
            ],
            schema=ROWS,
        )  # fmt: skip


def timed[Answer](work: Callable[[], Answer]) -> tuple[float, Answer]:
    begun = time.perf_counter()
    answer = work()
    return time.perf_counter() - begun, answer


def row(name: str, seconds: float, baseline: float, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(seconds, 2),
        "unit": "s",
        "baseline": round(baseline, 2),
        "ratio": round(seconds / baseline, 2),
        "note": note,
    }
