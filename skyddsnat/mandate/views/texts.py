"""The decision's text, sentence by sentence, beside what has become of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.chain import chain_for, obligation_url
from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.overview import Followed, Owed, overview
from skyddsnat.mandate.views.frame import in_language, page, the_assignment, trail


@requires(access.READ)
def assignment_text(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The decision sentence by sentence, with what has been planned, done and proven on each."""
    found = the_assignment(request, slug)
    context = page(request, found, breadcrumb=trail(found))
    if not found.text:
        return render(request, "mandate/assignment_no_text.html", context)
    spans, findings = _spans(found)
    context |= {
        "text": found.text,
        "spans": spans,
        "findings": findings,
        "chain": chain_for(found),
    }
    return render(request, "mandate/assignment_text.html", context)


def _spans(assignment: Assignment) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(marks in the text, findings beside it), in the text's order."""
    seen = overview(assignment)
    rows = [_clause_finding(assignment, followed) for followed in seen.clauses]
    rows += [_owed_finding(assignment, owed) for owed in seen.owed]
    others: list[tuple[Any, str, str, str]] = [
        *(
            (row, _("Krav på hur"), "task", "wording")
            for row in assignment.requirements.select_related("clause")
        ),
        *((row, _("Villkor för pengarna"), "condition", "wording") for row in assignment.conditions.all()),
        *((row, _("Annat beslut"), "reference", "what") for row in assignment.related.all()),
    ]
    rows += [
        {"row": row, "mark": mark, "kind": kind, "tone": "neutral", "words": in_language(row, name)}
        for row, kind, mark, name in others
    ]
    placed = [row for row in rows if row["row"].span_start is not None]
    placed.sort(key=lambda each: (each["row"].span_start, -each["row"].span_end))
    for number, finding in enumerate(placed, 1):
        finding |= {"number": number, "id": f"f-{number}", "back": f"s-{number}"}
    spans = [
        {
            "start": finding["row"].span_start, "end": finding["row"].span_end, "id": finding["back"],
            "target": finding["id"], "kind": finding["mark"], "label": finding["kind"], "number": finding["number"],
        }
        for finding in placed
    ]  # fmt: skip
    return spans, placed


def _clause_finding(assignment: Assignment, followed: Followed) -> dict[str, Any]:
    clause = followed.clause
    url = reverse("mandate:clause", args=[assignment.slug, clause.number])
    return {
        "row": clause,
        "mark": clause.kind,
        "kind": str(dict(clause.KINDS)[clause.kind]),
        "tone": "info" if followed.activities else "warning",
        "words": in_language(clause, "heading"),
        "url": url,
        "counts": [
            (_("planerat"), len(followed.activities)),
            (_("avslutat"), followed.done),
            (_("underlag"), followed.records),
        ],
    }


def _owed_finding(assignment: Assignment, owed: Owed) -> dict[str, Any]:
    return {
        "row": owed.obligation,
        "mark": "obligation",
        "kind": _("Skyldighet"),
        "tone": owed.state.tone,
        "words": in_language(owed.obligation, "what"),
        "url": obligation_url(assignment, owed.obligation),
        "state": {"text": owed.state.text, "tone": owed.state.tone},
        "due": owed.obligation.due,
    }
