"""The pages of those who arrange gatherings: the list, one of them, and making, changing, calling off, removing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from skyddsnat.knowledge.gatherings import actions, parts
from skyddsnat.knowledge.gatherings.access import (
    counts_for,
    gatherings_for,
    participants_for,
    registrations_for,
)
from skyddsnat.knowledge.gatherings.attendance import reopen_attendance
from skyddsnat.knowledge.gatherings.forms import GatheringForm, initial_of
from skyddsnat.knowledge.gatherings.invitation import invitation
from skyddsnat.knowledge.gatherings.registering import cancel_registration
from skyddsnat.knowledge.gatherings.views.frame import desk_trail, state_of
from skyddsnat.knowledge.models import Gathering, Registration

A_PAGE = 50


@requires(READ)
def gatherings(request: AuthenticatedRequest) -> HttpResponseBase:
    """All gatherings, the latest first."""
    found = gatherings_for(request.user)
    may_write = request.user.may(WRITE)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    table = parts.gatherings_table(page, may_write=may_write)
    table["every_row"] = lambda: parts.gatherings_table(found, may_write=may_write)["rows"]
    context = {"table": table, "page": page, "may_write": may_write}
    return render_lists(request, "knowledge/gatherings/desk.html", context)


@requires(READ)
def gathering(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One gathering: how many come from where; by name for those who work with it."""
    found = the_gathering(request, pk)
    may_write = request.user.may(WRITE)
    people = participants_for(request.user).filter(registration__gathering=found)
    now = timezone.now()
    context = {
        "gathering": found,
        "state": state_of(found),
        "facts": parts.desk_facts(found),
        "counts": parts.counts_table(found, list(counts_for(request.user).filter(gathering=found))),
        "may_write": may_write,
        "begun": found.starts <= now,
        "is_proven": found.activity.started_on is not None,
        "invitation": invitation(found)
        if may_write and found.cancelled_at is None and found.ends > now
        else None,
        "removable": not found.registrations.exists() and not found.counts.exists(),
        "breadcrumb": desk_trail(),
    }
    if may_write:
        page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
        table = parts.people_table(found, page)
        table["every_row"] = lambda: parts.people_table(found, people)["rows"]
        context |= {
            "people": table, "people_page": page,
            "has_registrations": registrations_for(request.user).filter(gathering=found).exists(),
        }  # fmt: skip
    return render_lists(request, "knowledge/gatherings/desk_gathering.html", context, personal=["people"])


@requires(WRITE)
def registrations(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Who has registered whom, with a way to cancel for them."""
    found = the_gathering(request, pk)
    begun = found.starts <= timezone.now()
    rows = registrations_for(request.user).filter(gathering=found)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    table = parts.registrations_table(page, begun=begun)
    table["every_row"] = lambda: parts.registrations_table(rows, begun=begun)["rows"]
    context = {"gathering": found, "registrations": table, "page": page, "breadcrumb": desk_trail(found)}
    return render_lists(
        request, "knowledge/gatherings/registrations.html", context, personal=["registrations"]
    )


@requires(WRITE)
def new(request: AuthenticatedRequest) -> HttpResponse:
    """Make a gathering."""
    form = GatheringForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            made = actions.add_gathering(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Träffen är tillagd och syns bland kommande träffar."))
            return redirect(made)
    return _form_page(
        request, form, heading=_("Lägg till en träff"), cancel=reverse("knowledge:gatherings-desk")
    )


@requires(WRITE)
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change a gathering; the second of two editors is shown what the first one saved."""
    found = the_gathering(request, pk)
    form = GatheringForm(request.POST or None, user=request.user, initial=initial_of(found))
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_gathering(gathering=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Rubrik"), "value": conflict.current.title}]
            theirs += parts.public_facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Träffen är ändrad. De som är anmälda får veta det som rör dem."))
            return redirect(found)
    return _form_page(
        request,
        form,
        heading=_("Ändra träffen"),
        cancel=found.get_absolute_url(),
        theirs=theirs,
        gathering=found,
    )


@requires(WRITE)
def call_off(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then call it off and tell everybody."""
    found = the_gathering(request, pk)
    says = _("Alla som är anmälda får ett mejl. Det går inte att ångra.")
    return _ask(request, found, _("Ställ in träffen"), says, lambda: _called_off(request, found))


def _called_off(request: AuthenticatedRequest, found: Gathering) -> HttpResponse:
    actions.call_off(gathering=found, by=request.user)
    messages.success(request, _("Träffen är inställd. De som var anmälda får veta."))
    return redirect(found)


@requires(WRITE)
def remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a gathering that nobody has registered for."""
    found = the_gathering(request, pk)
    says = _("Ingen har anmält sig. I loggen står kvar att träffen har funnits.")
    return _ask(request, found, _("Ta bort träffen"), says, lambda: _removed(request, found))


def _removed(request: AuthenticatedRequest, found: Gathering) -> HttpResponse:
    actions.remove_gathering(gathering=found, by=request.user)
    messages.success(request, _("Träffen är borttagen."))
    return redirect("knowledge:gatherings-desk")


@requires(WRITE)
def registration_cancel(request: AuthenticatedRequest, pk: int, registration: int) -> HttpResponse:
    """Ask first, then cancel a registration for those who asked for it."""
    found = the_gathering(request, pk)
    row = get_object_or_404(registrations_for(request.user), gathering=found, pk=registration)

    def cancelled() -> HttpResponse:
        cancel_registration(registration=row, by=request.user)
        messages.success(request, _("Anmälan är avbokad. Namnen är borttagna."))
        return redirect("knowledge:gathering-registrations", pk)

    says = _("Alla i anmälan avbokas och deras namn tas bort. Den som anmälde dem får ett mejl.")
    return _ask(request, found, _("Avboka anmälan"), says, cancelled, of=row)


@requires(WRITE)
def reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Open the attendance again."""
    found = the_gathering(request, pk)
    if request.method == "POST":
        try:
            reopen_attendance(gathering=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Närvaron är öppen igen."))
    return redirect("knowledge:gathering-attendance", pk)


def the_gathering(request: AuthenticatedRequest, pk: int) -> Gathering:
    return get_object_or_404(gatherings_for(request.user), pk=pk)


def _ask(
    request: AuthenticatedRequest,
    found: Gathering,
    heading: str,
    says: str,
    do: Any,
    *,
    of: Registration | None = None,
) -> HttpResponse:
    if request.method == "POST":
        try:
            done: HttpResponse = do()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        return done
    context = {
        "heading": heading, "about": of.organisation_said if of else str(found), "says": says,
        "about_in_swedish": of.is_said_in_swedish if of else found.is_in_swedish_only,
        "cancel_url": found.get_absolute_url(), "breadcrumb": desk_trail(found),
    }  # fmt: skip
    return render(request, "knowledge/gatherings/ask.html", context)


def _form_page(
    request: AuthenticatedRequest, form: Any, *, heading: str, cancel: str,
    theirs: list[dict[str, Any]] | None = None, gathering: Gathering | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "heading": heading, "cancel_url": cancel, "theirs": theirs or [],
        "breadcrumb": desk_trail(gathering),
    }  # fmt: skip
    return render(request, "knowledge/gatherings/form.html", context)
