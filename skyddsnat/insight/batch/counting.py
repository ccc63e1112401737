"""``skyddsnat stats batch``: the statistics of an exported ledger. Needs no database."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from skyddsnat.insight.batch.engines import ENGINES, NoEngine, engine
from skyddsnat.insight.batch.layout import NotAnExport, faults, read_manifest
from skyddsnat.insight.batch.statistics import as_text, statistics


def batch_command(arguments: list[str]) -> int:
    """Count; exit 1 when the export was changed, 2 when it cannot be read or the engine is not there."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat stats batch",
        description="Indicators and coverage from a ledger that `skyddsnat ledger export` wrote.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the exported ledger")
    parser.add_argument(
        "--engine", choices=ENGINES, default="duckdb", help="what counts; the numbers are the same"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write there instead of to the screen")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    try:
        manifest = read_manifest(options.folder)
        wrong = faults(options.folder, manifest)
        if wrong:
            print("\n".join(wrong), file=sys.stderr)
            return 1
        with engine(options.engine) as found:
            text = as_text(statistics(options.folder, manifest, found))
    except (NotAnExport, NoEngine) as error:
        print(error, file=sys.stderr)
        return 2
    if not options.out:
        print(text, end="")
        return 0
    write(options.out, text)
    rows = sum(told["rows"] for told in manifest["assignments"])
    print(f"{options.out}: {rows} rows with {options.engine} in {time.perf_counter() - begun:.1f} s")
    return 0


def write(path: Path, text: str) -> None:
    """The whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
