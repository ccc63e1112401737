"""Writing the file that is handed over."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.utils import timezone
from psycopg import sql

from skyddsnat.actors.models import Organisation
from skyddsnat.shared.dates import today
from skyddsnat.website.handover.carried import SECRET, Plan, Table, plan, rows, steps_of
from skyddsnat.website.handover.consented import Consent, answers, consents_in, own_rows
from skyddsnat.website.handover.sealing import seal

FORMAT = "skyddsnat-hand-over/2"
MANIFEST, READ_ME, DIGESTS = "manifest.json", "README.txt", "sealed/digests.json.age"
WORDS = """What this is
============
What one installation of Skyddsnät held, for the authority that takes over.

manifest.json      which tables, how many rows, their SHA-256, what was left out and why, and whose yes to hand over
                   tips and cases the file rests on
tables/*.csv       one table each: UTF-8, commas, names of the columns first. Nothing between two commas is
                   no value; "" is an empty one. Files are in core_storedfile, bytes as \\x and hexadecimal digits.
sealed/*.csv.age   the same for tips, cases and keys to them, if somebody has said yes: sealed to the key that the
                   manifest names, and opened with `age -d -i KEY-FILE`. Tips are sealed within that, to their teams.

To take it in: install the version of the program that the manifest names, make an empty database, and run

    skyddsnat setup
    skyddsnat hand-over import FILE [--key KEY-FILE]
    skyddsnat setup
    skyddsnat ledger verify

It holds personal data. Keep it as such, and destroy it when it has been taken in.
"""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes over, and the public half of the key that they made for it."""

    organisation: Organisation
    key: str


def name_of(table: str) -> str:
    return f"tables/{table}.csv"


def sealed_name_of(table: str) -> str:
    return f"sealed/{table}.csv.age"


def export(
    session: psycopg.Connection, path: Path, to: Successor | None = None
) -> tuple[dict[str, Any], list[Consent]]:
    """Write the file, as everything was at one moment. Only its owner may read it.

    Returns its manifest, and the yeses that it rests on: without a successor nothing sealed is in it.
    """
    unready = path.with_name(f".{path.name}.part")
    descriptor = os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
            session.transaction(),
        ):
            session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            answered = answers(to.organisation, today()) if to else []
            consents = consents_in(session, answered)
            found = plan(session, own_rows(session, answered) if consents else None)
            told = {table.name: _written(session, archive, table) for table in found.carried}
            manifest = _manifest(session, found, told)
            if to is not None:
                manifest["consents"] = [one.as_told() for one in consents]
                manifest["sealed"] = _sealed(session, archive, found.sealed, to)
            archive.writestr(READ_ME, WORDS)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        unready.rename(path)
    except BaseException:
        unready.unlink(missing_ok=True)
        raise
    return manifest, consents


def _written(session: psycopg.Connection, archive: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    digest = hashlib.sha256()
    with archive.open(name_of(table.name), "w", force_zip64=True) as out:
        for piece in rows(session, table):
            digest.update(piece)
            out.write(piece)
    return _told(session, table) | {"sha256": digest.hexdigest()}


def _sealed(
    session: psycopg.Connection, archive: zipfile.ZipFile, tables: Sequence[Table], to: Successor
) -> dict[str, Any]:
    """Write the sealed tables. Their digests are sealed too: a row of few words could be guessed from one."""
    digests = {}
    for table in tables:
        digest = hashlib.sha256()
        with archive.open(sealed_name_of(table.name), "w", force_zip64=True) as out:
            seal(rows(session, table), out, to.key, digest.update)
        digests[table.name] = digest.hexdigest()
    if tables:
        with archive.open(DIGESTS, "w") as out:
            seal(iter([json.dumps(digests).encode()]), out, to.key, lambda _piece: None)
    return {"to": to.key, "tables": {table.name: _told(session, table) for table in tables}}


def _told(session: psycopg.Connection, table: Table) -> dict[str, Any]:
    (number,) = _one(session, sql.SQL("SELECT count(*) FROM ({}) AS them").format(table.question()))
    return {"columns": list(table.columns), "rows": number}


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
        "left_out": _left_out(session, found),
        "consents": [],
        "sealed": {"to": "", "tables": {}},
        "ledgers": {slug: {"seq": seq, "hash": fingerprint} for slug, seq, fingerprint in ledgers},
    }


def _left_out(session: psycopg.Connection, found: Plan) -> Mapping[str, Any]:
    """Tables that stay, and of those that go sealed how many rows stay since nobody has said yes for them."""
    whole = {table: {"why": why, "rows": _rows(session, table)} for table, why in found.left_out.items()}
    for table in found.sealed:
        stays = _rows(session, table.name) - _told(session, table)["rows"]
        if stays:
            whole[table.name] = {"why": SECRET, "rows": stays}
    return whole


def _rows(session: psycopg.Connection, table: str) -> int:
    return int(_one(session, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table)))[0])


def _one(session: psycopg.Connection, asked: sql.Composed) -> tuple[Any, ...]:
    return tuple(session.execute(asked).fetchone() or ())
