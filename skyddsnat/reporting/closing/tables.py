"""The data of a closing pack, as rows of plain JSON scalars. No personal data but the names that documents show."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from skyddsnat.economy.api import Allotment, MoneyDocument, VoucherLine
from skyddsnat.insight.api import Indicator, Snapshot, measured_of, measurement_content, standing_measurements
from skyddsnat.mandate.api import ledger_rows
from skyddsnat.mandate.models import Assignment, ChildRightsAssessment, Meeting

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
    """One row an activity, with its child-rights assessment and meetings."""
    found = assignment.activities.select_related("assessment").prefetch_related(
        "clauses",
        "aims",
        "target_groups",
        "assessment__articles",
        "assessment__choices",
        "assessment__follow_ups",
        "meetings",
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
            | _guided(assessment)
            | {"decided_at": assessment.decided_at.isoformat() if assessment.decided_at else None},
            "meetings": sorted(meeting.pk for meeting in activity.meetings.all()),
        }


def _guided(assessment: ChildRightsAssessment) -> dict[str, Any]:
    """What the guided form adds to the six steps, and what was seen afterwards."""
    return {
        "asked": assessment.asked, "asked_how": assessment.asked_how, "asked_said": assessment.asked_said,
        "asked_why_not": assessment.asked_why_not, "outcome": assessment.outcome, "measures": assessment.measures,
        "follow_up_on": _day(assessment.follow_up_on),
        "articles": [{"article": a.article, "why": a.why} for a in assessment.articles.all()],
        "choices": [
            {"what": c.what, "consequence": c.consequence, "stance": c.stance} for c in assessment.choices.all()
        ],
        "follow_ups": [
            {"done_on": f.done_on.isoformat(), "found": f.found, "next_on": _day(f.next_on)}
            for f in assessment.follow_ups.all()
        ],
    }  # fmt: skip


def meetings(assignment: Assignment) -> Rows:
    """One row a meeting with actors, held or planned, also those on no activity."""
    found = assignment.meetings.order_by("day", "pk").prefetch_related(
        "activities",
        "clauses",
        "participations__organisation",
        "agreements__organisation",
        "proofs__evidence",
    )
    for meeting in found:
        yield _meeting(meeting)


def _meeting(meeting: Meeting) -> dict[str, Any]:
    """A meeting with its agreements and the rows of the ledger that prove it. Colleagues are left out."""
    return {
        "id": meeting.pk, "day": meeting.day.isoformat(), "held": meeting.is_held, "form": meeting.form,
        "about": meeting.about, "said": meeting.said,
        "activities": sorted(activity.number for activity in meeting.activities.all()),
        "clauses": sorted(clause.number for clause in meeting.clauses.all()),
        "organisations": [
            {"organisation": p.organisation.code, "functions": p.functions, "persons": p.persons}
            for p in meeting.participations.all()
        ],
        "agreements": [
            {
                "id": a.pk, "what": a.what, "organisation": a.organisation.code if a.organisation else None,
                "due": _day(a.due), "state": a.state, "settled_on": _day(a.settled_on), "note": a.note,
            }
            for a in meeting.agreements.all()
        ],
        "ledger": sorted(proof.evidence.seq for proof in meeting.proofs.all()),
    }  # fmt: skip


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def evidence(assignment: Assignment) -> Rows:
    """The ledger row by row, as its hashes cover it."""
    for content, digest in ledger_rows(assignment):
        yield {"row": content, "hash": digest.hex()}


def indicators(assignment: Assignment) -> Rows:
    measured = standing_measurements(assignment)
    for indicator in Indicator.objects.filter(assignment=assignment):
        yield {
            "code": indicator.code, "layer": indicator.layer, "title": indicator.title,
            "definition": indicator.definition, "limits": indicator.limits, "unit": indicator.unit,
            "query": indicator.query, "baseline": indicator.baseline, "baseline_when": indicator.baseline_when,
            "baseline_source": indicator.baseline_source, "method": indicator.method, "target": indicator.target,
            "target_when": indicator.target_when, "target_source": indicator.target_source,
            "measurements": [
                {**measurement_content(indicator.code, measured_of(one)), "sha256": one.sha256}
                for one in measured.get(indicator.pk, ())
            ],
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
