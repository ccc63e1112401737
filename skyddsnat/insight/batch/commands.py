"""``skyddsnat ledger export``: the only part of this that needs the database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from skyddsnat.core.api import Refused
from skyddsnat.insight.batch.export import export_ledgers
from skyddsnat.mandate.models import Assignment


def export(arguments: list[str]) -> int:
    """Write ledgers to a new folder as Parquet; exit 1 when that cannot be done, 2 when nothing fits."""
    parser = argparse.ArgumentParser(prog="skyddsnat ledger export")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--assignment", metavar="SLUG", help="one assignment")
    which.add_argument("--all", action="store_true", help="every assignment")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    options = parser.parse_args(arguments)
    found = Assignment.objects.order_by("slug")
    if not options.all:
        found = found.filter(slug=options.assignment)
    if not found:
        names = ", ".join(Assignment.objects.values_list("slug", flat=True)) or "there is none"
        print(f"Say which assignment: {names}.", file=sys.stderr)
        return 2
    try:
        with Console(stderr=True).status("…") as status:
            manifest = export_ledgers(
                assignments=list(found),
                out=options.out,
                by=None,
                report=lambda rows: status.update(f"{rows} rows"),
            )
    except (Refused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for told in manifest["assignments"]:
        print(f"{told['assignment']}: {told['rows']} rows, {len(told['files'])} files")
    return 0
