"""``skyddsnat hand-over export --out FILE`` and ``skyddsnat hand-over import FILE``"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import psycopg
from django.db import connection

from skyddsnat.website.handover.exporting import export
from skyddsnat.website.handover.importing import CannotTakeInError, take_in

SAME = (
    "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1"
)


def export_command(arguments: list[str]) -> int:
    """Write everything that a successor needs. Exit 1 when it could not be written."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over export")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a new file, e.g. hand-over.zip"
    )
    path: Path = parser.parse_args(arguments).out
    if path.exists():
        print(f"hand-over: {path} is there already. Name a new file.", file=sys.stderr)
        return 2
    try:
        with _session() as session:
            manifest = export(session, path)
    except OSError as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 1
    number = sum(table["rows"] for table in manifest["tables"].values())
    print(f"{path}: {number} rows in {len(manifest['tables'])} tables.")
    for table, told in manifest["left_out"].items():
        if told["rows"]:
            print(f"  left out: {told['rows']} rows of {table}, {told['why']}")
    return 0


def import_command(arguments: list[str]) -> int:
    """Take in what a predecessor wrote. Exit 1 when nothing was taken in."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over import")
    parser.add_argument("file", type=Path, metavar="FILE", help="what `hand-over export` wrote")
    path: Path = parser.parse_args(arguments).file
    try:
        with _session() as session:
            manifest = take_in(session, path)
    except CannotTakeInError as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 1
    number = sum(table["rows"] for table in manifest["tables"].values())
    print(f"{number} rows in {len(manifest['tables'])} tables, each as it was.")
    print(
        "Run `skyddsnat setup`, then `skyddsnat ledger verify`. People ask for a new password where they sign in."
    )
    return 0


def _session() -> psycopg.Connection:
    """A session of its own, in which every value is written in the same way on every server."""
    wanted = {"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert"}
    options = {k: v for k, v in connection.get_connection_params().items() if k in wanted}
    return psycopg.connect(**options, autocommit=True, options=SAME)
