"""How quick the page for those who lead is, from a small ledger to one of ten million rows.

The ledger is an assignment's own, so that it begins empty whatever has been measured before. Its sums are kept by its
own trigger: they grow until every kind, activity, month and municipality has met, and after that only the rows do.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from skyddsnat.core.models import Role, User
from skyddsnat.insight.api import Indicator, load_indicators
from skyddsnat.mandate.api import load_shipped_assignment
from skyddsnat.mandate.models import Activity, Assignment, EvidenceCount

SLUG = "bench-leaders"
SIZES = (100_000, 1_000_000, 10_000_000)
AT_ONCE = 1_000_000
BAR_MS = 100
ASKED = 9
ACTIVITIES = 7
MONTHS = "?first=2014-03&last=2014-05"

# Kinds, activities, days and municipalities go round at different speeds. The hashes are not checked here.
FILL = """
    INSERT INTO mandate_evidence (assignment_id, seq, kind_id, activity_id, organisation_id, place_id, occurred_on,
                                  quantity, reference, recorded_at, prev_hash, hash)
    SELECT %(assignment)s, n, kinds.own[1 + n %% array_length(kinds.own, 1)],
           acts.own[1 + n / 7 %% array_length(acts.own, 1)],
           orgs.own[1 + n %% 290], towns.own[1 + n %% 290], DATE '2014-01-01' + (n / 11 %% 365)::int,
           1 + n %% 5, '', now(), sha256(n::text::bytea), sha256((n + 1)::text::bytea)
      FROM generate_series(%(first)s::bigint, %(last)s::bigint) n,
           (SELECT array_agg(code ORDER BY code) AS own FROM mandate_evidencekind) kinds,
           (SELECT array_agg(id ORDER BY id) AS own FROM mandate_activity WHERE assignment_id = %(assignment)s) acts,
           (SELECT array_agg(id ORDER BY id) AS own FROM actors_organisation WHERE kind = 'municipality') orgs,
           (SELECT array_agg(id ORDER BY id) AS own FROM actors_place WHERE kind = 'municipality') towns
"""


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}; the median of nine whole answers."""
    reader = _reader()
    assignment = _assignment(reader)
    client = Client(headers={"host": "localhost"})
    client.force_login(reader)
    url = reverse("overview:leaders", args=[assignment.slug])
    _answer(client, url)  # templates are read and the map is drawn once by each process
    found, held = [], 0
    for size in SIZES:
        _fill(assignment, held, size)
        held = size
        sums = EvidenceCount.objects.filter(assignment=assignment).count()
        for name, narrowed in (("page", ""), ("months", MONTHS)):
            times = [_timed(partial(_answer, client, url + narrowed)) * 1000 for _ in range(ASKED)]
            found.append({
                "name": f"leaders.{name}.at_{size}",
                "value": round(median(times), 2),
                "unit": "ms",
                "baseline": BAR_MS,
                "ratio": round(median(times) / BAR_MS, 3),
                "note": f"{held} rows in the ledger, {sums} kept sums; {min(times):.0f}–{max(times):.0f} ms; "
                        "baseline: the bar",
            })  # fmt: skip
    return found


def _assignment(reader: User) -> Assignment:
    """The shipped assignment over again: its clauses, aims and indicators, and seven activities."""
    shipped = load_shipped_assignment("2014-child-protection", by=None)
    load_indicators(assignment=shipped, by=None)
    clauses, aims = list(shipped.clauses.all()), list(shipped.aims.all())
    indicators = list(Indicator.objects.filter(assignment=shipped, target_group=None))
    own = shipped
    own.pk, own.slug = None, SLUG
    own.save()
    new_clauses, new_aims = ({one.pk: _copied(one, own) for one in rows} for rows in (clauses, aims))
    for one in indicators:
        one.clause = new_clauses[one.clause_id] if one.clause_id else None
        one.aim = new_aims[one.aim_id] if one.aim_id else None
        _copied(one, own)
    for number in range(ACTIVITIES):
        made = Activity.objects.create(
            assignment=own, number=number + 1, title=f"Bench {number + 1}", purpose="bench", responsible=reader,
            starts=datetime.date(2014, 1, 1), ends=datetime.date(2014, 12, 31),
        )  # fmt: skip
        made.clauses.set([list(new_clauses.values())[number % len(new_clauses)]])
        made.aims.set([list(new_aims.values())[number % len(new_aims)]])
    return own


def _copied(one: Any, assignment: Assignment) -> Any:
    one.pk, one.assignment = None, assignment
    one.save()
    return one


def _fill(assignment: Assignment, held: int, size: int) -> None:
    """Rows to `size`, a million at a time, and what the server would tidy meanwhile tidied before anybody asks."""
    with connection.cursor() as cursor:
        for first in range(held + 1, size + 1, AT_ONCE):
            last = min(first + AT_ONCE - 1, size)
            cursor.execute(FILL, {"assignment": assignment.pk, "first": first, "last": last})
        cursor.execute("VACUUM (ANALYZE) mandate_evidence, mandate_evidencecount, mandate_evidencetotal")


def _reader() -> User:
    user, _made = User.objects.get_or_create(email="bench-leader@example.org", defaults={"name": "Bench"})
    user.roles.set(Role.objects.filter(code="manager"))
    return user


def _answer(client: Client, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
