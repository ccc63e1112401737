"""`python -m tools.bench [WORD …]`: run every room's `bench()` and write bench/results.json.

A room that measures something has a module `bench.py` with `bench() -> list of rows`; a row is
{name, value, unit, baseline, ratio, note}. The words choose modules by name. What needs tables gets a database of its
own beside the others, migrated and with the registers in it, removed afterwards.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results.json"
DATABASE = "skyddsnat_bench"
KEYS = ["name", "value", "unit", "baseline", "ratio", "note"]


def modules(words: list[str]) -> list[str]:
    """Names of the modules that measure, those that hold one of the words when there are any."""
    paths = sorted(ROOT.glob("skyddsnat/**/bench.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [name for name in names if not words or any(word in name for word in words)]


@contextmanager
def own_database() -> Iterator[None]:
    """A fresh, migrated database with the registers in it, removed afterwards."""
    api = importlib.import_module("skyddsnat.actors.api")
    core = importlib.import_module("skyddsnat.core.api")
    with core.spare_database(DATABASE):
        core.load_roles(by=None)
        api.load_registers(by=None)
        yield


def measure(names: list[str]) -> list[dict[str, Any]]:
    """All rows, in the order of the modules. A row with other keys than the six is a mistake: KeyError."""
    found = []
    for name in names:
        begun = time.perf_counter()
        rows = importlib.import_module(name).bench()
        found += [{key: row[key] for key in KEYS} for row in rows]
        print(f"{name}: {len(rows)} figures in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    return found


def show(rows: list[dict[str, Any]]) -> None:
    table = Table(*KEYS)
    for row in rows:
        table.add_row(*("" if row[key] is None else str(row[key]) for key in KEYS))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def main(words: list[str]) -> int:
    names = modules(words)
    if not names:
        print(f"bench: no module matches {' '.join(words)}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    startup = importlib.import_module("skyddsnat.core.startup")
    with startup.ready(), own_database():
        rows = measure(names)
    if not words:  # a part is only shown; the file holds the whole
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
