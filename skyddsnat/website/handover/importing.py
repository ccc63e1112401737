"""Taking in what was handed over: all of it and exactly it, or nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from skyddsnat.website.handover.carried import STEPS, Table, plan, rows, steps_of
from skyddsnat.website.handover.exporting import FORMAT, MANIFEST, READ_ME, name_of

PIECE = 1 << 16
MOST_OF_MANIFEST = 10_000_000  # bytes
SHOWN = 3
_FOREIGN = """
SELECT c.relname, f.conname, pg_get_constraintdef(f.oid) FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_NUMBERED = """
SELECT t.relname, t.attname, t.sequence FROM (
    SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
    AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped) AS t WHERE t.sequence IS NOT NULL
"""


class CannotTakeInError(Exception):
    """Nothing was taken in; the message says why and what to do."""


def take_in(session: psycopg.Connection, path: Path) -> dict[str, Any]:
    """Take in the file and return its manifest. CannotTakeInError when anything is not as it should be.

    The rules that would refuse rows in any order are put aside while the rows come in, and put back before the end:
    the database then tries each reference anew. Every table is written out again and must give the same bytes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            with session.transaction():
                _check_place(session, manifest)
                _fill(session, archive, manifest)
            return manifest
    except (OSError, zipfile.BadZipFile, EOFError) as fault:
        raise CannotTakeInError(f"{path} cannot be read: {fault}") from fault
    except psycopg.Error as fault:
        raise CannotTakeInError(f"The database refused it: {str(fault).strip()}") from fault


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the file says that it holds. CannotTakeInError when it holds something else."""
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_OF_MANIFEST:
            raise CannotTakeInError(f"{MANIFEST} is too large to be one.")
        manifest = json.loads(archive.read(MANIFEST))
        wanted = {name_of(table) for table in manifest["tables"]} | {MANIFEST, READ_ME}
        form = manifest["format"]
    except (KeyError, ValueError, TypeError) as fault:
        raise CannotTakeInError("This is no file from `skyddsnat hand-over export`.") from fault
    if form != FORMAT:
        raise CannotTakeInError(f"The file has the form {form!r}; this version takes in {FORMAT!r}.")
    names = archive.namelist()
    if odd := sorted(set(names) ^ wanted) or [name for name in names if names.count(name) > 1]:
        raise CannotTakeInError(f"The file does not hold what its manifest says: {', '.join(odd[:SHOWN])}.")
    return dict(manifest)


def _check_place(session: psycopg.Connection, manifest: Mapping[str, Any]) -> None:
    for table, what in (
        ("core_user", "people"),
        ("mandate_assignment", "assignments"),
    ):
        if session.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone():
            raise CannotTakeInError(
                f"This installation already has {what}. Make an empty database, run `skyddsnat setup`, and try again."
            )
    ours, theirs = ({tuple(step) for step in steps} for steps in (steps_of(session), manifest["steps"]))
    if ours != theirs:
        odd = ", ".join(f"{room} {name}" for room, name in sorted(ours ^ theirs)[:SHOWN])
        raise CannotTakeInError(
            f"The file comes from version {manifest['program']}, whose tables differ from those here ({odd}). Install"
            " that version, take the file in, and upgrade then."
        )
    found = plan(session)
    here = {table.name: list(table.columns) for table in found.carried}
    if here != {name: told["columns"] for name, told in manifest["tables"].items()}:
        raise CannotTakeInError("The file's tables have other columns than those here.")


def _fill(session: psycopg.Connection, archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    found = plan(session)
    everything = [*(table.name for table in found.carried), *found.left_out]
    foreign = list(session.execute(_FOREIGN))
    for table, name, _said in foreign:
        _alter(session, table, sql.SQL("DROP CONSTRAINT {}").format(sql.Identifier(name)))
    for table in everything:
        _alter(session, table, sql.SQL("DISABLE TRIGGER USER"))
        session.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    for carried in found.carried:
        _copy(session, archive, carried, manifest["tables"][carried.name])
    for table in everything:
        _alter(session, table, sql.SQL("ENABLE TRIGGER USER"))
    for table, name, said in foreign:
        _alter(session, table, sql.SQL("ADD CONSTRAINT {} " + said).format(sql.Identifier(name)))
    _count_on(session)
    for carried in found.carried:
        digest = hashlib.sha256()
        for piece in rows(session, carried):
            digest.update(piece)
        if digest.hexdigest() != manifest["tables"][carried.name]["sha256"]:
            raise CannotTakeInError(f"{carried.name} did not become what it was. Nothing has been taken in.")


def _copy(
    session: psycopg.Connection, archive: zipfile.ZipFile, table: Table, told: Mapping[str, Any]
) -> None:
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH, ENCODING 'UTF8')").format(
        sql.Identifier("public", table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    digest = hashlib.sha256()
    with session.cursor() as cursor:
        with cursor.copy(into) as copied:
            for piece in _pieces(archive, table.name):
                digest.update(piece)
                copied.write(piece)
        number = cursor.rowcount
    if (digest.hexdigest(), number) != (told["sha256"], told["rows"]):
        raise CannotTakeInError(
            f"{name_of(table.name)} has been changed since it was written. Nothing has been taken in; ask for it again."
        )


def _pieces(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    with archive.open(name_of(table)) as lines:
        while piece := lines.read(PIECE):
            yield piece


def _count_on(session: psycopg.Connection) -> None:
    """Let new rows get numbers after those that came."""
    for table, column, sequence in list(session.execute(_NUMBERED)):
        if table == STEPS:
            continue
        session.execute(
            sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}").format(
                sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table)
            )
        )


def _alter(session: psycopg.Connection, table: str, how: sql.Composable) -> None:
    session.execute(sql.SQL("ALTER TABLE {} {}").format(sql.Identifier("public", table), how))
