"""The data of a closing pack, as rows of plain JSON scalars. No personal data but the names that documents show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skyddsnat.economy.api import Allotment, MoneyDocument, VoucherLine
from skyddsnat.insight.api import Indicator, Snapshot
from skyddsnat.mandate.api import ledger_rows
from skyddsnat.mandate.models import Assignment

type Rows = Iterable[dict[str, Any]]


def assignment_data(assignment: Assignment) -> dict[str, Any]:
    """The confirmed assignment: what it orders, with places in the decision's text."""
    return {
        "slug": assignment.slug,
        "title": assignment.title,
        "authority": assignment.authority.code,
        "payer": assignment.payer.code if assignment.payer else None,
        "decided_on": assignment.decided_on.isoformat() if assignment.decided_on else None,
        "dnr": assignment.dnr,
        "currency": assignment.currency,
        "ceiling_ore": assignment.ceiling_ore,
        "year": assignment.year,
        "expenditure_area": assignment.expenditure_area,
        "appropriation": assignment.appropriation,
        "appropriation_item": assignment.appropriation_item,
        "text_sha256": assignment.text_sha256,
        "demonstration": assignment.is_demo,
        "clauses": [
            {"number": c.number, "kind": c.kind, "heading": c.heading, "wording": c.wording, "span": _span(c)}
            for c in assignment.clauses.all()
        ],
        "obligations": [
            {
                "kind": o.kind, "what": o.what, "recipient": o.recipient.code if o.recipient else None,
                "due": o.due.isoformat() if o.due else None, "span": _span(o),
            }
            for o in assignment.obligations.select_related("recipient")
        ],
        "conditions": [{"kind": c.kind, "wording": c.wording, "span": _span(c)} for c in assignment.conditions.all()],
        "handled": [
            {"handling": h.handling, "why": h.why, "span": _span(h)} for h in assignment.handled.all()
        ],
        "aims": [{"letter": a.letter, "wording": a.wording} for a in assignment.aims.all()],
        "target_groups": [{"code": g.code, "wording": g.wording} for g in assignment.target_groups.all()],
    }  # fmt: skip


def _span(row: Any) -> list[int] | None:
    return None if row.span_start is None else [row.span_start, row.span_end]


def activities(assignment: Assignment) -> Rows:
    """One row an activity, with its child-rights assessment and dialogue."""
    found = assignment.activities.select_related("assessment").prefetch_related(
        "clauses", "aims", "target_groups", "dialogues__organisation"
    )
    for activity in found:
        assessment = activity.assessment
        yield {
            "number": activity.number,
            "title": activity.title,
            "purpose": activity.purpose,
            "clauses": [c.number for c in activity.clauses.all()],
            "aims": [a.letter for a in activity.aims.all()],
            "target_groups": [g.code for g in activity.target_groups.all()],
            "starts": activity.starts.isoformat(),
            "ends": activity.ends.isoformat(),
            "started_on": activity.started_on.isoformat() if activity.started_on else None,
            "finished_on": activity.finished_on.isoformat() if activity.finished_on else None,
            "budget_ore": activity.budget_ore,
            "assessment": None
            if assessment is None
            else {step: getattr(assessment, step) for step in assessment.STEPS}
            | {"decided_at": assessment.decided_at.isoformat() if assessment.decided_at else None},
            "dialogue": [
                {"organisation": d.organisation.code, "held_on": d.held_on.isoformat(), "about": d.about}
                for d in activity.dialogues.all()
            ],
        }


def evidence(assignment: Assignment) -> Rows:
    """The ledger row by row, as its hashes cover it."""
    for content, digest in ledger_rows(assignment):
        yield {"row": content, "hash": digest.hex()}


def indicators(assignment: Assignment) -> Rows:
    for indicator in Indicator.objects.filter(assignment=assignment):
        yield {
            "code": indicator.code, "layer": indicator.layer, "title": indicator.title,
            "definition": indicator.definition, "limits": indicator.limits, "unit": indicator.unit,
            "query": indicator.query, "baseline": indicator.baseline, "baseline_when": indicator.baseline_when,
            "baseline_source": indicator.baseline_source,
        }  # fmt: skip


def snapshots(assignment: Assignment) -> Rows:
    for snapshot in Snapshot.objects.filter(indicator__assignment=assignment).select_related("indicator"):
        yield {
            "indicator": snapshot.indicator.code, "query": snapshot.query, "value": snapshot.value,
            "by_activity": snapshot.by_activity, "by_month": snapshot.by_month, "ledger_seq": snapshot.ledger_seq,
            "ledger_hash": snapshot.ledger_hash, "sha256": snapshot.sha256, "taken_at": snapshot.taken_at.isoformat(),
        }  # fmt: skip


def vouchers(assignment: Assignment) -> Rows:
    """One row a voucher line. The voucher's free text is left out: it may name a person."""
    lines = (
        VoucherLine.objects.filter(voucher__assignment=assignment)
        .select_related("voucher", "account")
        .order_by("id")
    )
    for line in lines.iterator(chunk_size=5000):
        voucher = line.voucher
        yield {
            "line": line.pk, "series": voucher.series, "number": voucher.number, "date": voucher.date.isoformat(),
            "account": line.account.number, "amount_ore": line.amount_ore,
        }  # fmt: skip


def allotments(assignment: Assignment) -> Rows:
    found = (
        Allotment.objects.filter(activity__assignment=assignment).select_related("activity").order_by("id")
    )
    for row in found.iterator(chunk_size=5000):
        yield {
            "id": row.pk, "line": row.voucher_line_id, "activity": row.activity.number, "amount_ore": row.amount_ore,
            "reverses": row.reverses_id,
        }  # fmt: skip


def money_document(document: MoneyDocument) -> dict[str, Any]:
    """An issued document's frozen figures."""
    return {
        "kind": document.kind, "version": document.version, "dated": document.dated.isoformat(), "dnr": document.dnr,
        "amount_ore": document.amount_ore, "requisitioned_ore": document.requisitioned_ore,
        "used_ore": document.used_ore, "repaid_ore": document.repaid_ore, "sha256": document.sha256,
        "replaces": document.replaces.version if document.replaces else None, "data": document.data,
    }  # fmt: skip
