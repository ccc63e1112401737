"""The evidence ledger: the list, a row, adding one and correcting one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, asked, download, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import evidence as actions
from skyddsnat.mandate.chain import chain_for
from skyddsnat.mandate.evidence_file import evidence_export
from skyddsnat.mandate.forms.evidence import CorrectionForm, EvidenceFilter, NewEvidenceForm
from skyddsnat.mandate.models import Assignment, Evidence, EvidenceCount
from skyddsnat.mandate.views.activity_parts import evidence_table
from skyddsnat.mandate.views.frame import (
    in_language,
    long_date,
    own_words,
    page,
    posted,
    swedish_day,
    the_activity,
    the_assignment,
    trail,
)
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number
from skyddsnat.shared.units import unit_of

PAGE = 50


@requires(access.READ)
def evidence_list(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """The ledger backwards, fifty rows at a time. A page begins below a position, so the millionth is as quick."""
    assignment = the_assignment(request, slug)
    form = EvidenceFilter(request.GET, assignment=assignment)
    form.is_valid()
    rows = access.evidence_for(request.user).filter(assignment=assignment)
    counts = access.counts_for(request.user).filter(assignment=assignment)
    rows, counts = _narrowed(rows, counts, assignment, form, request.GET.get("clause", ""))
    if asked(request, "table"):
        return download(request, evidence_export(assignment, rows))
    below = request.GET.get("below", "")
    if below.isdecimal():
        rows = rows.filter(seq__lt=min(int(below), 2**62))
    found = list(rows.order_by("-seq")[: PAGE + 1])
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        form=form,
        table={
            **evidence_table(found[:PAGE], slug, caption=_("Underlag"), activities=True),
            "export": "table",
        },
        total=counts.aggregate(total=Sum("records"))["total"] or 0,
        older_url=_query(request, below=older) if older else "",
        newest_url=_query(request) if below else "",
    )
    return render(request, "mandate/evidence_list.html", context)


def _narrowed(
    rows: QuerySet[Evidence],
    counts: QuerySet[EvidenceCount],
    assignment: Assignment,
    form: EvidenceFilter,
    clause: str,
) -> tuple[QuerySet[Evidence], QuerySet[EvidenceCount]]:
    """The same choice made on the rows and on the kept sums."""
    chosen = form.cleaned_data
    same: dict[str, Any] = {
        "kind": chosen.get("kind"), "activity": chosen.get("activity"), "organisation": chosen.get("actor")
    }  # fmt: skip
    wanted = {name: value for name, value in same.items() if value is not None}
    if clause:
        numbered = assignment.clauses.filter(number=clause)
        wanted["activity__in"] = list(
            assignment.activities.filter(clauses__in=numbered).values_list("pk", flat=True)
        )
    rows, counts = rows.filter(**wanted), counts.filter(**wanted)
    month = chosen.get("month")
    if month is not None:
        following = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        rows = rows.filter(occurred_on__gte=month, occurred_on__lt=following)
        counts = counts.filter(month=month)
    return rows, counts


def _query(request: AuthenticatedRequest, **more: Any) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "below" and value}
    return f"?{urlencode({**kept, **more})}"


@requires(access.READ)
def evidence(request: AuthenticatedRequest, slug: str, seq: int) -> HttpResponse:
    """One row: what it says, and where it sits in the hash chain."""
    found = get_object_or_404(access.evidence_for(request.user), assignment__slug=slug, seq=seq)
    correction = actions.correction_of(found)
    context = page(
        request,
        found.assignment,
        evidence=found,
        breadcrumb=_trail(found),
        chain=chain_for(found),
        facts=_facts(found),
        proof=[
            {"label": _("Plats i kedjan"), "value": format_number(found.seq)},
            {"label": _("Radens hash"), "value": bytes(found.hash).hex()},
            {"label": _("Föregående hash"), "value": bytes(found.prev_hash).hex()},
        ],
        correction_url=reverse("mandate:evidence", args=[slug, correction.seq]) if correction else "",
        corrected_url=reverse("mandate:evidence", args=[slug, found.corrects]) if found.corrects else "",
        can_correct=access.may_write(request.user) and correction is None and found.corrects is None,
        previous_url=reverse("mandate:evidence", args=[slug, seq - 1]) if seq > 1 else "",
    )
    return render(request, "mandate/evidence.html", context)


def _facts(row: Evidence) -> list[dict[str, Any]]:
    unit = unit_of(row.quantity, in_language(row.kind, "unit")["value"])
    return [
        {"label": _("Vad har hänt"), "value": str(row.kind)},
        {"label": _("När"), "value": long_date(row.occurred_on)},
        {"label": _("Antal"), "value": f"{format_number(row.quantity)} {unit}"},
        {"label": _("Insats"), **in_language(row.activity, "title")},
        {"label": _("Aktör"), "value": str(row.organisation or "")},
        {"label": _("Plats"), "value": in_language(row.place, "name")["value"] if row.place else ""},
        {"label": _("Hänvisning"), **own_words(row.reference)},
        {"label": _("Infört i liggaren"), "value": long_date(swedish_day(row.recorded_at))},
    ]


def _trail(row: Evidence) -> list[dict[str, Any]]:
    url = reverse("mandate:evidence-list", args=[row.assignment.slug])
    return [*trail(row.assignment), {"label": _("Underlag"), "url": url}]


@requires(access.WRITE)
def evidence_new(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Add one fact to an activity."""
    activity = the_activity(request, slug, number)
    form = NewEvidenceForm(posted(request), initial={"occurred_on": today(), "once": uuid.uuid4()})
    if form.is_valid():
        try:
            added = actions.add_evidence(
                fact=form.fact(activity), by=request.user, once=form.cleaned_data["once"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Underlaget är infört i liggaren som nr %(seq)s.") % {"seq": added.seq}
            )
            return redirect(f"{reverse('mandate:activity', args=[slug, number])}#underlag")
    context = page(
        request, activity.assignment, form=form, activity=activity, breadcrumb=trail(activity.assignment, activity),
        cancel_url=reverse("mandate:activity", args=[slug, number]),
    )  # fmt: skip
    return render(request, "mandate/evidence_form.html", context)


@requires(access.WRITE)
def evidence_correct(request: AuthenticatedRequest, slug: str, seq: int) -> HttpResponse:
    """Take back a mistaken row, and put the right one in its place if there is one."""
    found = get_object_or_404(access.evidence_for(request.user), assignment__slug=slug, seq=seq)
    names = ("kind", "occurred_on", "quantity", "organisation", "place", "reference")
    form = CorrectionForm(posted(request), initial={name: getattr(found, name) for name in names})
    back = reverse("mandate:evidence", args=[slug, seq])
    if form.is_valid():
        instead = form.fact(found.activity) if form.cleaned_data["replace"] else None
        try:
            correction, _new = actions.correct_evidence(
                evidence=found, reason=form.cleaned_data["reason"], by=request.user, instead=instead
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Raden är rättad genom nr %(seq)s.") % {"seq": correction.seq})
            return redirect(back)
    context = page(
        request, found.assignment, form=form, evidence=found, breadcrumb=_trail(found), cancel_url=back
    )
    return render(request, "mandate/evidence_correct.html", context)
