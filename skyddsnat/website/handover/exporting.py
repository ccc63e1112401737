"""Writing the file that is handed over."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.utils import timezone
from psycopg import sql

from skyddsnat.website.handover.carried import Plan, Table, plan, rows, steps_of

FORMAT = "skyddsnat-hand-over/1"
MANIFEST, READ_ME = "manifest.json", "README.txt"
WORDS = """What this is
============
Everything that one installation of Skyddsnät held, for the authority that takes over.

manifest.json   which tables, how many rows, their SHA-256, what was left out and why
tables/*.csv    one table each: UTF-8, commas, names of the columns first. Nothing between two commas is
                no value; "" is an empty one. Files are in core_storedfile, bytes as \\x and hexadecimal digits.

To take it in: install the version of the program that the manifest names, make an empty database, and run

    skyddsnat setup
    skyddsnat hand-over import FILE
    skyddsnat ledger verify

It holds personal data. Keep it as such, and destroy it when it has been taken in.
"""


def name_of(table: str) -> str:
    return f"tables/{table}.csv"


def export(session: psycopg.Connection, path: Path) -> dict[str, Any]:
    """Write the file, as everything was at one moment; return its manifest. Only its owner may read it."""
    unready = path.with_name(f".{path.name}.part")
    descriptor = os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
            session.transaction(),
        ):
            session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            found = plan(session)
            told = {table.name: _written(session, archive, table) for table in found.carried}
            manifest = _manifest(session, found, told)
            archive.writestr(READ_ME, WORDS)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        unready.rename(path)
    except BaseException:
        unready.unlink(missing_ok=True)
        raise
    return manifest


def _written(session: psycopg.Connection, archive: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    digest = hashlib.sha256()
    with archive.open(name_of(table.name), "w", force_zip64=True) as out:
        for piece in rows(session, table):
            digest.update(piece)
            out.write(piece)
    (number,) = _one(session, sql.SQL("SELECT count(*) FROM ({}) AS them").format(table.question()))
    return {"columns": list(table.columns), "rows": number, "sha256": digest.hexdigest()}


def _manifest(session: psycopg.Connection, found: Plan, told: dict[str, Any]) -> dict[str, Any]:
    ledgers = session.execute(
        "SELECT a.slug, h.seq, encode(h.hash, 'hex') FROM mandate_ledgerhead h JOIN mandate_assignment a"
        " ON a.id = h.assignment_id ORDER BY 1"
    )
    return {
        "format": FORMAT,
        "program": version("skyddsnat"),
        "made_at": timezone.now().isoformat(),
        "steps": steps_of(session),
        "tables": told,
        "left_out": {
            table: {"why": why, "rows": _rows(session, table)} for table, why in found.left_out.items()
        },
        "ledgers": {slug: {"seq": seq, "hash": fingerprint} for slug, seq, fingerprint in ledgers},
    }


def _rows(session: psycopg.Connection, table: str) -> int:
    return int(_one(session, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table)))[0])


def _one(session: psycopg.Connection, asked: sql.Composed) -> tuple[Any, ...]:
    return tuple(session.execute(asked).fetchone() or ())
