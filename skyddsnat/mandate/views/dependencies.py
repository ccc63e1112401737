"""What an activity waits for, and what it must be done before: shown, added and taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import dependencies as actions
from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.forms.plan import DependencyForm, WhyForm
from skyddsnat.mandate.models import Activity, Obligation
from skyddsnat.mandate.plan.schedule import rows_of
from skyddsnat.mandate.views.frame import in_language, language, long_date, page, posted, the_activity, trail
from skyddsnat.mandate.views.plan_parts import warnings_of
from skyddsnat.shared.dates import format_period


def linked(activity: Activity, *, may_write: bool) -> dict[str, Any]:
    """The links of an activity as a table, and the warnings about them, for its page."""
    row = rows_of([activity])[0]
    slug = activity.assignment.slug

    def removal(kind: str, pk: int) -> list[Any]:
        url = reverse("mandate:dependency-remove", args=[slug, activity.number, kind, pk])
        return [{"value": _("Ta bort"), "url": url}] if may_write else []

    rows = [_activity_row(_("Väntar på"), after, removal("insats", after.pk)) for after in row.waits]
    awaited = activity.awaited_by.select_related("activity__assignment").order_by("activity__number")
    none = [""] if may_write else []
    rows += [_activity_row(_("Väntas på av"), link.activity, none) for link in awaited]
    rows += [
        {
            "cells": [
                _("Ska vara klar före"),
                in_language(obligation, "what", url=obligation_url(activity.assignment, obligation)),
                long_date(obligation.due),
                *removal("skyldighet", obligation.pk),
            ]
        }
        for obligation in row.before
    ]
    columns = [{"label": _("Koppling")}, {"label": _("Till")}, {"label": _("Tid")}]
    return {
        "links": {
            "caption": _("Kopplingar"),
            "caption_hidden": True,
            "columns": [*columns, {"label": _("Åtgärd"), "aside": True}] if may_write else columns,
            "rows": rows,
            "empty": {
                "heading": _("Inga kopplingar"),
                "text": _(
                    "Säg vad som måste bli klart först, så syns det i planen när datumen inte går ihop."
                ),
            },
        },
        "warnings": warnings_of(activity.assignment, [row], may_write=may_write),
    }


def unfinished(activity: Activity) -> list[str]:
    """What an activity waits for that is not done, for the page where it is started: warned of, not refused."""
    return [
        _("Insats %(number)s är inte klar. Den ska sluta %(day)s.")
        % {"number": after.number, "day": long_date(after.ends)}
        for after in rows_of([activity])[0].waits
        if after.finished_on is None
    ]


def _activity_row(kind: str, other: Activity, end: list[Any]) -> dict[str, Any]:
    url = reverse("mandate:activity", args=[other.assignment.slug, other.number])
    title = in_language(other, "title", url=url, note=str(other.number))
    return {"cells": [kind, title, format_period(other.starts, other.ends, language()), *end]}


@requires(access.WRITE)
def dependency_new(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Say what the activity waits for, or what it must be done before."""
    activity = the_activity(request, slug, number)
    form = DependencyForm(posted(request), activity=activity)
    back = f"{reverse('mandate:activity', args=[slug, number])}#kopplingar"
    if form.is_valid():
        try:
            actions.add_links(
                activity=activity,
                after=form.cleaned_data["after"],
                obligation=form.cleaned_data["before"],
                why=form.cleaned_data["why"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("after", str(refusal))
        else:
            messages.success(request, _("Kopplingen är tillagd."))
            return redirect(back)
    context = page(
        request,
        activity.assignment,
        form=form,
        activity=activity,
        heading=_("Lägg till en koppling"),
        submit=_("Lägg till kopplingen"),
        breadcrumb=trail(activity.assignment, activity),
        cancel_url=back,
    )
    return render(request, "mandate/dependency_form.html", context)


@requires(access.WRITE)
def dependency_remove(
    request: AuthenticatedRequest, slug: str, number: int, kind: str, pk: int
) -> HttpResponse:
    """Ask first, then take a link away; it can be put back from the history."""
    activity = the_activity(request, slug, number)
    other: Activity | Obligation
    if kind == "insats":
        other = get_object_or_404(access.activities_for(request.user), awaited_by__activity=activity, pk=pk)
    else:
        other = get_object_or_404(access.obligations_for(request.user), awaits__activity=activity, pk=pk)
    back = f"{reverse('mandate:activity', args=[slug, number])}#kopplingar"
    form = WhyForm(posted(request), assignment=activity.assignment)
    if form.is_valid():
        try:
            _remove(activity, other, form.cleaned_data["why"], request)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kopplingen är borttagen. Den går att ångra på sidan Ändringar."))
        return redirect(back)
    name = "title" if isinstance(other, Activity) else "what"
    context = page(
        request,
        activity.assignment,
        form=form,
        activity=activity,
        other=in_language(other, name),
        breadcrumb=trail(activity.assignment, activity),
        cancel_url=back,
    )
    return render(request, "mandate/dependency_remove.html", context)


def _remove(
    activity: Activity, other: Activity | Obligation, why: str, request: AuthenticatedRequest
) -> None:
    if isinstance(other, Activity):
        actions.remove_dependency(activity=activity, after=other, by=request.user, why=why)
    else:
        actions.remove_deadline(activity=activity, obligation=other, by=request.user, why=why)
