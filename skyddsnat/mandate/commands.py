"""Commands on assignments and their ledger."""

import argparse
import sys

from skyddsnat.mandate.actions.assignments import load_shipped_assignment, shipped_assignments
from skyddsnat.mandate.ledger_faults import verify as verify_chain
from skyddsnat.mandate.models import Assignment


def load(arguments: list[str]) -> int:
    """Take in an assignment that comes with the program."""
    parser = argparse.ArgumentParser(prog="skyddsnat mandate load")
    parser.add_argument("slug", choices=shipped_assignments())
    slug = parser.parse_args(arguments).slug
    assignment = load_shipped_assignment(slug, by=None)
    print(f"{assignment.slug}: {assignment.title}")
    return 0


def verify(arguments: list[str]) -> int:
    """Walk each chain from its first row; exit 1 when any row was changed, removed or slipped in."""
    parser = argparse.ArgumentParser(prog="skyddsnat ledger verify")
    parser.add_argument("slug", nargs="?", help="one assignment; without it, all of them")
    slug = parser.parse_args(arguments).slug
    assignments = Assignment.objects.filter(slug=slug) if slug else Assignment.objects.all()
    if not assignments:
        print(f"No assignment {slug!r}." if slug else "There is no assignment yet.", file=sys.stderr)
        return 2
    broken = False
    for assignment in assignments:
        faults = verify_chain(assignment)
        broken = broken or bool(faults)
        rows = assignment.ledger.seq if hasattr(assignment, "ledger") else 0
        print(f"{assignment.slug}: {rows} rows, {f'{len(faults)} faults' if faults else 'whole'}")
        for fault in faults[:50]:
            print(f"  row {fault.seq}: {fault.problem}")
    return 1 if broken else 0
