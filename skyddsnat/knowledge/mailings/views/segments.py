"""Selections with a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.knowledge.access import READ, WRITE
from skyddsnat.knowledge.mailings import parts, recipient_parts
from skyddsnat.knowledge.mailings.access import segments_for
from skyddsnat.knowledge.mailings.choosing import chosen_by
from skyddsnat.knowledge.mailings.forms import SegmentForm, municipality_names
from skyddsnat.knowledge.mailings.segments import FIELDS, remove_segment, save_segment
from skyddsnat.knowledge.mailings.views import frame
from skyddsnat.knowledge.mailings.views.recipients import check_sees_contacts
from skyddsnat.knowledge.models import Segment

PAGE = 50


@requires(READ)
def segments(request: AuthenticatedRequest) -> HttpResponseBase:
    """All segments."""
    context = {
        "table": recipient_parts.segments_table(segments_for(request.user)),
        "may_write": request.user.may(WRITE),
        "parts": frame.parts("segments", request.user),
    }
    return render_lists(request, "knowledge/mailings/segments.html", context)


@requires(READ)
def segment(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """What is chosen, and who that is today."""
    check_sees_contacts(request)
    found = frame.the_segment(request, pk)
    who = chosen_by([found])
    page = Paginator(who.recipients, PAGE).get_page(request.GET.get("page"))
    context = {
        "segment": found,
        "name": frame.words_of(found.name, found.name_en),
        "facts": recipient_parts.selection_facts(found),
        "letters": parts.letters_said(len(who.recipients)),
        "left_out": recipient_parts.left_out_facts(who),
        "table": recipient_parts.recipients_table(page, who.recipients, caption=_("Får brevet")),
        "page": page,
        "may_write": request.user.may(WRITE),
        "breadcrumb": _trail(),
    }
    return render_lists(request, "knowledge/mailings/segment.html", context, personal=["table"])


@requires(WRITE)
def new(request: AuthenticatedRequest) -> HttpResponse:
    return _form(request, None)


@requires(WRITE)
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _form(request, frame.the_segment(request, pk))


def _form(request: AuthenticatedRequest, found: Segment | None) -> HttpResponse:
    form = SegmentForm(request.POST or None, initial=_initial(found) if found else None)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = save_segment(segment=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Namn"), "value": conflict.current.name}]
            theirs += recipient_parts.selection_facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Urvalet är sparat."))
            return redirect(saved)
    return frame.form_page(
        request, form, heading=_("Ändra urvalet") if found else _("Gör ett urval"), theirs=theirs,
        cancel=found.get_absolute_url() if found else reverse("knowledge:segments"), breadcrumb=_trail(),
        lead=_("Inom ett val räcker det att en sak stämmer. Mellan valen ska alla stämma."),
    )  # fmt: skip


def _initial(found: Segment) -> dict[str, Any]:
    initial = {name: getattr(found, name) for name in (*FIELDS, "version")}
    return initial | {"municipalities": municipality_names(found.municipalities)}


@requires(WRITE)
def remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a segment that no draft uses."""
    found = frame.the_segment(request, pk)
    if request.method == "POST":
        try:
            remove_segment(segment=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Urvalet är borttaget."))
        return redirect("knowledge:segments")
    return frame.ask(
        request, heading=_("Ta bort urvalet"), about=found.name,
        says=_("Kontakterna rörs inte. Utskick som redan har gått behåller sina brev."),
        cancel=found.get_absolute_url(), breadcrumb=_trail(),
    )  # fmt: skip


def _trail() -> frame.Trail:
    return [*frame.trail(), {"label": _("Urval"), "url": reverse("knowledge:segments")}]
