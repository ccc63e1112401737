"""Who changed what in the plan, when and why; and taking back the latest change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.changes import UNDOABLE, check_undoable, undo_change
from skyddsnat.mandate.forms.plan import ChangeFilter, WhyForm
from skyddsnat.mandate.models import Activity, ActivityChange, Assignment
from skyddsnat.mandate.views.frame import in_language, own_words, page, posted, the_assignment, trail
from skyddsnat.mandate.views.plan_words import Names, field_rows, group_names, names_by
from skyddsnat.shared.dates import STOCKHOLM

PAGE = 50


@requires(access.READ)
def plan_changes(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """The history of the plan, the newest first; of one activity with `?activity=`."""
    assignment = the_assignment(request, slug)
    every = access.changes_for(request.user).filter(assignment=assignment)
    form = _filter(request, assignment, every)
    found = _narrowed(every, form)
    shown = Paginator(found.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    context = page(
        request,
        assignment,
        breadcrumb=_trail(assignment),
        form=form,
        page=shown,
        changes=_rows(request.user, assignment, list(shown)),
        narrowed=any(form.cleaned_data.get(name) for name in form.fields),
        listed=_listed(assignment, found.order_by("-pk")),
    )
    return render_lists(request, "mandate/plan_changes.html", context)


def _listed(assignment: Assignment, found: QuerySet[ActivityChange]) -> dict[str, Any]:
    """The same as a table, for the file: a row for each field that was changed."""

    def rows() -> Iterator[dict[str, Any]]:
        every, live = list(found), _live(assignment)
        names = names_of(assignment, every)
        for row in every:
            start = [row.at, row.by.name, _title(row, live)["value"], row.get_verb_display()]
            for field in _fields(row, names) or [{"label": "", "old": "", "new": ""}]:
                yield {"cells": [*start, field["label"], field["old"], field["new"], row.why]}

    labels = (_("När"), _("Vem"), _("Insats"), _("Ändring"), _("Vad"), _("Förut"), _("Nu"), _("Varför"))
    return {
        "caption": _("Ändringar"),
        "columns": [{"label": label} for label in labels],
        "rows": [],
        "every_row": rows,
    }


def _filter(
    request: AuthenticatedRequest, assignment: Assignment, every: QuerySet[ActivityChange]
) -> ChangeFilter:
    """The filter knows also those activities that have been taken away."""
    latest = every.order_by("activity_pk", "-pk").distinct("activity_pk")
    live = _live(assignment)
    titles = {str(row.activity_pk): (row.number, _title(row, live)) for row in latest}
    ordered = sorted(titles.items(), key=lambda pair: pair[1][0])
    people = access.changers_of(request.user, assignment)
    form = ChangeFilter(
        request.GET,
        activities=[(pk, title["value"]) for pk, (_number, title) in ordered],
        swedish=[pk for pk, (_number, title) in ordered if title["swedish"]],
        people=people,
    )
    form.is_valid()
    return form


def _narrowed(found: QuerySet[ActivityChange], form: ChangeFilter) -> QuerySet[ActivityChange]:
    chosen = form.cleaned_data
    if chosen.get("activity"):
        found = found.filter(activity_pk=int(chosen["activity"]))
    if chosen.get("person"):
        found = found.filter(by=chosen["person"])
    if chosen.get("since"):
        found = found.filter(at__gte=_midnight(chosen["since"]))
    if chosen.get("until"):
        found = found.filter(at__lt=_midnight(chosen["until"]) + datetime.timedelta(days=1))
    return found


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=STOCKHOLM)


def _rows(user: User, assignment: Assignment, changes: list[ActivityChange]) -> list[dict[str, Any]]:
    names, may_write = names_of(assignment, changes), access.may_write(user)
    live = _live(assignment)
    latest = access.latest_changes(user, [row.activity_pk for row in changes])
    return [
        {
            "change": row,
            "title": _title(row, live),
            "url": reverse("mandate:activity", args=[assignment.slug, live[row.activity_pk].number])
            if row.activity_pk in live
            else "",
            "fields": _fields(row, names),
            "why": own_words(row.why),
            "undo_url": reverse("mandate:plan-undo", args=[assignment.slug, row.pk])
            if may_write
            and row.verb in UNDOABLE
            and row.activity_pk in live
            and latest[row.activity_pk] == row.pk
            else "",
        }
        for row in changes
    ]


def _live(assignment: Assignment) -> dict[int, Activity]:
    return {activity.pk: activity for activity in assignment.activities.all()}


def _title(change: ActivityChange, live: dict[int, Activity]) -> dict[str, Any]:
    """Number and name as they were; in the page's language while the activity is still called so."""
    activity = live.get(change.activity_pk)
    same = activity is not None and activity.title == change.title
    title = in_language(activity, "title") if same else own_words(change.title)
    return {**title, "value": f"{change.number} {title['value']}"}


def _fields(change: ActivityChange, names: Names) -> list[dict[str, Any]]:
    """What a newly planned activity says stands on its page; of what was taken away the history says it all."""
    if change.verb == ActivityChange.ADDED:
        keep = ("responsible", "starts", "ends", "budget_ore")
        return field_rows({}, {name: change.new[name] for name in keep if name in change.new}, names)
    return field_rows(change.old, change.new, names)


def names_of(assignment: Assignment, changes: list[ActivityChange]) -> Names:
    """Names of what the changes speak of by id or code."""
    wanted = {side["responsible"] for row in changes for side in (row.old, row.new) if "responsible" in side}
    people = access.names_of_people(wanted)
    owed = {row.pk: str(row) for row in assignment.obligations.all()}
    return names_by({"responsible": people, "before": owed, "target_groups": group_names(assignment)})


@requires(access.WRITE)
def plan_undo(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then put back what the latest change of an activity replaced."""
    assignment = the_assignment(request, slug)
    change = get_object_or_404(access.changes_for(request.user), assignment=assignment, pk=pk)
    back = f"{reverse('mandate:plan-changes', args=[slug])}?activity={change.activity_pk}"
    try:
        check_undoable(change)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    form = WhyForm(posted(request), assignment=assignment)
    if form.is_valid():
        try:
            undo_change(change=change, by=request.user, why=form.cleaned_data["why"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ändringen är ångrad."))
        return redirect(back)
    context = page(
        request,
        assignment,
        form=form,
        change=change,
        title=own_words(f"{change.number} {change.title}"),
        fields=field_rows(change.new, change.old, names_of(assignment, [change])),
        breadcrumb=_trail(assignment),
        cancel_url=back,
    )
    return render(request, "mandate/plan_undo.html", context)


def _trail(assignment: Assignment) -> list[dict[str, Any]]:
    return [*trail(assignment), {"label": _("Plan"), "url": reverse("mandate:plan", args=[assignment.slug])}]
