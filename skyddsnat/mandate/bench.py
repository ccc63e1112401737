"""How quick the evidence ledger is: adding in bulk, verifying, and counting as it grows.

Runs in a database of its own beside the others and removes it, so that the demonstration is left alone.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any

from django.db import connection

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.models import User
from skyddsnat.mandate.actions.assignments import load_shipped_assignment
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.ledger_faults import verify
from skyddsnat.mandate.models import Activity, Assignment, EvidenceKind

APPENDED = (100_000, 1_000_000)
COUNTED = 10_000_000
CHUNK = 100_000
FIRST = datetime.date(2014, 1, 1)


def rows(assignment: Assignment, number: int, start: int) -> Iterator[Entry]:
    """Entries spread over activities, kinds, days and municipalities."""
    activities = list(Activity.objects.filter(assignment=assignment).values_list("pk", flat=True))
    kinds = list(EvidenceKind.objects.values_list("code", flat=True))
    actors = list(Organisation.objects.filter(kind="municipality").values_list("pk", flat=True))
    places = list(Place.objects.filter(kind="municipality").order_by("code").values_list("pk", flat=True))
    for i in range(start, start + number):
        yield Entry(
            kind=kinds[i % len(kinds)],
            activity=activities[i % 7 % len(activities)],
            occurred_on=FIRST + datetime.timedelta(days=i % 365),
            quantity=1 + i % 5,
            organisation=actors[i % len(actors)],
            place=places[i % len(places)],
        )


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}; the database must be migrated and empty of evidence."""
    assignment = prepared()
    found: list[dict[str, Any]] = []
    held = 0
    for size in APPENDED:
        seconds = timed(partial(fill, assignment, size - held, held))
        rate, held = (size - held) / seconds, size
        found.append(
            row(
                f"ledger.append.at_{size}", rate, "rows/s", 10_000, "baseline: the bar, 10 000 rows/s in bulk"
            )
        )
        checked = timed(lambda: verify(assignment))
        found.append(
            row(f"ledger.verify.at_{size}", size / checked, "rows/s", rate, "baseline: rows/s when adding")
        )
        found.append(counting(assignment, size))
    copy_rows(assignment, COUNTED - held)
    found.append(counting(assignment, COUNTED))
    return found


def counting(assignment: Assignment, size: int) -> dict[str, Any]:
    fast, slow = count_times(assignment)
    note = "sum of one kind; baseline: the same sum over the rows themselves; bar: 100 ms"
    return row(f"ledger.count.at_{size}", fast * 1000, "ms", slow * 1000, note)


def copy_rows(assignment: Assignment, number: int) -> None:
    """Make the table large for counting: rows copied inside the database, with hashes that are not checked here."""
    sql = """
        INSERT INTO mandate_evidence (assignment_id, seq, kind_id, activity_id, organisation_id, place_id, occurred_on,
                                      quantity, reference, recorded_at, prev_hash, hash)
        SELECT old.assignment_id, last.seq + n, old.kind_id, old.activity_id, old.organisation_id, old.place_id,
               old.occurred_on, old.quantity, '', old.recorded_at, old.hash, old.hash
          FROM generate_series(1, %(number)s) n
         CROSS JOIN (SELECT max(seq) AS seq FROM mandate_evidence WHERE assignment_id = %(assignment)s) last
          JOIN mandate_evidence old ON old.assignment_id = %(assignment)s AND old.seq = n
    """
    for start in range(0, number, 1_000_000):
        execute_only(sql, {"number": min(1_000_000, number - start), "assignment": assignment.pk})


def prepared() -> Assignment:
    assignment = load_shipped_assignment("2014-child-protection", by=None)
    user, _ = User.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
    for number in range(1, 8):
        Activity.objects.get_or_create(
            assignment=assignment,
            number=number,
            defaults={
                "title": f"Bench {number}",
                "purpose": "bench",
                "responsible": user,
                "starts": FIRST,
                "ends": datetime.date(2014, 12, 31),
            },
        )
    return assignment


def fill(assignment: Assignment, number: int, start: int) -> None:
    for offset in range(0, number, CHUNK):
        append(assignment, rows(assignment, min(CHUNK, number - offset), start + offset))


def count_times(assignment: Assignment) -> tuple[float, float]:
    """Seconds to sum one kind over the kept sums and over the rows."""
    sql = "SELECT sum(quantity) FROM {} WHERE assignment_id = %s AND kind_id = 'meeting_held'"
    kept, every = (sql.format(table) for table in ("mandate_evidencecount", "mandate_evidence"))
    fast = median(timed(lambda: execute(kept, [assignment.pk])) for _ in range(5))
    return fast, timed(lambda: execute(every, [assignment.pk]))


def execute(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def execute_only(sql: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def row(name: str, value: float, unit: str, baseline: float, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "baseline": round(baseline, 2),
        "ratio": round(value / baseline, 3) if baseline else None,
        "note": note,
    }
