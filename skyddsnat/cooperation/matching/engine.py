"""The comparison itself: Splink on a DuckDB that lives in memory for one question and writes nothing.

Imported when somebody asks (`finding.py`), since it takes a second and 60 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from skyddsnat.cooperation.matching.records import Found, Record
from skyddsnat.cooperation.matching.weights import BLOCKS, COMPARISONS, level_of, model, weights

FEW = 300  # cases of which every pair is compared; of more, those that have something in common
SETTINGS = (
    "threads = 2", "memory_limit = '512MB'", "temp_directory = ''", "autoinstall_known_extensions = false",
    "autoload_known_extensions = false", "enable_external_access = false", "lock_configuration = true",
)  # fmt: skip
SHAPE = {
    "case_id": "VARCHAR", "given": "VARCHAR", "family": "VARCHAR", "parts": ["VARCHAR"], "part": ["VARCHAR"],
    "beginnings": "VARCHAR", "born": "VARCHAR", "turned": "VARCHAR", "birth_year": "INTEGER",
    "earliest": "INTEGER", "latest": "INTEGER", "nations": ["VARCHAR"],
}  # fmt: skip


def alike_among(records: Sequence[Record]) -> list[Found]:
    """The pairs among the cases of one organisation that are worth a look, the most alike first."""
    blocks: list[Any] = ["1 = 1"] if len(records) <= FEW else list(BLOCKS)
    with in_memory() as connection:
        return _found(connection, model("dedupe_only", blocks), [("cases", records)])


def alike_to(record: Record, others: Sequence[Record]) -> list[Found]:
    """The cases of one organisation that are like a new one; `first` of each is the new one."""
    with in_memory() as connection:
        tables = [("a_new", [record]), ("others", others)]
        found = _found(connection, model("link_only", ["1 = 1"]), tables)
    return [one if one.first == record.case_id else one.turned() for one in found]


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, without a file, a temporary directory or a way to any."""
    connection = duckdb.connect(":memory:")
    try:
        for setting in SETTINGS:
            connection.execute(f"SET {setting}")
        yield connection
    finally:
        connection.close()


def _found(
    connection: duckdb.DuckDBPyConnection,
    settings: dict[str, Any],
    tables: Iterable[tuple[str, Sequence[Record]]],
) -> list[Found]:
    engine = DuckDBAPI(connection)
    shape = json.dumps([SHAPE])
    frames = []
    for name, records in tables:
        if not records:
            return []
        rows = json.dumps([asdict(one) for one in records])
        connection.execute(
            f"CREATE TABLE {name} AS SELECT unnest(from_json(?, '{shape}'), recursive := true)", [rows]
        )
        frames.append(engine.register(name))
    linker = Linker(frames, settings, log_level=None)
    scored = linker.inference.predict(
        threshold_match_probability=weights()["worth_a_look"], warning_mode="never"
    )
    return sorted(map(_pair, scored.as_record_list()), key=lambda one: (-one.weight, one.first, one.second))


def _pair(row: dict[str, Any]) -> Found:
    told = {name: level_of(name, row[f"gamma_{name}"]) for name in COMPARISONS}
    return Found(row["case_id_l"], row["case_id_r"], row["match_weight"], **told)
