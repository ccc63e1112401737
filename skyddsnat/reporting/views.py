"""The report: its prose, its draft, its versions, and the closing pack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.insight.api import indicators_for
from skyddsnat.mandate.api import assignments_for, chain_for
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting import actions
from skyddsnat.reporting.access import packs_for, reports_for
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.closing.pack import build_closing_pack, missing_documents
from skyddsnat.reporting.forms import PrepareForm, TextForm
from skyddsnat.reporting.links import chain_of
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.page import body
from skyddsnat.reporting.sections import sections_of
from skyddsnat.shared.dates import format_date, format_moment, today

DOWNLOADS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


def _assignment(request: AuthenticatedRequest, slug: str) -> Assignment:
    return get_object_or_404(assignments_for(request.user), slug=slug)


def _trail(assignment: Assignment, *, inside: bool = True) -> list[dict[str, str]]:
    trail = [
        {"label": _("Uppdrag"), "url": reverse("mandate:assignments")},
        {"label": str(assignment), "url": assignment.get_absolute_url()},
    ]
    if inside:
        trail.append({"label": _("Rapport"), "url": reverse("reporting:overview", args=[assignment.slug])})
    return trail


@requires("reporting.read")
def overview(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Where the report stands: sections to write, versions, and what comes next."""
    assignment = _assignment(request, slug)
    sections = sections_of(assignment, request.user)
    may_write = request.user.may("reporting.write")
    written, waiting = {"status": _("Skriven"), "tone": "success"}, {"status": _("Tom"), "tone": "warning"}
    optional = {"status": _("Frivillig"), "tone": "neutral"}
    tasks = [
        {"label": s.heading, "url": reverse("reporting:text", args=[slug, s.key]) if may_write else "",
         **(written if s.is_written else optional if s.is_optional else waiting)}
        for s in sections
    ]  # fmt: skip
    context = {
        "assignment": assignment,
        "chain": chain_for(assignment),
        "tasks": tasks,
        "written": sum(s.is_written for s in sections),
        "versions": _versions(request, assignment),
        "may_prepare": may_write,
        "breadcrumb": _trail(assignment, inside=False),
    }
    return render(request, "reporting/overview.html", context)


def _versions(request: AuthenticatedRequest, assignment: Assignment) -> dict[str, Any]:
    tones = {Report.PREPARED: "info", Report.ISSUED: "success", Report.WITHDRAWN: "neutral"}
    return {
        "caption": _("Versioner"),
        "columns": [
            {"label": _("Version")},
            {"label": _("Datum")},
            {"label": _("Läge")},
            {"label": _("Förberedd av")},
        ],
        "rows": [
            {
                "url": report.get_absolute_url(),
                "cells": [
                    report.version,
                    format_date(report.dated, "en" if get_language() == "en" else "sv"),
                    {"tag": {"text": report.get_state_display(), "tone": tones[report.state]}},
                    report.prepared_by.name,
                ],
            }
            for report in reports_for(request.user, assignment)
        ],
        "empty": {
            "heading": _("Ingen version än"),
            "text": _(
                "När texten är klar förbereder du en version. Då fryses siffrorna, och en chef kan godkänna."
            ),
        },
    }


