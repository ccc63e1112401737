"""Activities: the list, the page, the plan, and the days they begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate import access, rules
from skyddsnat.mandate.actions import activities as actions
from skyddsnat.mandate.chain import chain_for
from skyddsnat.mandate.forms.activities import ActivityForm, DayForm, activity_initial
from skyddsnat.mandate.forms.plan import ActivityFilter, WhyForm
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.mandate.overview import records_by_activity
from skyddsnat.mandate.views.activity_parts import (
    assessment_tasks,
    dialogue_facts,
    dialogue_table,
    facts,
    latest_evidence,
    timeline,
)
from skyddsnat.mandate.views.assessment_parts import follow_up_state
from skyddsnat.mandate.views.dependencies import linked, unfinished
from skyddsnat.mandate.views.frame import (
    assessment_tag,
    in_language,
    long_date,
    page,
    posted,
    state_tag,
    the_activity,
    the_assignment,
    trail,
    typed_on,
)
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_kr, format_number

SORTS = {
    "number": "number",
    "title": "title",
    "responsible": "responsible__name",
    "starts": "starts",
    "budget": "budget_ore",
}


@requires(access.READ)
def activities(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """All activities of an assignment, or those on one clause."""
    assignment = the_assignment(request, slug)
    found = access.activities_for(request.user).filter(assignment=assignment)
    clause = assignment.clauses.filter(number=request.GET.get("clause", "")).first()
    form = ActivityFilter(request.GET, assignment=assignment)
    form.is_valid()
    found = _narrowed(found, form.cleaned_data)
    wanted = request.GET.get("sort", "number")
    column = SORTS.get(wanted.removeprefix("-"), "number")
    found = found.order_by(f"-{column}" if wanted.startswith("-") else column, "number")
    table = activities_table(
        assignment, found, records_by_activity(assignment), sortable=True, caption=_("Insatser")
    )
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        table=table,
        clause=clause,
        form=form,
        narrowed=any(form.cleaned_data.get(name) for name in form.fields),
        keep={"sort": wanted} if "sort" in request.GET else {},
    )
    return render_lists(request, "mandate/activities.html", context)


def _narrowed(found: QuerySet[Activity], chosen: dict[str, Any]) -> QuerySet[Activity]:
    """Those that were asked for; what is late is decided as the plan does it."""
    if chosen.get("clause"):
        found = found.filter(clauses__number=chosen["clause"])
    if chosen.get("responsible"):
        found = found.filter(responsible=chosen["responsible"])
    state = chosen.get("state")
    if state == "late":
        return found.filter(
            Q(started_on=None, starts__lt=today())
            | Q(started_on__isnull=False, finished_on=None, ends__lt=today())
        )
    if state:
        return found.filter(started_on__isnull=state == "planned", finished_on__isnull=state != "finished")
    return found


def activities_table(
    assignment: Assignment,
    found: Iterable[Activity],
    records: dict[int, int],
    *,
    caption: str,
    sortable: bool = False,
) -> dict[str, Any]:
    """Activities with their state; `records` is activity id → rows of the ledger."""

    def column(label: str, sort: str = "", **more: Any) -> dict[str, Any]:
        return {"label": label, **({"sort": sort} if sortable and sort else {}), **more}

    evidence = reverse("mandate:evidence-list", args=[assignment.slug])
    rows = [
        {
            "url": reverse("mandate:activity", args=[assignment.slug, activity.number]),
            "cells": [
                in_language(activity, "title", note=str(activity.number)),
                activity.responsible.name,
                long_date(activity.starts),
                {"value": "", "tag": state_tag(activity)},
                {"value": "", "tag": assessment_tag(activity)},
                format_kr(activity.budget_ore),
                {
                    "value": format_number(records.get(activity.pk, 0)),
                    "url": f"{evidence}?activity={activity.number}" if activity.pk in records else "",
                },
            ],
        }
        for activity in found
    ]
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": [
            column(_("Insats"), "title", notes=_("Nummer")),
            column(_("Ansvarig"), "responsible"),
            column(_("Börjar"), "starts"),
            column(_("Läge")),
            column(_("Barnets bästa")),
            column(_("Budget"), "budget", figures=True),
            column(_("Underlag"), figures=True),
        ],
        "rows": rows,
        "empty": {
            "heading": _("Inga insatser än"),
            "text": _(
                "En insats är något ni gör för att genomföra beslutet. Börja med en för varje deluppdrag."
            ),
        },
    }


@requires(access.READ)
def activity(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponseBase:
    """One activity: its plan, talks, assessment, evidence and history."""
    found = the_activity(request, slug, number)
    assignment = found.assignment
    may_write = access.may_write(request.user)
    now = actions.state(found)
    context = page(
        request,
        assignment,
        activity=found,
        breadcrumb=[*trail(assignment), trail(assignment, found)[2]],
        chain=chain_for(found),
        facts=facts(found, may_write=may_write),
        dialogues=dialogue_table(found),
        dialogue_facts=dialogue_facts(found, access.agreements_for(request.user)),
        follow_up=follow_up_state(found.assessment),
        tasks=assessment_tasks(found),
        assessment_tag=assessment_tag(found),
        state_tag=state_tag(found),
        evidence=latest_evidence(access.evidence_for(request.user), found),
        events=timeline(found),
        **linked(found, may_write=may_write),
        may_decide=access.may_decide(request.user),
        can_start=may_write and now is rules.State.PLANNED and found.cleared,
        can_finish=may_write and now is rules.State.STARTED,
        can_reopen=may_write and now is rules.State.FINISHED,
    )
    return render_lists(request, "mandate/activity.html", context)


@requires(access.WRITE)
def activity_new(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Plan a new activity; `?clause=` chooses the sentence it carries out."""
    assignment = the_assignment(request, slug)
    asked = list(assignment.clauses.filter(number=request.GET.get("clause", "")))
    initial = {"clauses": asked, "responsible": request.user}
    form = ActivityForm(posted(request), assignment=assignment, initial=initial)
    if form.is_valid():
        try:
            made = actions.add_activity(assignment=assignment, by=request.user, why=form.why, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Insatsen är tillagd. Gör nu prövningen av barnets bästa."))
            return redirect("mandate:activity", slug, made.number)
    back = reverse("mandate:activities", args=[slug])
    context = page(request, assignment, form=form, breadcrumb=trail(assignment), cancel_url=back)
    return render(request, "mandate/activity_form.html", context)


@requires(access.WRITE)
def activity_change(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Change the plan. When somebody else has saved meanwhile, both versions are shown and nothing is overwritten."""
    found = the_activity(request, slug, number)
    assignment = found.assignment
    form = ActivityForm(
        posted(request), assignment=assignment, activity=found, initial=activity_initial(found)
    )
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_activity(
                activity=found, version=version, by=request.user, why=form.why, **form.values()
            )
        except actions.ChangedMeanwhile as conflict:
            theirs = _differences(form, conflict.current)
            if not theirs:  # it is saved as it was typed here: pressed twice
                return redirect("mandate:activity", slug, number)
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Insatsen är ändrad."))
            return redirect("mandate:activity", slug, number)
    back = reverse("mandate:activity", args=[slug, number])
    context = page(
        request,
        assignment,
        form=form,
        activity=found,
        theirs=theirs,
        breadcrumb=trail(assignment, found),
        cancel_url=back,
    )
    return render(request, "mandate/activity_form.html", context)


def _differences(form: ActivityForm, current: Activity) -> list[dict[str, Any]]:
    """What the other one saved, where it is not what was typed here."""
    saved, rows = activity_initial(current), []
    for name, typed in form.values().items():
        value = saved[name]
        mine = list(typed) if isinstance(value, list) else typed
        if mine != value:
            shown = form.fields[name].prepare_value(value)
            if isinstance(value, list):
                shown = ", ".join(str(row) for row in value)
            elif name == "responsible":
                shown = value.name
            rows.append({"label": form.fields[name].label, "value": shown, "swedish": True})
    return rows


@requires(access.WRITE)
def activity_delete(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Ask first, then take the activity away."""
    found = the_activity(request, slug, number)
    back = reverse("mandate:activity", args=[slug, number])
    form = WhyForm(posted(request), assignment=found.assignment)
    if form.is_valid():
        try:
            actions.delete_activity(activity=found, by=request.user, why=form.cleaned_data["why"])
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, _("Insatsen är borttagen."))
        return redirect("mandate:activities", slug)
    context = page(
        request,
        found.assignment,
        activity=found,
        form=form,
        breadcrumb=trail(found.assignment, found),
        cancel_url=back,
    )
    return render(request, "mandate/activity_delete.html", context)


@requires(access.WRITE)
def activity_start(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Ask which day the activity began."""
    return _dated(request, slug, number, finishing=False)


@requires(access.WRITE)
def activity_finish(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Ask which day the activity ended."""
    return _dated(request, slug, number, finishing=True)


def _dated(request: AuthenticatedRequest, slug: str, number: int, *, finishing: bool) -> HttpResponse:
    found = the_activity(request, slug, number)
    label = _("Vilken dag slutade insatsen?") if finishing else _("Vilken dag började insatsen?")
    form = DayForm(posted(request), label=label)
    if form.is_valid():
        act = actions.finish_activity if finishing else actions.start_activity
        try:
            act(activity=found, on=form.cleaned_data["on"], by=request.user)
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, _("Insatsen är avslutad.") if finishing else _("Insatsen har börjat."))
            return redirect("mandate:activity", slug, number)
    back = reverse("mandate:activity", args=[slug, number])
    submit = _("Avsluta insatsen") if finishing else _("Starta insatsen")
    context = page(
        request,
        found.assignment,
        form=form,
        heading=label,
        submit=submit,
        breadcrumb=trail(found.assignment, found),
        cancel_url=back,
        unfinished=[] if finishing else unfinished(found),
    )
    return render(request, "mandate/question.html", context)


@requires(access.WRITE)
def activity_reopen(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Take back the closing of an activity."""
    found = the_activity(request, slug, number)
    if request.method == "POST":
        try:
            actions.reopen_activity(activity=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Insatsen är öppen igen."))
    return redirect("mandate:activity", slug, number)
