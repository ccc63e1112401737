"""From the decision's page: what a sentence is, and which activities carry it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.sentences import (
    choose_activities,
    handle_sentence,
    require_sentence,
    unhandle_sentence,
    unrequire_sentence,
)
from skyddsnat.mandate.forms.sentences import REQUIREMENT, ClauseActivitiesForm, SentenceForm
from skyddsnat.mandate.models import Activity, Assignment, Clause
from skyddsnat.mandate.placing import line_at
from skyddsnat.mandate.views.frame import page, posted, the_assignment, trail
from skyddsnat.mandate.views.undoing import offer_undo


@requires(access.WRITE)
def sentence(request: AuthenticatedRequest, slug: str, start: int) -> HttpResponse:
    """Say what a sentence is that nobody has tied to anything, or take back what somebody said."""
    assignment = the_assignment(request, slug)
    line = line_at(assignment.text, start)
    if line is None:
        raise Http404
    back = _text_url(assignment, f"m-{start}")
    handled = assignment.handled.filter(span_start__lt=line.end, span_end__gt=line.start).first()
    form = SentenceForm(posted(request), assignment=assignment)
    if form.is_valid():
        try:
            _say(request, assignment, start, form.cleaned_data)
        except Refused as refusal:
            form.add_error("what", str(refusal))
        else:
            return redirect(back)
    context = page(
        request, assignment, breadcrumb=_trail(assignment), form=form, line=line, handled=handled, cancel_url=back,
        undo_url=reverse("mandate:sentence-undo", args=[slug, start]),
    )  # fmt: skip
    return render(request, "mandate/sentence.html", context)


def _say(request: AuthenticatedRequest, assignment: Assignment, start: int, said: dict[str, Any]) -> None:
    undo = reverse("mandate:sentence-undo", args=[assignment.slug, start])
    if said["what"] == REQUIREMENT:
        made = require_sentence(assignment=assignment, start=start, clause=said["clause"], by=request.user)
        messages.success(request, _("Meningen är nu ett krav."))
        offer_undo(request, _("Meningen är nu ett krav."), undo, requirement=made.pk)
        return
    handle_sentence(
        assignment=assignment, start=start, handling=said["what"], why=said["why"].strip(), by=request.user
    )
    messages.success(request, _("Nu står det vad meningen är."))
    offer_undo(request, _("Nu står det vad meningen är."), undo)


@requires(access.WRITE)
def sentence_undo(request: AuthenticatedRequest, slug: str, start: int) -> HttpResponse:
    """Take back what was said of a sentence."""
    assignment = the_assignment(request, slug)
    back = _text_url(assignment, f"m-{start}")
    if request.method != "POST":
        return redirect(back)
    wanted = request.POST.get("requirement", "")
    try:
        if wanted.isdecimal():
            for requirement in assignment.requirements.filter(pk=wanted, span_start=start):
                unrequire_sentence(requirement=requirement, by=request.user)
        else:
            line = line_at(assignment.text, start)
            handled = assignment.handled.filter(
                span_start__lt=line.end if line else 0, span_end__gt=line.start if line else 0
            )
            for row in handled:
                unhandle_sentence(handled=row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Det är ångrat. Ingen har sagt vad meningen är."))
    return redirect(back)


@requires(access.WRITE)
def clause_activities(request: AuthenticatedRequest, slug: str, number: str) -> HttpResponse:
    """Choose among the plan's activities those that carry out a clause."""
    clause = get_object_or_404(access.clauses_for(request.user), assignment__slug=slug, number=number)
    assignment = the_assignment(request, slug)
    now = list(clause.activities.order_by("number"))
    initial = {"activities": now, "seen": _ids(now)}
    form = ClauseActivitiesForm(posted(request), initial=initial, clause=clause)
    changed: list[Activity] = []
    if form.is_valid():
        data = form.cleaned_data
        try:
            _choose(request, clause, list(data["activities"]), data["seen"], now)
        except ChangedMeanwhile as clash:
            changed = clash.current
            typed = request.POST.copy()
            typed["seen"] = _ids(changed)
            form = ClauseActivitiesForm(typed, clause=clause)
        else:
            return redirect(_text_url(assignment, _anchor(clause)))
    context = page(
        request, assignment, breadcrumb=_trail(assignment), clause=clause, form=form, changed=changed,
        any_activities=assignment.activities.exists(), cancel_url=_text_url(assignment, _anchor(clause)),
        new_url=f"{reverse('mandate:activity-new', args=[slug])}?clause={number}",
    )  # fmt: skip
    return render(request, "mandate/clause_activities.html", context)


def _choose(
    request: AuthenticatedRequest, clause: Clause, chosen: list[Activity], seen: list[int], before: list[Activity]
) -> None:  # fmt: skip
    added, removed = choose_activities(clause=clause, activities=chosen, seen=seen, by=request.user)
    if not added and not removed:
        messages.info(request, _("Inget ändrades: samma insatser var redan valda."))
        return
    words = _("Insatserna för %(number)s är sparade: %(added)d kom till, %(removed)d togs bort.") % {
        "number": clause.number, "added": added, "removed": removed,
    }  # fmt: skip
    messages.success(request, words)
    url = reverse("mandate:clause-activities-undo", args=[clause.assignment.slug, clause.number])
    offer_undo(request, words, url, before=_ids(before), seen=_ids(chosen))


@requires(access.WRITE)
def clause_activities_undo(request: AuthenticatedRequest, slug: str, number: str) -> HttpResponse:
    """Put back the activities that a clause had before."""
    clause = get_object_or_404(access.clauses_for(request.user), assignment__slug=slug, number=number)
    back = _text_url(clause.assignment, _anchor(clause))
    if request.method != "POST":
        return redirect(back)
    before = _numbers(request.POST.get("before", ""))
    activities = access.activities_for(request.user).filter(assignment=clause.assignment, pk__in=before)
    try:
        choose_activities(
            clause=clause, activities=activities, seen=_numbers(request.POST.get("seen", "")), by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Det är ångrat. Samma insatser som förut genomför meningen."))
    return redirect(back)


def _numbers(typed: str) -> list[int]:
    return [int(pk) for pk in typed.split(",") if pk.isdecimal() and len(pk) < 19]


def _ids(activities: list[Activity]) -> str:
    return ",".join(str(activity.pk) for activity in activities)


def _anchor(clause: Clause) -> str:
    """The row of the page where the clause stands."""
    return f"order-{clause.pk}"


def _text_url(assignment: Assignment, anchor: str) -> str:
    return f"{reverse('mandate:assignment-text', args=[assignment.slug])}#{anchor}"


def _trail(assignment: Assignment) -> list[dict[str, Any]]:
    url = reverse("mandate:assignment-text", args=[assignment.slug])
    return [*trail(assignment), {"label": _("Texten"), "url": url}]