@requires("reporting.write")
def text(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponse:
    """Write one section. Two who write at once are told; nothing that was typed is lost."""
    assignment = _assignment(request, slug)
    found = next((s for s in sections_of(assignment, request.user) if s.key == section), None)
    if found is None:
        raise Http404
    form = TextForm(request.POST or None, initial={"body": found.body, "version": found.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.write_text(
                assignment=assignment,
                section=section,
                body=data["body"],
                version=data["version"],
                by=request.user,
            )
        except actions.ChangedMeanwhile as conflict:
            theirs = conflict.current
            form = TextForm(initial={"body": data["body"], "version": theirs.version})
            messages.warning(request, str(conflict))
        else:
            messages.success(request, _("Avsnittet är sparat."))
            return redirect("reporting:overview", slug)
    context = {
        "assignment": assignment,
        "section": found,
        "form": form,
        "theirs": theirs,
        "codes": _codes(request, assignment),
        "breadcrumb": _trail(assignment),
    }
    return render(request, "reporting/text.html", context)


def _codes(request: AuthenticatedRequest, assignment: Assignment) -> dict[str, Any]:
    """The numbers a writer may use, with the code to type."""
    indicators = indicators_for(request.user, assignment.slug).filter(query__isnull=False)
    money = [
        ("money-requisitioned", _("Rekvirerade medel")),
        ("money-used", _("Använda medel")),
        ("money-repaid", _("Återbetalda medel")),
    ]
    return {
        "caption": _("Siffror du kan använda"),
        "compact": True,
        "columns": [{"label": _("Skriv")}, {"label": _("Siffra")}],
        "rows": [
            *(
                {"cells": [f"{{{{ {i.code} }}}}", {"value": str(i), "url": i.get_absolute_url()}]}
                for i in indicators
            ),
            *({"cells": [f"{{{{ {code} }}}}", name]} for code, name in money),
        ],
    }


@requires("reporting.read")
def draft(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The report as it would be now, with each number leading to its evidence."""
    assignment = _assignment(request, slug)
    language = "en" if get_language() == "en" else "sv"
    made = assemble(assignment, by=None, dated=today(), version=0, language=language)
    context = {
        "assignment": assignment,
        "body": body(made.record()),
        "language": language,
        "breadcrumb": _trail(assignment),
    }
    return render(request, "reporting/draft.html", context)


@requires("reporting.write")
def prepare(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Freeze a version for approval."""
    assignment = _assignment(request, slug)
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
    unwritten = [
        s.heading for s in sections_of(assignment, request.user) if not s.is_written and not s.is_optional
    ]
    context = {
        "assignment": assignment,
        "form": form,
        "unwritten": unwritten,
        "breadcrumb": _trail(assignment),
    }
    return render(request, "reporting/prepare.html", context)


@requires("reporting.read")
def version(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """One frozen version: read it, fetch it, approve it."""
    assignment = _assignment(request, slug)
    report = get_object_or_404(reports_for(request.user, assignment), version=number)
    may_approve = request.user.may("reporting.approve") and report.state == Report.PREPARED
    context = {
        "assignment": assignment,
        "body": body(report.data),
        "language": report.data["report"]["language"],
        "version": report,
        "chain": chain_of(report),
        "may_issue": may_approve and report.prepared_by_id != request.user.pk,
        "own_work": may_approve and report.prepared_by_id == request.user.pk,
        "may_withdraw": report.state == Report.PREPARED
        and (may_approve or request.user.may("reporting.write")),
        "breadcrumb": _trail(assignment),
    }
    return render(request, "reporting/version.html", context)


@requires("reporting.approve")
@require_POST
def issue(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Approve and issue a version."""
    report = get_object_or_404(reports_for(request.user, _assignment(request, slug)), version=number)
    try:
        actions.issue_report(report=report, by=request.user)
        messages.success(
            request, _("Rapporten är godkänd och låst. Hämta den som PDF och skicka den till mottagaren.")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(report)


@requires("reporting.read")
@require_POST
def withdraw(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Take back a prepared version; its writer and the one who approves may."""
    if not (request.user.may("reporting.write") or request.user.may("reporting.approve")):
        raise Http404
    report = get_object_or_404(reports_for(request.user, _assignment(request, slug)), version=number)
    try:
        actions.withdraw_report(report=report, by=request.user)
        messages.success(request, _("Versionen är återtagen. Texten kan ändras igen."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reporting:overview", slug)


@requires("reporting.read")
def download(request: AuthenticatedRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The issued report as PDF or as one HTML file."""
    report = get_object_or_404(reports_for(request.user, _assignment(request, slug)), version=number)
    stored = {"pdf": report.pdf, "html": report.html}.get(form)
    if stored is None:
        raise Http404
    response = HttpResponse(bytes(stored.content), content_type=DOWNLOADS[form])
    response["Content-Disposition"] = f'attachment; filename="slutredovisning-{slug}-v{number}.{form}"'
    return response


@requires("reporting.read")
def closing(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """What is left before the assignment can be closed, and the packs that have been built."""
    assignment = _assignment(request, slug)
    table = {
        "caption": _("Byggda paket"),
        "columns": [
            {"label": _("Byggt")},
            {"label": _("Av")},
            {"label": _("Filer"), "figures": True},
            {"label": _("Fingeravtryck")},
        ],
        "rows": [
            {
                "url": reverse("reporting:pack", args=[slug, pack.pk]),
                "cells": [
                    format_moment(pack.built_at),
                    pack.built_by or _("Programmet"),
                    len(pack.manifest["files"]) + 1,
                    pack.file.sha256[:16],
                ],
            }
            for pack in packs_for(request.user, assignment).select_related("file").defer("file__content")
        ],
        "empty": {
            "heading": _("Inget paket än"),
            "text": _(
                "Paketet samlar alla handlingar och underlaget bakom dem i en fil som vem som helst kan kontrollera."
            ),
        },
    }
    context = {
        "assignment": assignment,
        "missing": missing_documents(assignment),
        "table": table,
        "may_build": request.user.may("reporting.write") or request.user.may("reporting.approve"),
        "breadcrumb": _trail(assignment),
    }
    return render(request, "reporting/closing.html", context)


@requires("reporting.read")
@require_POST
def build(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Build a closing pack now."""
    if not (request.user.may("reporting.write") or request.user.may("reporting.approve")):
        raise Http404
    try:
        build_closing_pack(assignment=_assignment(request, slug), by=request.user)
        messages.success(request, _("Avslutspaketet är byggt."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reporting:closing", slug)


@requires("reporting.read")
def pack(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Fetch a closing pack."""
    found = get_object_or_404(
        packs_for(request.user, _assignment(request, slug)).select_related("file"), pk=pk
    )
    response = HttpResponse(bytes(found.file.content), content_type="application/zip")
    response["Content-Disposition"] = (
        f'attachment; filename="avslutspaket-{slug}-{found.file.sha256[:8]}.zip"'
    )
    return response
