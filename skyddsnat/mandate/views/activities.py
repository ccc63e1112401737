"""Activities: the list, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate import access, rules
from skyddsnat.mandate.actions import activities as actions
from skyddsnat.mandate.chain import chain_for
from skyddsnat.mandate.forms.plan import ActivityFilter
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
from skyddsnat.mandate.views.dependencies import linked
from skyddsnat.mandate.views.frame import (
    assessment_tag,
    format_kr,
    in_language,
    long_date,
    page,
    state_tag,
    the_activity,
    the_assignment,
    trail,
)
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

PER_PAGE = 50
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
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    records = records_by_activity(assignment)
    table = activities_table(assignment, shown, records, sortable=True, caption=_("Insatser"))
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        page=shown,
        total=shown.paginator.count,
        table=table
        | {"every_row": lambda: (_row(assignment, one, records) for one in found.iterator(chunk_size=2_000))},
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
        "rows": [_row(assignment, activity, records) for activity in found],
        "empty": {
            "heading": _("Inga insatser än"),
            "text": _(
                "En insats är något ni gör för att genomföra beslutet. Börja med en för varje deluppdrag."
            ),
        },
    }


def _row(assignment: Assignment, activity: Activity, records: dict[int, int]) -> dict[str, Any]:
    proof = reverse("mandate:evidence-list", args=[assignment.slug])
    return {
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
                "url": f"{proof}?activity={activity.number}" if activity.pk in records else "",
            },
        ],
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
