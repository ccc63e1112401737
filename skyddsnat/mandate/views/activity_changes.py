"""Changing activities: the plan of one, and the days it begins and ends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import activities as actions
from skyddsnat.mandate.forms.activities import ActivityForm, DayForm, activity_initial
from skyddsnat.mandate.forms.plan import WhyForm
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.views.dependencies import unfinished
from skyddsnat.mandate.views.frame import page, posted, the_activity, the_assignment, trail, typed_on


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
        except ChangedMeanwhile as conflict:
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
