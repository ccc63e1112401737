"""Taking in indicators and freezing what they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.insight.models import Indicator, Snapshot
from skyddsnat.insight.queries import resolve, run
from skyddsnat.insight.rules import query_problems
from skyddsnat.mandate.models import Assignment, EvidenceKind, LedgerHead
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.money import format_number

SHIPPED = Path(__file__).parent / "indicators"
PLAIN = (
    "layer", "title", "title_en", "definition", "definition_en", "limits", "limits_en", "unit", "unit_en", "query",
    "baseline", "baseline_when", "baseline_source", "baseline_source_en", "method", "method_en",
)  # fmt: skip


@transaction.atomic
def load_indicators(*, assignment: Assignment, by: User | None) -> int:
    """Take in the indicators that come with the program for this assignment; return how many are new."""
    path = SHIPPED / f"{assignment.slug}.yaml"
    rows: dict[str, Any] = yaml.safe_load(path.read_text()) if path.exists() else {}
    kinds = set(EvidenceKind.objects.values_list("code", flat=True))
    clauses = {c.number: c for c in assignment.clauses.all()}
    aims = {a.letter: a for a in assignment.aims.all()}
    groups = {g.code: g for g in assignment.target_groups.all()}
    added = 0
    for code, row in rows.items():
        problems = query_problems(row["query"], kinds) if row.get("query") else []
        if problems:
            raise Refused(f"{path.name}: {code}: {'; '.join(problems)}")
        known, created = Indicator.objects.get_or_create(
            assignment=assignment,
            code=code,
            defaults={
                **{field: row[field] for field in PLAIN if field in row},
                "clause": clauses[row["clause"]] if "clause" in row else None,
                "aim": aims[row["aim"]] if "aim" in row else None,
                "target_group": groups[row["target_group"]] if "target_group" in row else None,
            },
        )
        added += created
        if not created and row.get("method") and not known.method:  # taken in before methods were told
            Indicator.objects.filter(pk=known.pk).update(method=row["method"], method_en=row["method_en"])
    if added:
        record(by, "indicators.loaded", assignment, added=added)
    return added


@transaction.atomic
def take_snapshot(*, indicator: Indicator, by: User | None) -> Snapshot:
    """Freeze what the indicator shows now: the query, the value, its parts and the position of the ledger."""
    if indicator.query is None:
        raise Refused(_("”%(indicator)s” går inte att räkna fram ur liggaren.") % {"indicator": indicator})
    head, _created = LedgerHead.objects.get_or_create(assignment=indicator.assignment)
    head = LedgerHead.objects.select_for_update().get(
        pk=head.pk
    )  # nothing is added between counting and freezing
    query = resolve(indicator.assignment, indicator.query)
    result = run(indicator.assignment, query)
    content = snapshot_content(indicator.code, query, result.value, result.by_activity, result.by_month,
                               head.seq, bytes(head.hash).hex())  # fmt: skip
    same = indicator.snapshots.filter(sha256=sha256_hex(canonical_json(content))).first()
    if same:
        return same
    snapshot = Snapshot.objects.create(
        indicator=indicator,
        taken_at=timezone.now(),
        query=query,
        value=result.value,
        by_activity=result.by_activity,
        by_month=result.by_month,
        ledger_seq=head.seq,
        ledger_hash=bytes(head.hash).hex(),
        sha256=sha256_hex(canonical_json(content)),
        taken_by=by,
    )
    record(by, "snapshot.taken", snapshot, indicator=indicator.code, value=result.value)
    return snapshot


def snapshot_content(
    code: str,
    query: dict[str, Any],
    value: int,
    by_activity: list[Any],
    by_month: list[Any],
    seq: int,
    ledger_hash: str,
) -> dict[str, Any]:
    """What a snapshot's fingerprint covers; the closing pack's verification computes the same."""
    return {
        "indicator": code,
        "query": query,
        "value": value,
        "by_activity": [list(part) for part in by_activity],
        "by_month": [list(part) for part in by_month],
        "ledger_seq": seq,
        "ledger_hash": ledger_hash,
    }


def check_snapshot(snapshot: Snapshot) -> list[str]:
    """Run the frozen query again over the ledger as it stood; say what differs."""
    indicator = snapshot.indicator
    content = snapshot_content(
        indicator.code, snapshot.query, snapshot.value, snapshot.by_activity, snapshot.by_month,
        snapshot.ledger_seq, snapshot.ledger_hash,
    )  # fmt: skip
    found = []
    if sha256_hex(canonical_json(content)) != snapshot.sha256:
        found.append(_("Det frysta värdet stämmer inte med sitt fingeravtryck."))
    again = run(indicator.assignment, snapshot.query, up_to=snapshot.ledger_seq)
    if again.value != snapshot.value:
        found.append(
            _("Liggaren ger %(now)s i dag. Det frysta värdet är %(frozen)s.")
            % {"now": format_number(again.value), "frozen": format_number(snapshot.value)}
        )
    return found
