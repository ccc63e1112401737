"""What was agreed at meetings: all of it in one list, and what is written on each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import agreements as actions
from skyddsnat.mandate.forms.meetings import AgreementForm, NotedDayForm
from skyddsnat.mandate.meeting_rules import Deal
from skyddsnat.mandate.models import Agreement
from skyddsnat.mandate.views.frame import long_date, own_words, page, posted, the_assignment, typed_on
from skyddsnat.mandate.views.meeting_parts import agreement_tag, agreements_table
from skyddsnat.mandate.views.meetings import dialogue_trail, the_meeting
from skyddsnat.shared.dates import today


@requires(access.READ)
def agreements(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """Everything agreed in the assignment, the overdue first."""
    assignment = the_assignment(request, slug)
    found = list(access.agreements_for(request.user).filter(meeting__assignment=assignment))
    late = sum(row.is_overdue(today()) for row in found)
    context = page(
        request,
        assignment,
        breadcrumb=dialogue_trail(assignment),
        late=late,
        open=sum(row.state == Agreement.OPEN for row in found),
        table=agreements_table(
            found, caption=_("Överenskommelser"), may_write=access.may_write(request.user)
        ),
    )
    return render_lists(request, "mandate/agreements.html", context)


@requires(access.WRITE)
def agreement_new(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Note what was agreed at a meeting."""
    meeting = the_meeting(request, slug, pk)
    form = AgreementForm(posted(request))
    if form.is_valid():
        try:
            actions.add_agreement(meeting=meeting, by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Överenskommelsen är inskriven."))
            return redirect(f"{meeting.get_absolute_url()}#overenskommelser")
    context = page(
        request, meeting.assignment, form=form, heading=_("Skriv in en överenskommelse"), about=meeting.about,
        submit=_("Spara överenskommelsen"), breadcrumb=dialogue_trail(meeting.assignment, meeting),
        cancel_url=meeting.get_absolute_url(),
    )  # fmt: skip
    return render(request, "mandate/meeting_note.html", context)


@requires(access.WRITE)
def agreement_change(request: AuthenticatedRequest, slug: str, pk: int, deal: int) -> HttpResponse:
    """Change what was agreed; the second of two editors is shown what the first one saved."""
    found = the_agreement(request, slug, pk, deal)
    initial = {name: getattr(found, name) for name in (*actions.FIELDS, "version")}
    form = AgreementForm(posted(request), agreement=found, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_agreement(agreement=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = _facts(conflict.current)
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Överenskommelsen är ändrad."))
            return redirect(f"{found.meeting.get_absolute_url()}#overenskommelser")
    context = page(
        request, found.meeting.assignment, form=form, theirs=theirs, heading=_("Ändra överenskommelsen"),
        breadcrumb=dialogue_trail(found.meeting.assignment, found.meeting), about=found.meeting.about,
        cancel_url=found.meeting.get_absolute_url(),
    )  # fmt: skip
    return render(request, "mandate/meeting_note.html", context)


@requires(access.WRITE)
def agreement_settle(request: AuthenticatedRequest, slug: str, pk: int, deal: int) -> HttpResponse:
    """Say that it is done or no longer wanted, on a day; or open it again."""
    found = the_agreement(request, slug, pk, deal)
    dropping = "drop" in request.POST
    form = NotedDayForm(
        posted(request), label=_("Vad hände?"), required=dropping, initial={"version": found.version}
    )
    wanted = Deal.DROPPED if dropping else Deal.OPEN if "reopen" in request.POST else Deal.DONE
    ready = request.method == "POST" and (wanted is Deal.OPEN or form.is_valid())
    if ready:
        nothing = {"on": None, "note": "", "version": None}
        data: dict[str, Any] = nothing if wanted is Deal.OPEN else form.cleaned_data
        try:
            actions.settle_agreement(
                agreement=found, state=wanted, on=data["on"], note=data["note"], version=data["version"],
                by=request.user,
            )  # fmt: skip
        except ChangedMeanwhile as conflict:
            found = conflict.current
            if (found.state, found.settled_on, found.note) == (
                wanted.value,
                data["on"],
                data["note"].strip(),
            ):
                return redirect(f"{found.meeting.get_absolute_url()}#overenskommelser")  # pressed twice
            form.data = typed_on(request, found.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            if wanted is Deal.OPEN:
                messages.error(request, str(refusal))
                return redirect(found.meeting.get_absolute_url())
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Överenskommelsens läge är ändrat."))
            return redirect(f"{found.meeting.get_absolute_url()}#overenskommelser")
    context = page(
        request, found.meeting.assignment, form=form, agreement=found, facts=_facts(found),
        mine=own_words(form.data.get("note", "")) if form.is_bound else None,
        breadcrumb=dialogue_trail(found.meeting.assignment, found.meeting),
        cancel_url=found.meeting.get_absolute_url(),
    )  # fmt: skip
    return render(request, "mandate/agreement.html", context)


@requires(access.WRITE)
def agreement_remove(request: AuthenticatedRequest, slug: str, pk: int, deal: int) -> HttpResponse:
    """Ask first, then take an agreement away."""
    found = the_agreement(request, slug, pk, deal)
    back = found.meeting.get_absolute_url()
    if request.method == "POST":
        try:
            actions.remove_agreement(agreement=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Överenskommelsen är borttagen."))
        return redirect(back)
    context = page(
        request, found.meeting.assignment, agreement=found, cancel_url=back,
        breadcrumb=dialogue_trail(found.meeting.assignment, found.meeting),
    )  # fmt: skip
    return render(request, "mandate/agreement_remove.html", context)


def the_agreement(request: AuthenticatedRequest, slug: str, pk: int, deal: int) -> Agreement:
    found = access.agreements_for(request.user)
    return get_object_or_404(found, meeting__assignment__slug=slug, meeting=pk, pk=deal)


def _facts(row: Agreement) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"label": _("Överenskommelse"), **own_words(row.what)},
        {"label": _("Vem"), "value": row.doer},
        {"label": _("Senast"), "value": long_date(row.due)},
        {"label": _("Läge"), "value": long_date(row.settled_on), "tag": agreement_tag(row)},
    ]
    if row.note:
        facts.append({"label": _("Vad som hände"), **own_words(row.note)})
    return facts
