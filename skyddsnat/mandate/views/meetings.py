"""Meetings: one meeting's page, and what is written on it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import meetings as actions
from skyddsnat.mandate.forms.meetings import (
    MeetingForm,
    NotedDayForm,
    PartiesForm,
    meeting_initial,
    parties_in,
    parties_initial,
)
from skyddsnat.mandate.models import Assignment, Meeting
from skyddsnat.mandate.views.frame import page, posted, the_assignment, trail, typed_on
from skyddsnat.mandate.views.meeting_parts import (
    agreements_table,
    meeting_facts,
    meeting_tag,
    parties_table,
    proof_of,
    saved_meanwhile,
)
from skyddsnat.shared.dates import today


@requires(access.READ)
def meeting(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponseBase:
    """One meeting: who was there, what was said and agreed, what the ledger says of it."""
    found = the_meeting(request, slug, pk)
    may_write = access.may_write(request.user)
    deals = access.agreements_for(request.user).filter(meeting=found)
    context = page(
        request,
        found.assignment,
        meeting=found,
        breadcrumb=dialogue_trail(found.assignment),
        tag=meeting_tag(found),
        facts=meeting_facts(found),
        parties=parties_table(found),
        agreements=agreements_table(deals, caption=_("Överenskommelser"), may_write=may_write, meeting=False),
        proof=proof_of(found),
        has_passed=found.day <= today(),
    )
    return render_lists(request, "mandate/meeting.html", context)


@requires(access.WRITE)
def meeting_new(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Note a meeting; `?activity=` and `?clause=` choose what it is about."""
    assignment = the_assignment(request, slug)
    initial = {
        "activities": list(assignment.activities.filter(number__in=_numbers(request))),
        "clauses": list(assignment.clauses.filter(number=request.GET.get("clause", ""))),
        "colleagues": [request.user],
        "is_held": "yes", "in_ledger": True, "once": uuid.uuid4(),
    }  # fmt: skip
    form = MeetingForm(posted(request), assignment=assignment, initial=initial)
    parties = PartiesForm(_rows(request), prefix="parties")
    if _wants_to_save(request) and form.is_valid() & parties.is_valid():
        try:
            made = actions.add_meeting(
                assignment=assignment, parties=parties_in(parties), by=request.user,
                once=form.cleaned_data["once"], **form.values(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mötet är inskrivet."))
            return redirect(made.get_absolute_url())
    return _form(request, assignment, form, parties, reverse("mandate:dialogue", args=[slug]))


@requires(access.WRITE)
def meeting_change(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Change a meeting. When somebody else has saved meanwhile, both versions are shown and nothing is overwritten."""
    found = the_meeting(request, slug, pk)
    form = MeetingForm(posted(request), assignment=found.assignment, initial=meeting_initial(found))
    parties = PartiesForm(_rows(request), prefix="parties", initial=parties_initial(found))
    theirs: list[dict[str, Any]] = []
    if _wants_to_save(request) and form.is_valid() & parties.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_meeting(
                meeting=found, version=version, by=request.user, parties=parties_in(parties), **form.values()
            )
        except ChangedMeanwhile as conflict:
            theirs = saved_meanwhile(form, parties, conflict.current)
            if not theirs:  # it is saved as it was typed here: pressed twice
                return redirect(found.get_absolute_url())
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mötet är ändrat."))
            return redirect(found.get_absolute_url())
    return _form(request, found.assignment, form, parties, found.get_absolute_url(), theirs, found)


@requires(access.WRITE)
def meeting_remove(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then take a meeting away and its evidence back."""
    found = the_meeting(request, slug, pk)
    if request.method == "POST":
        try:
            actions.remove_meeting(meeting=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found.get_absolute_url())
        messages.success(request, _("Mötet är borttaget."))
        return redirect("mandate:dialogue", slug)
    context = page(
        request, found.assignment, meeting=found, proof=proof_of(found),
        breadcrumb=dialogue_trail(found.assignment, found), cancel_url=found.get_absolute_url(),
    )  # fmt: skip
    return render(request, "mandate/meeting_remove.html", context)


@requires(access.WRITE)
def meeting_record(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Let a held meeting count as evidence."""
    found = the_meeting(request, slug, pk)
    if request.method == "POST":
        try:
            actions.record_meeting(meeting=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Mötet är underlag nu."))
    return redirect(found.get_absolute_url())


@requires(access.WRITE)
def meeting_follow_up(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Write what became of a meeting."""
    found = the_meeting(request, slug, pk)
    label = _("Vad visade uppföljningen?")
    initial = {"note": found.follow_up_note, "version": found.version}
    form = NotedDayForm(posted(request), label=label, required=True, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.follow_up_meeting(
                meeting=found, on=data["on"], note=data["note"], version=data["version"], by=request.user
            )
        except ChangedMeanwhile as conflict:
            if (conflict.current.followed_up_on, conflict.current.follow_up_note) == (
                data["on"],
                data["note"].strip(),
            ):
                return redirect(found.get_absolute_url())  # pressed twice
            theirs = meeting_facts(conflict.current)
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Uppföljningen är inskriven."))
            return redirect(found.get_absolute_url())
    context = page(
        request, found.assignment, form=form, heading=_("Följ upp mötet"), submit=_("Spara uppföljningen"),
        breadcrumb=dialogue_trail(found.assignment, found), cancel_url=found.get_absolute_url(),
        about=found.about, theirs=theirs,
    )  # fmt: skip
    return render(request, "mandate/meeting_note.html", context)


def the_meeting(request: AuthenticatedRequest, slug: str, pk: int) -> Meeting:
    return get_object_or_404(access.meetings_for(request.user), assignment__slug=slug, pk=pk)


def dialogue_trail(assignment: Assignment, meeting: Meeting | None = None) -> list[dict[str, Any]]:
    """Breadcrumbs down to the dialogue, or to a meeting in it."""
    items = [
        *trail(assignment),
        {"label": _("Dialog"), "url": reverse("mandate:dialogue", args=[assignment.slug])},
    ]
    if meeting is not None:
        items.append({"label": meeting.about, "swedish": True, "url": meeting.get_absolute_url()})
    return items


def _form(
    request: AuthenticatedRequest,
    assignment: Assignment,
    form: MeetingForm,
    parties: Any,
    back: str,
    theirs: list[dict[str, Any]] | None = None,
    found: Meeting | None = None,
) -> HttpResponse:
    context = page(
        request,
        assignment,
        form=form,
        parties=parties,
        errors=_errors(parties) if _wants_to_save(request) else [],
        theirs=theirs,
        meeting=found,
        breadcrumb=dialogue_trail(assignment, found),
        cancel_url=back,
    )
    return render(request, "mandate/meeting_form.html", context)


def _errors(parties: Any) -> list[dict[str, str]]:
    """What is wrong in the rows of organisations, for the list at the top of the page."""
    found = [{"url": "#parties", "text": str(error)} for error in parties.non_form_errors()]
    for row in parties:
        for name, errors in row.errors.items():
            label = row[name].label if name in row.fields else ""
            said = [f"{label} – {error}" if label else str(error) for error in errors]
            found += [
                {"url": f"#{row[name].auto_id}" if label else "#parties", "text": words} for words in said
            ]
    return found


def _numbers(request: AuthenticatedRequest) -> list[int]:
    asked = request.GET.get("activity", "")
    return [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) < 9 else []


def _wants_to_save(request: AuthenticatedRequest) -> bool:
    """Not only asking for more rows to write organisations in."""
    return request.method == "POST" and "more" not in request.POST


def _rows(request: AuthenticatedRequest) -> Any:
    """What was typed about who took part, with three more rows when they were asked for."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    asked = typed.get("parties-TOTAL_FORMS", "0")
    if "more" in typed and asked.isascii() and asked.isdigit():
        typed["parties-TOTAL_FORMS"] = str(min(int(asked) + 3, 60))
    return typed
