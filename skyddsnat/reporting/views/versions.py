"""Frozen versions of the report: preparing, reading, comparing, approving, sending back, fetching."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import APPROVE, READ, WRITE, may_close, may_write, reports_for
from skyddsnat.reporting.actions import reports as actions
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.differences import NumberChange, changed_numbers, changed_texts
from skyddsnat.reporting.files import DOCX, HTML, PDF
from skyddsnat.reporting.forms import PrepareForm, ReturnForm
from skyddsnat.reporting.gaps import before_preparing
from skyddsnat.reporting.links import chain_of
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.page import body
from skyddsnat.reporting.templatetags.report import query_value
from skyddsnat.reporting.views.frame import language, the_assignment, trail
from skyddsnat.shared.dates import today

DOWNLOADS = {"pdf": PDF, "html": f"{HTML}; charset=utf-8", "docx": DOCX}


@requires(WRITE)
def prepare(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Freeze a version for approval; first tell what stands in its way and what will be missing."""
    assignment = the_assignment(request, slug)
    correction = reports_for(request.user, assignment).filter(state=Report.ISSUED).exists()
    form = PrepareForm(request.POST or None, correction=correction, initial={"dated": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            report = actions.prepare_report(
                assignment=assignment, dated=data["dated"], reason=data.get("reason", ""), by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Rapporten är förberedd och siffrorna är frysta. En chef kan nu godkänna och lämna den."),
            )
            return redirect(report)
    made = assemble(assignment, by=None, dated=today(), version=0, language=language())
    hindrances = before_preparing(assignment, request.user, len(made.data["lacking"]))
    context = {
        "assignment": assignment,
        "form": form,
        "stopping": [one.text for one in hindrances if one.stops],
        "telling": [one.text for one in hindrances if not one.stops],
        "breadcrumb": trail(assignment),
    }
    return render(request, "reporting/prepare.html", context)


@requires(READ)
def version(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """One frozen version: read it, fetch it, approve it or send it back."""
    assignment = the_assignment(request, slug)
    report = _the_report(request, assignment, number)
    prepared = report.state == Report.PREPARED
    may_approve = request.user.may(APPROVE) and prepared
    earlier = reports_for(request.user, assignment).filter(version__lt=number).order_by("-version").first()
    context = {
        "assignment": assignment,
        "body": body(report.data),
        "language": report.data["report"]["language"],
        "version": report,
        "earlier": earlier,
        "chain": chain_of(report),
        "may_issue": may_approve and report.prepared_by_id != request.user.pk,
        "may_return": may_approve and report.prepared_by_id != request.user.pk,
        "own_work": may_approve and report.prepared_by_id == request.user.pk,
        "may_withdraw": prepared and (may_approve or may_write(request.user)),
        "breadcrumb": trail(assignment),
    }
    return render(request, "reporting/version.html", context)


def _the_report(request: AuthenticatedRequest, assignment: Assignment, number: int) -> Report:
    return get_object_or_404(reports_for(request.user, assignment), version=number)


@requires(APPROVE)
@require_POST
def issue(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Approve and issue a version."""
    report = _the_report(request, the_assignment(request, slug), number)
    try:
        actions.issue_report(report=report, by=request.user)
        messages.success(
            request, _("Rapporten är godkänd och låst. Hämta den som PDF och skicka den till mottagaren.")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(report)


@requires(APPROVE)
def send_back(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Ask what must change, then send the version back to those who write."""
    assignment = the_assignment(request, slug)
    report = _the_report(request, assignment, number)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_report(report=report, remark=form.cleaned_data["remark"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Versionen är skickad tillbaka. De som skriver ser din anmärkning."))
            return redirect(report)
    context = {"assignment": assignment, "version": report, "form": form, "breadcrumb": trail(assignment)}
    return render(request, "reporting/send_back.html", context)


@requires(READ)
@require_POST
def withdraw(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Take back a prepared version; its writer and the one who approves may."""
    if not may_close(request.user):
        raise Http404
    report = _the_report(request, the_assignment(request, slug), number)
    try:
        actions.withdraw_report(report=report, by=request.user)
        messages.success(request, _("Versionen är återtagen. Texten kan ändras igen."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reporting:overview", slug)


@requires(READ)
def download(request: AuthenticatedRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The issued report as PDF, as one HTML file or as a Word document."""
    report = _the_report(request, the_assignment(request, slug), number)
    stored = {"pdf": report.pdf, "html": report.html, "docx": report.docx}.get(form)
    if stored is None:
        raise Http404
    response = HttpResponse(bytes(stored.content), content_type=DOWNLOADS[form])
    response["Content-Disposition"] = f'attachment; filename="slutredovisning-{slug}-v{number}.{form}"'
    return response


@requires(READ)
def compare(request: AuthenticatedRequest, slug: str, number: int, other: int) -> HttpResponseBase:
    """What differs between two frozen versions: the numbers, then the words."""
    assignment = the_assignment(request, slug)
    new, old = _the_report(request, assignment, number), _the_report(request, assignment, other)
    was, now = old.data["report"], new.data["report"]
    names = {"summary": _("Sammanfattning"), "economy": _("Ekonomi")}
    context = {
        "assignment": assignment,
        "old": old,
        "new": new,
        "numbers": _numbers(changed_numbers(was, now), other, number),
        "texts": [
            {"heading": names.get(change.heading, change.heading), "rows": change.rows}
            for change in changed_texts(was, now)
        ],
        "breadcrumb": trail(assignment),
    }
    return render_lists(request, "reporting/compare_versions.html", context)


def _numbers(changes: list[NumberChange], old: int, new: int) -> dict[str, Any]:
    def shown(query: dict[str, Any] | None) -> str:
        return query_value(query) if query else _("saknas")

    return {
        "caption": _("Siffror som skiljer"),
        "columns": [
            {"label": _("Siffra"), "swedish": language() == "en"},
            {"label": _("Version %(number)s") % {"number": old}, "figures": True},
            {"label": _("Version %(number)s") % {"number": new}, "figures": True},
        ],
        "rows": [{"cells": [change.name, shown(change.old), shown(change.new)]} for change in changes],
        "empty": {
            "heading": _("Inga siffror skiljer"),
            "text": _("Båda versionerna har samma siffror."),
        },
    }
