"""What a section has said: every saved version, what differs between two, and taking an old one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import READ, WRITE, may_write, text_versions_for
from skyddsnat.reporting.actions import texts as actions
from skyddsnat.reporting.differences import compare
from skyddsnat.reporting.models import ReportTextVersion
from skyddsnat.reporting.prose import word_count
from skyddsnat.reporting.sections import Section
from skyddsnat.reporting.views.frame import (
    language,
    section_tabs,
    section_url,
    the_assignment,
    the_section,
    trail,
)
from skyddsnat.shared.dates import format_moment


@requires(READ)
def history(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponseBase:
    """Every version of a section; `?fran=&till=` shows what differs between two, the newest two when left out."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    kept = list(text_versions_for(request.user, assignment, section))
    old, new = _chosen(request, kept)
    context = {
        "assignment": assignment,
        "section": found,
        "table": _table(assignment, found, kept),
        "kept": kept,
        "old": old,
        "new": new,
        "rows": compare(old.body if old else "", new.body) if new else [],
        "restore_url": _restore_url(request, assignment, found, old),
        "tabs": section_tabs(request, assignment, found, "history"),
        "breadcrumb": trail(assignment),
    }
    return render_lists(request, "reporting/history.html", context)


def _chosen(
    request: AuthenticatedRequest, kept: list[ReportTextVersion]
) -> tuple[ReportTextVersion | None, ReportTextVersion | None]:
    """The two versions to compare, the older first."""
    numbered = {str(one.number): one for one in kept}
    new = numbered.get(request.GET.get("till", "")) or (kept[0] if kept else None)
    before = next((one for one in kept if new is not None and one.number < new.number), None)
    old = numbered.get(request.GET.get("fran", ""), before)
    if old is not None and new is not None and old.number > new.number:
        return new, old
    return old, new


def _restore_url(
    request: AuthenticatedRequest, assignment: Assignment, found: Section, old: ReportTextVersion | None
) -> str:
    """Where the older of the two is taken back; nothing for those who do not write."""
    if old is None or not may_write(request.user) or old.number == found.version:
        return ""
    return section_url("restore", assignment, found, old.number)


def _table(assignment: Assignment, found: Section, kept: list[ReportTextVersion]) -> dict[str, Any]:
    url = section_url("history", assignment, found)
    return {
        "caption": _("Sparade versioner"),
        "columns": [
            {"label": _("Version")},
            {"label": _("Sparad")},
            {"label": _("Av")},
            {"label": _("Vad som ändrades"), "swedish": language() == "en"},
            {"label": _("Ord"), "figures": True},
        ],
        "rows": [
            {
                "url": f"{url}?till={one.number}#skillnad",
                "cells": [
                    one.number,
                    format_moment(one.at),
                    one.by or _("Programmet"),
                    one.changed,
                    word_count(one.body),
                ],
            }
            for one in kept
        ],
        "empty": {
            "heading": _("Ingen version än"),
            "text": _("Varje gång någon sparar avsnittet blir det en version här."),
        },
    }


@requires(WRITE)
def restore(request: AuthenticatedRequest, slug: str, section: str, number: int) -> HttpResponse:
    """Show what taking an old version back would change, then do it as a new version."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    kept = get_object_or_404(text_versions_for(request.user, assignment, section), number=number)
    back = section_url("history", assignment, found)
    if request.method == "POST":
        try:
            actions.restore_text(kept=kept, version=_shown_version(request), by=request.user)
        except Refused:
            messages.warning(request, _("Någon har sparat avsnittet sedan du öppnade sidan. Se efter igen."))
            return redirect(section_url("restore", assignment, found, number))
        messages.success(request, _("Version %(number)s gäller igen.") % {"number": number})
        return redirect(back)
    context = {
        "assignment": assignment,
        "section": found,
        "kept": kept,
        "rows": compare(found.body, kept.body),
        "hidden": {"version": found.version},
        "cancel_url": back,
        "breadcrumb": trail(assignment, found),
    }
    return render(request, "reporting/restore.html", context)


def _shown_version(request: AuthenticatedRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() else -1
