"""The list of assignments, the decision's page, its registration number and its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.assignments import attach_text, set_dnr
from skyddsnat.mandate.chain import chain_for, obligation_url
from skyddsnat.mandate.findings import CONDITIONS
from skyddsnat.mandate.forms.assignments import DecisionFileForm, DnrForm
from skyddsnat.mandate.models import Assignment, HandledSentence
from skyddsnat.mandate.overview import Followed, Overview, Owed, overview
from skyddsnat.mandate.succession import FOLLOWED, ours_by_dnr
from skyddsnat.mandate.views.assignment_loose import loose_ends
from skyddsnat.mandate.views.assignment_rows import assignments_table
from skyddsnat.mandate.views.frame import (
    format_kr,
    in_language,
    language,
    long_date,
    own_words,
    page,
    posted,
    swedish_day,
    the_assignment,
    trail,
)
from skyddsnat.mandate.views.reading_amending import amendment_rows
from skyddsnat.mandate.views.relations import line_shown
from skyddsnat.mandate.views.text_rows import related_link
from skyddsnat.mandate.views.undoing import undo_offered
from skyddsnat.shared.money import format_number


@requires(access.READ)
def assignments(request: AuthenticatedRequest) -> HttpResponseBase:
    """All assignments side by side, those under way first, and those being read in."""
    context = {
        "table": assignments_table(request.user),
        "readings": _unfinished(request),
        "may_write": access.may_write(request.user),
    }
    return render_lists(request, "mandate/assignments.html", context)


def _unfinished(request: AuthenticatedRequest) -> list[dict[str, Any]]:
    found = access.readings_for(request.user).filter(assignment__isnull=True, amended__isnull=True)
    return [
        {
            "label": reading.file_name,
            "url": reading.get_absolute_url(),
            "hint": _("Inläst %(day)s") % {"day": long_date(swedish_day(reading.uploaded_at))},
            "status": _("Väntar på bekräftelse"),
            "tone": "info",
        }
        for reading in found
    ]


@requires(access.READ)
def assignment(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """What the decision orders, and what has come of it."""
    found = the_assignment(request, slug)
    seen = overview(found)
    context = page(
        request,
        found,
        breadcrumb=trail(),
        chain=chain_for(found),
        facts=_facts(found, may_write=access.may_write(request.user)),
        clauses=_clauses_table(found, seen.clauses),
        obligations=_obligations_table(found, seen.owed),
        orphans=loose_ends(found, seen.orphans, may_write=access.may_write(request.user)),
        conditions=[
            {"label": CONDITIONS.get(row.kind, row.kind), **in_language(row, "wording")}
            for row in found.conditions.all()
        ],
        requirements=[in_language(row, "wording") for row in found.requirements.filter(clause__isnull=True)],
        aims=[{"label": row.letter, **in_language(row, "wording")} for row in found.aims.all()],
        groups=[in_language(row, "wording") for row in found.target_groups.all()],
        handled=_handled_table(found),
        related=_related(request, found),
        line=line_shown(request.user, found),
        undo=undo_offered(request),
        tiles=_tiles(found, seen),
        amendments=amendment_rows(found, may_write=access.may_write(request.user)),
    )
    return render_lists(request, "mandate/assignment.html", context)


def _related(request: AuthenticatedRequest, assignment: Assignment) -> list[dict[str, Any]]:
    """Other decisions that this one names, apart from those in the line before and after it."""
    ours = ours_by_dnr(access.assignments_for(request.user))
    rows = access.related_for(request.user).filter(assignment=assignment).exclude(relation__in=FOLLOWED)
    shown = [related_link(row, ours) for row in rows]
    return [{"label": row["label"], **row["what"], "url": row["url"], "change": _("Visa")} for row in shown]


def _facts(assignment: Assignment, *, may_write: bool) -> list[dict[str, Any]]:
    dnr_url = reverse("mandate:assignment-dnr", args=[assignment.slug]) if may_write else ""
    return [
        {"label": _("Diarienummer"), "value": assignment.dnr, "missing": True, "url": dnr_url},
        {"label": _("Myndighet"), "value": _then(assignment, assignment.authority)},
        {"label": _("Beslutat"), "value": long_date(assignment.decided_on)},
        {"label": _("Högsta belopp"), "value": f"{format_kr(assignment.ceiling_ore)} ({assignment.year})"},
        {
            "label": _("Betalas ut av"),
            "value": _then(assignment, assignment.payer) if assignment.payer else "",
        },
        {"label": _("Utgiftsområde"), **own_words(assignment.expenditure_area)},
        {"label": _("Anslag"), **own_words(assignment.appropriation)},
        {"label": _("Anslagspost"), **own_words(assignment.appropriation_item)},
    ]


def _then(assignment: Assignment, organisation: Any) -> str:
    """What the organisation was called on the day of the decision."""
    day = assignment.decided_on
    return (organisation.name_on(day, language()) if day else None) or str(organisation)


def _clauses_table(assignment: Assignment, clauses: list[Followed]) -> dict[str, Any]:
    def row(followed: Followed) -> dict[str, Any]:
        clause = followed.clause
        evidence = f"{reverse('mandate:evidence-list', args=[assignment.slug])}?clause={clause.number}"
        planned = f"{reverse('mandate:activities', args=[assignment.slug])}?clause={clause.number}"
        heading = in_language(clause, "heading")
        title = {**heading, "value": f"{clause.number} {heading['value']}"}
        count = len(followed.activities)
        return {
            "url": reverse("mandate:clause", args=[assignment.slug, clause.number]),
            "cells": [
                {**title, "note": "" if clause.kind == clause.TASK else _("Princip för hela uppdraget")},
                {"value": format_number(count), "url": planned}
                if count
                else _lacking(clause.kind == clause.TASK),
                format_number(followed.done),
                {"value": format_number(followed.records), "url": evidence} if followed.records else "0",
            ],
        }

    return {
        "caption": _("Meningar i beslutet"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Mening")},
            {"label": _("Insatser"), "figures": True},
            {"label": _("Avslutade"), "figures": True},
            {"label": _("Underlag"), "figures": True},
        ],
        "rows": [row(followed) for followed in clauses],
        "empty": {"heading": _("Inga meningar"), "text": _("Beslutet har inga bekräftade deluppdrag.")},
    }


def _lacking(wanted: bool) -> dict[str, Any]:
    return {"value": "", "tag": {"text": _("Saknas"), "tone": "warning"}} if wanted else {"value": "0"}


def _obligations_table(assignment: Assignment, owed: list[Owed]) -> dict[str, Any]:
    def row(each: Owed) -> dict[str, Any]:
        obligation, document = each.obligation, each.fulfilment
        recipient = obligation.recipient
        return {
            "url": obligation_url(assignment, obligation),
            "tone": "danger" if each.state.code == "late" else "",
            "cells": [
                in_language(obligation, "what"),
                _then(assignment, recipient) if recipient else "",
                long_date(obligation.due),
                {"value": "", "tag": {"text": each.state.text, "tone": each.state.tone}},
                {"value": document.label, "url": document.url} if document else "",
            ],
        }

    return {
        "caption": _("Skyldigheter"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Vad")},
            {"label": _("Till")},
            {"label": _("Senast")},
            {"label": _("Läge")},
            {"label": _("Handling")},
        ],
        "rows": [row(each) for each in owed],
        "empty": {
            "heading": _("Inga skyldigheter"),
            "text": _("Beslutet säger inte att något ska lämnas in."),
        },
    }


def _handled_table(assignment: Assignment) -> dict[str, Any]:
    """The sentences that somebody read and put aside: where each stands, what it is, and why."""

    def place(row: HandledSentence) -> dict[str, Any]:
        if row.span_start is not None and assignment.text:
            return own_words(" ".join(assignment.text[row.span_start : row.span_end].split()))
        return {"value": _("Tecken %(start)s–%(end)s") % {"start": row.span_start, "end": row.span_end}}

    return {
        "caption": _("Meningar som inte ålägger oss något"),
        "caption_hidden": True,
        "columns": [{"label": _("Plats i beslutet")}, {"label": _("Vad den är")}, {"label": _("Varför")}],
        "rows": [
            {"cells": [place(row), row.get_handling_display(), in_language(row, "why")]}
            for row in assignment.handled.all()
        ],
    }


def _tiles(assignment: Assignment, seen: Overview) -> list[dict[str, Any]]:
    late = sum(row.state.code == "late" for row in seen.owed)
    begun = sum(activity.started_on is not None for activity in seen.activities)
    return [
        {
            "label": _("Insatser"),
            "value": format_number(len(seen.activities)),
            "note": _("%(begun)d har börjat") % {"begun": begun},
            "url": reverse("mandate:activities", args=[assignment.slug]),
        },
        {
            "label": _("Underlag"),
            "value": format_number(sum(seen.records.values())),
            "note": _("rader i liggaren"),
            "url": reverse("mandate:evidence-list", args=[assignment.slug]),
        },
        {
            "label": _("Försenat"),
            "value": format_number(late),
            "note": _("skyldigheter"),
            "url": "#skyldigheter",
            "tone": "danger" if late else "",
        },
    ]


@requires(access.WRITE)
def assignment_dnr(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Enter or correct the decision's registration number."""
    found = the_assignment(request, slug)
    form = DnrForm(posted(request), initial={"dnr": found.dnr})
    if form.is_valid():
        set_dnr(assignment=found, dnr=form.cleaned_data["dnr"], by=request.user)
        messages.success(request, _("Diarienumret är sparat."))
        return redirect(found)
    context = page(request, found, form=form, breadcrumb=trail(found), cancel_url=found.get_absolute_url())
    return render(request, "mandate/assignment_dnr.html", context)


@requires(access.WRITE)
def assignment_file(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Add the decision's own file, so that every clause shows the sentence it came from."""
    found = the_assignment(request, slug)
    form = DecisionFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            attach_text(assignment=found, content=chosen.read(), name=chosen.name, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Beslutets text är tillagd."))
            return redirect("mandate:assignment-text", slug)
    back = reverse("mandate:assignment-text", args=[slug])
    context = page(request, found, form=form, breadcrumb=trail(found), cancel_url=back)
    return render(request, "mandate/assignment_file.html", context)
