"""How long it takes to count a file, protect a table and check it, and how much is hidden."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Any

from skyddsnat.disclosure.auditing import audit
from skyddsnat.disclosure.hiding import Wish, protect
from skyddsnat.disclosure.tables import HIDDEN, read_table

DIMS = (("county", "town"), ("form",), ("sex",))
SIZES = (2_000, 20_000, 200_000)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}, for one, ten and a hundred times as many cases."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        for size in SIZES:
            path.write_text(_made_up(size), encoding="utf-8")
            begun = time.perf_counter()
            grid, counts = read_table(path, DIMS, None)
            read = time.perf_counter() - begun
            made = protect(Wish("bench", "made up", grid, counts, 5, False), [])
            took = time.perf_counter() - begun - read
            audited = time.perf_counter()
            if audit([made])[0].problems:
                raise RuntimeError("a table that was protected is not safe")
            check = time.perf_counter() - audited
            share = 100 * float((made.shown == HIDDEN).mean())
            note = f"{grid.size} cells, {share:.0f} % hidden"
            found.append(_row(f"count {size} cases", read, found[0]["value"] if found else None, ""))
            first = next((row["value"] for row in found if row["name"].startswith("protect")), None)
            found.append(_row(f"protect {size} cases", took, first, note))
            first = next((row["value"] for row in found if row["name"].startswith("audit")), None)
            found.append(_row(f"audit {size} cases", check, first, "knows only what is out"))
    return found


def _row(name: str, seconds: float, baseline: float | None, note: str) -> dict[str, Any]:
    value = round(seconds, 3)
    ratio = round(value / baseline, 2) if baseline else None
    return {"name": name, "value": value, "unit": "s", "baseline": baseline, "ratio": ratio, "note": note}


def _made_up(size: int) -> str:
    """Cases that nobody had: some towns and forms are common, most are rare."""
    chance = random.Random(20)  # noqa: S311 -- the same cases each time
    lines = ["county,town,form,sex"]
    for _ in range(size):
        town = int(30 * chance.random() ** 4)
        form, sex = int(5 * chance.random() ** 5), chance.choice(("girl", "boy"))
        lines.append(f"C{town % 6},T{town},F{form},{sex}")
    return "\n".join(lines) + "\n"
