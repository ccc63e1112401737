"""After a gathering: who came, their certificates, what they say, and what it led to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
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
from skyddsnat.knowledge.gatherings import actions, parts, results_parts
from skyddsnat.knowledge.gatherings.access import comments_for, participants_for
from skyddsnat.knowledge.gatherings.attendance import check_attendance, note_attendance
from skyddsnat.knowledge.gatherings.certificate import certificate
from skyddsnat.knowledge.gatherings.evaluating import results_of
from skyddsnat.knowledge.gatherings.forms import ResultsForm
from skyddsnat.knowledge.gatherings.rules import FEW
from skyddsnat.knowledge.gatherings.views.desk import the_gathering
from skyddsnat.knowledge.gatherings.views.frame import desk_trail, pdf


@requires(WRITE)
def attendance(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Tick those who came. Only what differs from what the page showed is changed."""
    found = the_gathering(request, pk)
    try:
        check_attendance(found, timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    people = participants_for(request.user).filter(registration__gathering=found)
    if request.method == "POST":
        ticked, shown = _numbers(request, "came"), _numbers(request, "was")
        there = set(people.values_list("pk", flat=True))
        done = "done" in request.POST
        note_attendance(
            gathering=found, came=(ticked - shown) & there, stayed_away=(shown - ticked) & there, done=done,
            by=request.user,
        )  # fmt: skip
        said = _("Närvaron är klar och förd in som underlag.") if done else _("Närvaron är sparad.")
        messages.success(request, said)
        return redirect(found) if done else redirect("knowledge:gathering-attendance", pk)
    context = {
        "gathering": found,
        "groups": parts.attendance_groups(people),
        "done": found.attendance_done_at is not None,
        "breadcrumb": desk_trail(found),
    }
    return render(request, "knowledge/gatherings/attendance.html", context)


def _numbers(request: AuthenticatedRequest, name: str) -> set[int]:
    return {int(value) for value in request.POST.getlist(name) if value.isdecimal()}


@requires(WRITE)
def staff_certificate(request: AuthenticatedRequest, pk: int, participant: int) -> HttpResponse:
    """The certificate of somebody who came."""
    found = the_gathering(request, pk)
    rows = participants_for(request.user).filter(registration__gathering=found)
    person = get_object_or_404(
        rows.select_related("registration__gathering__activity__assignment__authority"), pk=participant
    )
    try:
        return pdf(certificate(person), f"{_('intyg')}-{person.pk}")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)


@requires(READ)
def results(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """What those who came say, level by level, and what it led to."""
    found = the_gathering(request, pk)
    told = results_of(found)
    after = next((one.answers for one in told if one.moment == "after"), 0)
    context = {
        "gathering": found,
        "table": results_parts.results_table(told),
        "chart": results_parts.sure_chart(told),
        "comments": comments_for(request.user).filter(gathering=found) if after >= FEW else [],
        "few": FEW,
        "may_write": request.user.may(WRITE),
        "breadcrumb": desk_trail(found),
    }
    return render_lists(request, "knowledge/gatherings/results.html", context)


@requires(WRITE)
def write_results(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write what the gathering led to; the second of two writers is shown what the first one saved."""
    found = the_gathering(request, pk)
    form = ResultsForm(request.POST or None, initial={"text": found.results, "version": found.version})
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.write_results(
                gathering=found, version=version, text=form.cleaned_data["text"], by=request.user
            )
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Vad har träffen lett till?"), "value": conflict.current.results}]
            keep_form(form, request, conflict)
        else:
            messages.success(request, _("Texten är sparad."))
            return redirect("knowledge:gathering-results", pk)
    context = {
        "form": form,
        "heading": _("Vad har träffen lett till?"),
        "cancel_url": found.get_absolute_url(),
        "theirs": theirs,
        "breadcrumb": desk_trail(found),
    }
    return render(request, "knowledge/gatherings/form.html", context)
