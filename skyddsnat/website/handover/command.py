"""``skyddsnat hand-over export|import|consents``; ``hand-over key`` is with the sealing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from skyddsnat.actors.api import find
from skyddsnat.actors.models import Organisation
from skyddsnat.mandate.api import ConsentStage, ConsentStanding, actor_named, stage_of_consent
from skyddsnat.website.handover.consented import NOTE_USED, Consent, standings
from skyddsnat.website.handover.exporting import Successor, export
from skyddsnat.website.handover.importing import CannotTakeInError, take_in
from skyddsnat.website.handover.sealing import NoKeyError, check_public, fingerprint, read_key

SAME = (
    "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1"
)


class UnknownSuccessorError(Exception):
    """No organisation is called so; the message names those that are called nearly so."""


def export_command(arguments: list[str]) -> int:
    """Write everything that a successor needs. Exit 1 when it could not be written."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over export")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a new file, e.g. hand-over.zip"
    )
    parser.add_argument(
        "--to", metavar="NAME", help="who takes over: tips and cases go with a yes to them alone"
    )
    parser.add_argument(
        "--key", metavar="AGE1...", help="the key that they got from `skyddsnat hand-over key`"
    )
    given = parser.parse_args(arguments)
    if bool(given.to) != bool(given.key):
        parser.error("--to and --key belong together")
    path: Path = given.out
    if path.exists():
        print(f"hand-over: {path} is there already. Name a new file.", file=sys.stderr)
        return 2
    try:
        to = Successor(_named(given.to), check_public(given.key)) if given.to else None
        with _session() as session:
            manifest, consents = export(session, path, to)
        _note(path, consents)
    except (UnknownSuccessorError, NoKeyError) as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 1
    _tell(path, manifest, to)
    return 0


def _note(path: Path, consents: Sequence[Consent]) -> None:
    """Write down which yeses were used; no file is left that those who said yes cannot see was made."""
    try:
        with transaction.atomic():
            for room, note in NOTE_USED.items():
                note([one.number for one in consents if one.room == room])
    except BaseException:
        path.unlink()
        raise


def _tell(path: Path, manifest: Mapping[str, Any], to: Successor | None) -> None:
    tables = {**manifest["tables"], **manifest["sealed"]["tables"]}
    print(f"{path}: {sum(table['rows'] for table in tables.values())} rows in {len(tables)} tables.")
    if to is not None:
        if manifest["consents"]:
            print(f"  sealed to {to.key}, which {to.organisation} reads as: {fingerprint(to.key)}")
        for one in manifest["consents"]:
            print(f"  with a yes of {one['given_on']} until {one['until']}: {one['room']} of {one['whose']}")
        if not manifest["consents"]:
            print(
                f"  nobody has said yes to {to.organisation}: no tips and no cases. See `hand-over consents`."
            )
    for table, told in manifest["left_out"].items():
        if told["rows"]:
            print(f"  left out: {told['rows']} rows of {table}, {told['why']}")


def consents_command(arguments: list[str]) -> int:
    """Which teams and organisations have said yes to handing over, to whom and until when, and which have not."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over consents")
    parser.add_argument("--to", metavar="NAME", help="only whether they have said yes to that authority")
    name: str | None = parser.parse_args(arguments).to
    try:
        to = _named(name) if name else None
    except UnknownSuccessorError as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 2
    for room, rows in standings().items():
        print(f"{room}:")
        for row in rows:
            whose = row.whose if row.whose == row.organisation else f"{row.whose} ({row.organisation})"
            print(f"  {whose}: {_standing(row, to)}")
        if not rows:
            print("  none")
    return 0


def _standing(row: ConsentStanding, to: Organisation | None) -> str:
    said = row.consent
    if said is None or (to is not None and said.successor_id != to.pk):
        return "no"
    words = {
        ConsentStage.GIVEN: "said by one, not confirmed,", ConsentStage.VALID: "yes,",
        ConsentStage.PAST: "has run out,",
    }  # fmt: skip
    return f"{words[stage_of_consent(said)]} {said.successor}, until {said.until}"


def _named(name: str) -> Organisation:
    found = actor_named(name)
    if found is None:
        near = ", ".join(one.name for one in find(name, limit=3))
        raise UnknownSuccessorError(
            f"No organisation is called {name!r}." + (f" Do you mean: {near}?" if near else "")
        )
    return found


def import_command(arguments: list[str]) -> int:
    """Take in what a predecessor wrote. Exit 1 when nothing was taken in."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over import")
    parser.add_argument("file", type=Path, metavar="FILE", help="what `hand-over export` wrote")
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="what `hand-over key` wrote, when tips or cases are in the file",
    )
    given = parser.parse_args(arguments)
    try:
        with _session() as session:
            manifest = take_in(session, given.file, read_key(given.key) if given.key else "")
    except (CannotTakeInError, NoKeyError) as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 1
    tables = {**manifest["tables"], **manifest["sealed"]["tables"]}
    print(f"{sum(table['rows'] for table in tables.values())} rows in {len(tables)} tables, each as it was.")
    print(
        "Run `skyddsnat setup`, then `skyddsnat ledger verify`. People ask for a new password where they sign in."
    )
    return 0


def _session() -> psycopg.Connection:
    """A session of its own, in which every value is written in the same way on every server."""
    wanted = {"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert"}
    options = {k: v for k, v in connection.get_connection_params().items() if k in wanted}
    return psycopg.connect(**options, autocommit=True, options=SAME)
