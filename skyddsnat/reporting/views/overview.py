"""Where the report stands, section by section, and the draft of the whole as page and files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate.api import chain_for
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting import rules
from skyddsnat.reporting.access import READ, drafts_for, may_comment, may_write, reports_for, writing_now
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.assembly.report import Assembled
from skyddsnat.reporting.files import DOCX, HTML, PDF, docx_of, html_of, pdf_of
from skyddsnat.reporting.gaps import Talk, before_preparing, talk_of
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.page import body
from skyddsnat.reporting.sections import Section, sections_of
from skyddsnat.reporting.views.frame import clock, language, section_url, the_assignment, trail
from skyddsnat.shared.dates import STOCKHOLM, format_date, today

TONES = {
    Report.PREPARED: "info", Report.ISSUED: "success", Report.WITHDRAWN: "neutral", Report.RETURNED: "warning",
}  # fmt: skip
DRAFTS = {"pdf": (PDF, pdf_of), "docx": (DOCX, docx_of), "html": (f"{HTML}; charset=utf-8", html_of)}


@requires(READ)
def overview(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """Where the report stands: sections to write, what is said and missing, versions, and what comes next."""
    assignment = the_assignment(request, slug)
    sections = sections_of(assignment, request.user)
    talk = talk_of(assignment, request.user)
    made = assemble(assignment, by=None, dated=today(), version=0, language=language())
    hindrances = before_preparing(assignment, request.user, len(made.data["lacking"]))
    waiting = reports_for(request.user, assignment).filter(state=Report.PREPARED).first()
    context = {
        "assignment": assignment,
        "chain": chain_for(assignment),
        "sections": _sections(request, assignment, sections, talk, made),
        "written": sum(s.is_written for s in sections),
        "total": len(sections),
        "versions": _versions(request, assignment),
        "may_prepare": may_write(request.user) and waiting is None,
        "may_comment": may_comment(request.user),
        "waiting": waiting,
        "returned": _returned(request, assignment),
        "hindrances": hindrances,
        "breadcrumb": trail(assignment, inside=False),
    }
    return render_lists(request, "reporting/overview.html", context)


def _sections(
    request: AuthenticatedRequest,
    assignment: Assignment,
    sections: list[Section],
    talk: dict[str, Talk],
    made: Assembled,
) -> dict[str, Any]:
    writing: dict[str, list[str]] = {}
    for draft in writing_now(request.user, assignment):
        since = _("%(name)s sedan %(clock)s") % {"name": draft.writer.name, "clock": clock(draft.started_at)}
        writing.setdefault(draft.section, []).append(since)
    for draft in drafts_for(request.user, assignment):
        writing.setdefault(draft.section, []).append(_("Du har ett utkast"))
    page = "text" if may_write(request.user) else "comments"
    return {
        "caption": _("Avsnitt"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Avsnitt")},
            {"label": _("Läge")},
            {"label": _("Senast ändrat")},
            {"label": _("Skriver nu")},
            {"label": _("Saknas"), "figures": True},
            {"label": _("Kommentarer"), "figures": True},
        ],
        "rows": [
            {
                "url": section_url(page, assignment, section),
                "cells": [
                    section.heading,
                    {"value": "", "tag": _state(section)},
                    _last_changed(section),
                    ", ".join(writing.get(section.key, [])),
                    _missing(assignment, section, len(made.source.gaps[section.key]), writes=page == "text"),
                    _said(assignment, section, talk.get(section.key, Talk())),
                ],
            }
            for section in sections
        ],
    }


def _state(section: Section) -> dict[str, str]:
    if section.is_written:
        return {"text": _("Skriven"), "tone": "success"}
    if section.is_optional:
        return {"text": _("Frivillig"), "tone": "neutral"}
    return {"text": _("Tom"), "tone": "warning"}


def _missing(assignment: Assignment, section: Section, count: int, *, writes: bool) -> dict[str, Any]:
    """How much lacks evidence; the number leads to where each is named: beside the text, or in the draft."""
    beside = f"{section_url('text', assignment, section)}#att-se-till"
    where = beside if writes else f"{reverse('reporting:draft', args=[assignment.slug])}#saknas"
    return {"value": count, "url": where if count else ""}


def _last_changed(section: Section) -> dict[str, Any]:
    if section.written_at is None:
        return {"value": ""}
    day = section.written_at.astimezone(STOCKHOLM).date()
    return {"value": format_date(day, language()), "raw": section.written_at, "note": section.written_by}


def _said(assignment: Assignment, section: Section, talk: Talk) -> dict[str, Any]:
    cell: dict[str, Any] = {"value": talk.open}
    if talk.open:
        cell["url"] = section_url("comments", assignment, section)
    if talk.unread:
        words = _("%(n)s olästa") if talk.unread > 1 else _("%(n)s oläst")
        cell["tag"] = {"text": words % {"n": talk.unread}, "tone": "info"}
    return cell


def _returned(request: AuthenticatedRequest, assignment: Assignment) -> Report | None:
    """The newest version when it was sent back: it waits for those who write."""
    newest = reports_for(request.user, assignment).order_by("-version").first()
    return newest if newest is not None and newest.state == Report.RETURNED else None


def _versions(request: AuthenticatedRequest, assignment: Assignment) -> dict[str, Any]:
    return {
        "caption": _("Versioner"),
        "columns": [
            {"label": _("Version")},
            {"label": _("Datum")},
            {"label": _("Läge")},
            {"label": _("Förberedd av")},
            {"label": _("Godkänd av")},
        ],
        "rows": [
            {
                "url": report.get_absolute_url(),
                "cells": [
                    report.version,
                    format_date(report.dated, language()),
                    {"tag": {"text": report.get_state_display(), "tone": TONES[report.state]}},
                    report.prepared_by.name,
                    report.issued_by.name if report.issued_by else "",
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


@requires(READ)
def draft(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The report as it would be now, with each number leading to its evidence."""
    assignment = the_assignment(request, slug)
    made = assemble(assignment, by=None, dated=today(), version=0, language=language())
    context = {
        "assignment": assignment,
        "body": body(made.record()),
        "language": language(),
        "files": [
            {"label": label, "url": reverse("reporting:draft_file", args=[slug, form])}
            for form, label in (("pdf", "PDF"), ("docx", _("Word")), ("html", _("Webbsida")))
        ],
        "breadcrumb": trail(assignment),
    }
    return render(request, "reporting/draft.html", context)


@requires(READ)
def draft_file(request: AuthenticatedRequest, slug: str, form: str) -> HttpResponse:
    """The draft as a file that says on every page that it is one."""
    assignment = the_assignment(request, slug)
    if form not in DRAFTS:
        raise Http404
    try:
        rules.check_has_dnr(assignment)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:draft", slug)
    media_type, make = DRAFTS[form]
    made = assemble(assignment, by=None, dated=today(), version=0, language=language())
    response = HttpResponse(make(made.record()), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="utkast-{slug}-{today():%Y-%m-%d}.{form}"'
    return response
