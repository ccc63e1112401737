"""How quick a search is as the ledger and the vouchers grow: everything one may see, and the part that grows.

The baseline is what a search without folding and trigrams does on the same rows: `ILIKE` with no index to help it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection

from skyddsnat.core.api import add_user, query_from, search, store
from skyddsnat.core.models import User
from skyddsnat.mandate.api import add_activity, load_shipped_assignment
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

SIZES = (1_000, 10_000, 100_000)
RARE = "kvastkrasse"  # stands in every thousandth row
RUNS = 3
EVIDENCE = """
    INSERT INTO mandate_evidence (assignment_id, seq, kind_id, activity_id, occurred_on, quantity, reference,
                                  recorded_at, prev_hash, hash)
    SELECT %(assignment)s, n, 'meeting_held', %(activity)s, DATE '2014-01-01' + (n %% 365)::int, 1,
           'Akt ' || n || ' ' || md5(n::text) || CASE WHEN n %% 1000 = 0 THEN ' om Kvastkrasse' ELSE ' möte' END,
           now(), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
      FROM generate_series(%(first)s, %(last)s) n
"""
VOUCHERS = """
    INSERT INTO economy_voucher (assignment_id, sie_import_id, year_start, series, number, date, text, line_number,
                                 fingerprint)
    SELECT %(assignment)s, %(file)s, DATE '2014-01-01', 'B', n::text, DATE '2014-01-01' + (n %% 365)::int,
           'Faktura ' || md5((n * 7)::text) || CASE WHEN n %% 1000 = 0 THEN ' Kvastkrasse' ELSE ' resa' END, n, ''
      FROM generate_series(%(first)s, %(last)s) n
"""
FILE = """
    INSERT INTO economy_sieimport (assignment_id, sha256, name, file_id, uploaded_by_id, uploaded_at, loaded_by_id,
                                   loaded_at, program, company, encoding, vouchers_new, vouchers_known, lines_new)
    VALUES (%(assignment)s, 'bench', 'bench.se', %(file)s, %(user)s, now(), %(user)s, now(), '', '', '', 0, 0, 0)
    RETURNING id
"""
PLAIN = {
    "mandate_evidence": "SELECT seq FROM mandate_evidence WHERE reference ILIKE %s ORDER BY seq DESC LIMIT 5",
    "economy_voucher": "SELECT id FROM economy_voucher WHERE text ILIKE %s ORDER BY id DESC LIMIT 5",
}


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}; the database must be migrated and empty of evidence."""
    assignment = load_shipped_assignment("2014-child-protection", by=None)
    user = add_user(email="search-bench@example.org", name="Bench", roles=["coordinator"], by=None)
    values = _prepared(assignment, user)
    found: list[dict[str, Any]] = []
    held = 0
    for size in SIZES:
        _execute(EVIDENCE, values | {"first": held + 1, "last": size})
        _execute(VOUCHERS, values | {"first": held + 1, "last": size})
        _execute(
            "VACUUM ANALYZE mandate_evidence, economy_voucher", {}
        )  # as the server does by itself after a while
        held = size
        found += _measured(user, size)
    return found


def _measured(user: User, size: int) -> list[dict[str, Any]]:
    rare, wrong = query_from(RARE), query_from("kvastkrase").loosened()
    baseline = _timed(lambda: [_plain(sql) for sql in PLAIN.values()])
    growing = _timed(
        lambda: [search(user, rare, size=5, only=kind) for kind in ("underlag", "verifikationer")]
    )
    everything = _timed(lambda: search(user, rare, size=5))
    loose = _timed(lambda: search(user, wrong, size=5))
    note = f"{size} rows of evidence and {size} vouchers; baseline: ILIKE on the two tables without an index"
    return [
        _row(f"search.growing.at_{size}", growing, baseline, note),
        _row(f"search.everything.at_{size}", everything, baseline, f"all kinds; {note}"),
        _row(f"search.misspelled.at_{size}", loose, baseline, f"all kinds, a letter missing; {note}"),
    ]


def _prepared(assignment: Assignment, user: User) -> dict[str, Any]:
    activity = add_activity(
        assignment=assignment, title="Bench", purpose="bench", responsible=user, starts=today(), ends=today(), by=user
    )  # fmt: skip
    kept = store(b"bench", "text/plain")
    with connection.cursor() as cursor:
        cursor.execute(FILE, {"assignment": assignment.pk, "file": kept.pk, "user": user.pk})
        file = cursor.fetchone()[0]
    return {"assignment": assignment.pk, "activity": activity.pk, "file": file}


def _plain(sql: str) -> list[Any]:
    """As it would be without our indexes: the planner may not use them."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_bitmapscan = off")
        cursor.execute("SET enable_indexscan = off")
        cursor.execute(sql, [f"%{RARE}%"])
        found = list(cursor.fetchall())
        cursor.execute("RESET enable_bitmapscan")
        cursor.execute("RESET enable_indexscan")
    return found


def _execute(sql: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def _timed(work: Callable[[], Any]) -> float:
    """Seconds, the median of a few."""
    times = []
    for _run in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


def _row(name: str, value: float, baseline: float, note: str) -> dict[str, Any]:
    return {
        "name": name, "value": round(value * 1000, 2), "unit": "ms", "baseline": round(baseline * 1000, 2),
        "ratio": round(value / baseline, 3), "note": note,
    }  # fmt: skip
