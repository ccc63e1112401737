"""Taking in what was handed over: all of it and exactly it, or nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from skyddsnat.website.handover.carried import STEPS, Plan, Table, as_taken_in, rows, steps_of
from skyddsnat.website.handover.exporting import DIGESTS, FORMAT, MANIFEST, READ_ME, name_of, sealed_name_of
from skyddsnat.website.handover.sealing import NoKeyError, unseal

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


def take_in(session: psycopg.Connection, path: Path, key: str = "") -> dict[str, Any]:
    """Take in the file and return its manifest. CannotTakeInError when anything is not as it should be.

    `key` is the private half of the one that the file's sealed part is sealed to; "" when it has none.

    The rules that would refuse rows in any order are put aside while the rows come in, and put back before the end:
    the database then tries each reference anew. Every table is written out again and must give the same bytes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            digests = _digests(archive, manifest, key)
            with session.transaction():
                _check_place(session, manifest)
                _Filling(session, archive, manifest, digests, key).fill()
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
        form = manifest["format"]
        sealed = manifest["sealed"]["tables"] if form == FORMAT else {}
        wanted = {name_of(table) for table in manifest["tables"]} | {MANIFEST, READ_ME}
        wanted |= {sealed_name_of(table) for table in sealed} | ({DIGESTS} if sealed else set())
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
    found = as_taken_in(session, sealed=bool(manifest["sealed"]["tables"]))
    for tables, told in ((found.carried, manifest["tables"]), (found.sealed, manifest["sealed"]["tables"])):
        if {one.name: list(one.columns) for one in tables} != {
            name: one["columns"] for name, one in told.items()
        }:
            raise CannotTakeInError("The file's tables have other columns than those here.")


def _digests(archive: zipfile.ZipFile, manifest: Mapping[str, Any], key: str) -> dict[str, str]:
    """What each sealed table must be; CannotTakeInError when the key does not open what is sealed."""
    sealed = manifest["sealed"]
    if not sealed["tables"]:
        return {}
    if not key:
        raise CannotTakeInError(
            f"The file holds tips or cases, sealed to {sealed['to']}. Name the file with that key: --key FILE."
        )
    opened = bytearray()
    try:
        with archive.open(DIGESTS) as lines:
            unseal(lines, key, opened.extend)
        digests = json.loads(opened)
    except (NoKeyError, ValueError) as fault:
        raise CannotTakeInError(
            f"The key does not open what is sealed in the file, or it was changed. It is sealed to {sealed['to']}."
        ) from fault
    if not isinstance(digests, dict) or digests.keys() != sealed["tables"].keys():
        raise CannotTakeInError("What is sealed in the file is not what its manifest says.")
    return digests


class _Filling:
    """The tables, while they are filled with what the file holds."""

    def __init__(
        self, session: psycopg.Connection, archive: zipfile.ZipFile, manifest: Mapping[str, Any],
        digests: Mapping[str, str], key: str,
    ) -> None:  # fmt: skip
        self._session, self._archive, self._key = session, archive, key
        self._found: Plan = as_taken_in(session, sealed=bool(digests))
        self._told = {**manifest["tables"], **manifest["sealed"]["tables"]}
        self._digests = {name: one["sha256"] for name, one in manifest["tables"].items()} | dict(digests)

    def fill(self) -> None:
        session, found = self._session, self._found
        foreign = list(session.execute(_FOREIGN))
        for table, name, _said in foreign:
            _alter(session, table, sql.SQL("DROP CONSTRAINT {}").format(sql.Identifier(name)))
        for table in found.everything():
            _alter(session, table, sql.SQL("DISABLE TRIGGER USER"))
            session.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for one in found.carried:
            self._copy(one, partial(self._plain, one.name))
        for one in found.sealed:
            self._copy(one, partial(self._unsealed, one.name))
        for table in found.everything():
            _alter(session, table, sql.SQL("ENABLE TRIGGER USER"))
        for table, name, said in foreign:
            _alter(session, table, sql.SQL("ADD CONSTRAINT {} " + said).format(sql.Identifier(name)))
        _count_on(session)
        for one in (*found.carried, *found.sealed):
            self._compare(one)

    def _copy(self, table: Table, read: Callable[[Callable[[bytes], object]], None]) -> None:
        into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH, ENCODING 'UTF8')").format(
            sql.Identifier("public", table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
        )
        digest = hashlib.sha256()
        with self._session.cursor() as cursor:
            with cursor.copy(into) as copied:

                def take(piece: bytes) -> None:
                    digest.update(piece)
                    copied.write(piece)

                read(take)
            number = cursor.rowcount
        if (digest.hexdigest(), number) != (self._digests[table.name], self._told[table.name]["rows"]):
            raise CannotTakeInError(
                f"{table.name}.csv has been changed since it was written. Nothing has been taken in; ask for it again."
            )

    def _plain(self, table: str, to: Callable[[bytes], object]) -> None:
        for piece in _pieces(self._archive, table):
            to(piece)

    def _unsealed(self, table: str, to: Callable[[bytes], object]) -> None:
        try:
            with self._archive.open(sealed_name_of(table)) as lines:
                unseal(lines, self._key, to)
        except NoKeyError as fault:
            raise CannotTakeInError(
                f"{sealed_name_of(table)} has been changed since it was written. Nothing has been taken in; ask for it"
                " again."
            ) from fault

    def _compare(self, table: Table) -> None:
        """Write the table out again: it must give the same bytes."""
        digest = hashlib.sha256()
        for piece in rows(self._session, table):
            digest.update(piece)
        if digest.hexdigest() != self._digests[table.name]:
            raise CannotTakeInError(f"{table.name} did not become what it was. Nothing has been taken in.")


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
