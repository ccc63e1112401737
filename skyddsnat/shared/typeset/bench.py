"""How long the final report takes: 60 pages, at least 20 tables and 20 charts, from nothing to a finished PDF.

Each measurement is a process of its own, from the start of Python to the last byte, since a closing pack is built once:
nothing is imported, no engine is started, nothing is cached. The same report without charts is the baseline.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from skyddsnat.shared.typeset.compiler import render
from skyddsnat.shared.typeset.examples import CREATED, report

ROOT = Path(__file__).parents[3]
TASKS, PARAGRAPHS, QUERIES = 20, 5, 80
_RUNS = 3


def bench() -> list[dict[str, Any]]:
    """Measure, and return rows of name, value, unit, baseline, ratio and note; about 20 s."""
    whole = [_measure("charts") for _ in range(_RUNS)]
    plain = [_measure("plain") for _ in range(_RUNS)]
    seconds, without = _median(whole, "seconds"), _median(plain, "seconds")
    size = f"{whole[0]['pages']} pages, {whole[0]['tables']} tables, {whole[0]['charts']} charts, PDF/A-2a + PDF/UA-1"
    drawing, typesetting = _median(whole, "drawing"), _median(whole, "typesetting")
    return [
        _row("report_from_nothing", seconds, "s", without, f"{size}; median of {_RUNS} fresh processes; baseline: the "
             "same report without charts, in the same run"),
        _row("report_pages_per_second", whole[0]["pages"] / seconds, "1/s", plain[0]["pages"] / without,
             "pages a second in the same runs; baseline: without charts"),
        _row("report_drawing", drawing, "s", seconds,
             f"engine start and {whole[0]['charts']} charts; baseline: the whole, so the ratio is the share"),
        _row("report_typesetting", typesetting, "s", seconds, "layout and PDF; baseline: the whole"),
    ]  # fmt: skip


def _row(name: str, value: float, unit: str, baseline: float, note: str) -> dict[str, Any]:
    return {"name": name, "value": round(value, 3), "unit": unit, "baseline": round(baseline, 3),
            "ratio": round(value / baseline, 3), "note": note}  # fmt: skip


def _median(runs: list[dict[str, float]], key: str) -> float:
    return statistics.median(run[key] for run in runs)


def _measure(what: str) -> dict[str, Any]:
    """Build the report in a fresh process; `what` is "charts" or "plain". Raises CalledProcessError if it fails."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "skyddsnat.shared.typeset.bench", what]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120)
    seconds = time.perf_counter() - begun
    built: dict[str, Any] = json.loads(done.stdout)
    return built | {"seconds": seconds, "starting": seconds - built["drawing"] - built["typesetting"]}


def build(what: str) -> dict[str, Any]:
    """Build the report once in this process and say how long the parts took."""
    begun = time.perf_counter()
    data, assets = report(
        tasks=TASKS, charts=1 if what == "charts" else 0, rows=5, queries=QUERIES, paragraphs=PARAGRAPHS
    )
    drawn = time.perf_counter()
    pdf = render("report", data, created=CREATED, assets=assets)
    done = time.perf_counter()
    return {
        "pages": pdf.count(b"/Type/Page/"), "charts": len(assets), "tables": pdf.count(b"/S/Table/"),
        "drawing": drawn - begun, "typesetting": done - drawn,
    }  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(build(sys.argv[1])))
    else:
        print(json.dumps(bench(), indent=2, ensure_ascii=False))
