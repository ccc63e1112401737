"""The dialogue of an assignment: its meetings, and how we stand with each actor."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.forms.meetings import DialogueFilter
from skyddsnat.mandate.models import Agreement, Assignment, Meeting
from skyddsnat.mandate.talks import Expected, expected_actors, groups_met, requirements_on_dialogue
from skyddsnat.mandate.views.frame import language, long_date, page, the_assignment, trail
from skyddsnat.mandate.views.meeting_parts import agreements_table, meetings_table
from skyddsnat.mandate.views.meetings import dialogue_trail
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

SHOWN = 200
NOTHING = "–"


@requires(access.READ)
def dialogue(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """All meetings, the latest first, narrowed by actor, sentence, period or open agreements."""
    assignment = the_assignment(request, slug)
    form = DialogueFilter(request.GET or None, assignment=assignment)
    found = _narrowed(access.meetings_for(request.user).filter(assignment=assignment), form)
    total = found.count()
    every = found.prefetch_related("participations__organisation__names", "agreements")
    caption = _("Möten")
    chosen = any(request.GET.get(name) for name in form.fields)
    empty = {
        "heading": _("Inga möten passar") if chosen else _("Inga möten än"),
        "text": _("Ändra valet ovan.")
        if chosen
        else _("Skriv in varje möte med dem som berörs, så kan rapporten visa vilka ni har talat med."),
        "icon": "dialogue",
    }
    silent = [row for row in expected_actors(assignment) if row.last is None]
    deals = access.agreements_for(request.user).filter(meeting__assignment=assignment, state=Agreement.OPEN)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment),
        table={
            **meetings_table(every[:SHOWN], caption=caption, empty=empty),
            "every_row": lambda: meetings_table(every, caption=caption, empty=empty)["rows"],
        },
        total=total,
        left_out=max(0, total - SHOWN),
        silent=silent,
        open=deals.count(),
        late=deals.filter(due__lt=today()).count(),
    )
    return render_lists(request, "mandate/dialogue.html", context)


def _narrowed(found: QuerySet[Meeting], form: DialogueFilter) -> QuerySet[Meeting]:
    if not form.is_bound or not form.is_valid():
        return found
    chosen = form.cleaned_data
    if chosen["actor"]:
        found = found.filter(organisations=chosen["actor"])
    if chosen["clause"]:
        clause = chosen["clause"]
        found = found.filter(Q(clauses=clause) | Q(activities__clauses=clause))
    if chosen["since"]:
        found = found.filter(day__gte=chosen["since"])
    if chosen["until"]:
        found = found.filter(day__lte=chosen["until"])
    if chosen["open"]:
        found = found.filter(agreements__state=Agreement.OPEN)
    return found.distinct()


@requires(access.READ)
def dialogue_actors(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """With whom we have talked, and whom the decision names or implies that we have not."""
    assignment = the_assignment(request, slug)
    context = page(
        request,
        assignment,
        breadcrumb=dialogue_trail(assignment),
        demands=requirements_on_dialogue(assignment),
        named=_named_table(assignment, expected_actors(assignment)),
        groups=_groups_table(assignment),
        met=_met_table(assignment),
    )
    return render_lists(request, "mandate/dialogue_actors.html", context)


@requires(access.READ)
def dialogue_actor(request: AuthenticatedRequest, slug: str, code: str) -> HttpResponseBase:
    """Everything with one organisation over time: meetings, and what was agreed."""
    assignment = the_assignment(request, slug)
    actor = get_object_or_404(organisations(), code=code)
    meetings = access.meetings_for(request.user).filter(assignment=assignment, organisations=actor)
    deals = access.agreements_for(request.user).filter(meeting__in=meetings)
    empty = {
        "heading": _("Ingen dialog inskriven"),
        "text": _("Vi har inte skrivit in något möte med organisationen i det här uppdraget."),
        "icon": "dialogue",
    }
    actors = {"label": _("Aktörerna"), "url": reverse("mandate:dialogue-actors", args=[slug])}
    context = page(
        request,
        assignment,
        actor=actor,
        breadcrumb=[*dialogue_trail(assignment), actors],
        table=meetings_table(
            meetings.prefetch_related("participations__organisation__names", "agreements"),
            caption=_("Möten"),
            empty=empty,
        ),
        agreements=agreements_table(
            deals, caption=_("Överenskommelser"), may_write=access.may_write(request.user)
        ),
    )
    return render_lists(request, "mandate/dialogue_actor.html", context)


def _silence() -> dict[str, Any]:
    """Nothing heard is said in grey; it is not a zero."""
    return {"value": "", "tag": {"text": _("Ingen dialog inskriven"), "tone": "neutral"}}


def _named_table(assignment: Assignment, rows: list[Expected]) -> dict[str, Any]:
    return {
        "caption": _("Aktörer som beslutet nämner"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Aktör")},
            {"label": _("Vad beslutet säger")},
            {"label": _("Senaste möte")},
            {"label": _("Möten"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("mandate:dialogue-actor", args=[assignment.slug, row.organisation.code]),
                "cells": [
                    str(row.organisation),
                    row.words,
                    long_date(row.last) if row.last else _silence(),
                    format_number(row.held) if row.last else NOTHING,
                ],
            }
            for row in rows
        ],
        "empty": {
            "heading": _("Beslutet nämner ingen vid namn"),
            "text": _("Det hindrar inte att dialog krävs. Se målgrupperna nedan."),
        },
    }


def _groups_table(assignment: Assignment) -> dict[str, Any]:
    rows = []
    for row in groups_met(assignment):
        told = format_number(row.met)
        if row.size:
            told = _("%(met)s av %(size)s i registret") % {"met": told, "size": format_number(row.size)}
        rows.append({"cells": [row.group.said, told if row.met else _silence()]})
    return {
        "caption": _("Målgrupperna"),
        "caption_hidden": True,
        "columns": [{"label": _("Målgrupp")}, {"label": _("Har haft dialog med")}],
        "rows": rows,
    }


def _met_table(assignment: Assignment) -> dict[str, Any]:
    """Everybody at a held meeting, those we met most lately first."""
    seats = (
        organisations()
        .filter(meetings__assignment=assignment, meetings__is_held=True)
        .order_by()
        .values_list("code", "name", "name_en", "meetings__pk", "meetings__day")
        .distinct()
    )
    found: dict[str, tuple[str, list[Any]]] = {}
    for code, name, name_en, _pk, day in seats:
        found.setdefault(code, (name_en or name if language() == "en" else name, []))[1].append(day)
    ordered = sorted(found.items(), key=lambda item: (max(item[1][1]), item[0]), reverse=True)
    return {
        "caption": _("Alla vi har haft möten med"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Aktör")}, {"label": _("Senaste möte")}, {"label": _("Möten"), "figures": True}
        ],
        "rows": [
            {
                "url": reverse("mandate:dialogue-actor", args=[assignment.slug, code]),
                "cells": [name, long_date(max(days)), format_number(len(days))],
            }
            for code, (name, days) in ordered
        ],
        "empty": {"heading": _("Inga möten än"), "text": _("Här visas alla ni har haft möten med.")},
    }  # fmt: skip
