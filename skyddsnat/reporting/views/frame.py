"""What the room's pages share: finding the assignment and the section, breadcrumbs, the reader's language."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.mandate.api import assignments_for
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.sections import Section, sections_of
from skyddsnat.shared.dates import STOCKHOLM

type Context = dict[str, Any]


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def clock(moment: datetime.datetime) -> str:
    """The time of day in Sweden: "14.05", in English "14:05"."""
    return moment.astimezone(STOCKHOLM).strftime("%H:%M" if language() == "en" else "%H.%M")


def the_assignment(request: AuthenticatedRequest, slug: str) -> Assignment:
    return get_object_or_404(assignments_for(request.user), slug=slug)


def the_section(request: AuthenticatedRequest, assignment: Assignment, key: str) -> Section:
    found = next((s for s in sections_of(assignment, request.user) if s.key == key), None)
    if found is None:
        raise Http404
    return found


def trail(assignment: Assignment, section: Section | None = None, *, inside: bool = True) -> list[Context]:
    """Breadcrumbs down to the report, or to what is said of one of its sections."""
    items: list[Context] = [
        {"label": _("Uppdrag"), "url": reverse("mandate:assignments")},
        {"label": str(assignment), "url": assignment.get_absolute_url()},
    ]
    if inside:
        items.append({"label": _("Rapport"), "url": reverse("reporting:overview", args=[assignment.slug])})
    if section is not None:
        items.append({"label": section.heading, "url": section_url("comments", assignment, section)})
    return items


def section_url(name: str, assignment: Assignment, section: Section | str, *more: Any) -> str:
    key = section if isinstance(section, str) else section.key
    return reverse(f"reporting:{name}", args=[assignment.slug, key, *more])


def section_tabs(
    request: AuthenticatedRequest, assignment: Assignment, section: Section, here: str
) -> list[Context]:
    """The pages of a section that the reader may open."""
    pages = [("comments", _("Läs och kommentera")), ("history", _("Versioner"))]
    if request.user.may("reporting.write"):
        pages.insert(0, ("text", _("Skriv avsnittet")))
    return [
        {"label": label, "url": section_url(name, assignment, section), "current": name == here}
        for name, label in pages
    ]
