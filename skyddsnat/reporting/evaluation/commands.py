"""``skyddsnat evaluation build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from skyddsnat.core.api import Refused
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.evaluation.pack import build_evaluation_pack


def build(arguments: list[str]) -> int:
    """Write the evaluation pack of an assignment, whole or not at all; exit 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="skyddsnat evaluation build")
    parser.add_argument("--assignment", required=True, metavar="SLUG", help="the assignment")
    parser.add_argument("--out", type=Path, default=Path("."), metavar="DIR", help="the folder to write to")
    options = parser.parse_args(arguments)
    assignment = Assignment.objects.filter(slug=options.assignment).first()
    if assignment is None:
        names = ", ".join(Assignment.objects.values_list("slug", flat=True)) or "there is none"
        print(f"Say which assignment: {names}.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"utvardering-{assignment.slug}.zip"
    partial = path.with_suffix(".part")
    try:
        with partial.open("wb") as target:
            build_evaluation_pack(assignment=assignment, target=target, by=None)
        partial.replace(path)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        partial.unlink(missing_ok=True)
    print(path)
    return 0
