"""What everybody reads: what is coming, one gathering, its calendar file, and registering without an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Refused, kept_to_itself, public
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import READ, WRITE
from skyddsnat.knowledge.gatherings import parts
from skyddsnat.knowledge.gatherings.access import (
    coming_gatherings,
    gatherings_for_visitors,
    possible_organisations,
)
from skyddsnat.knowledge.gatherings.calendar_file import calendar_file
from skyddsnat.knowledge.gatherings.forms import (
    FIRST_ROWS,
    MORE_ROWS,
    ORGANISATIONS,
    RegistrationForm,
    rows_in,
)
from skyddsnat.knowledge.gatherings.keys import key_to_registration
from skyddsnat.knowledge.gatherings.registering import can_register, check_registering, register
from skyddsnat.knowledge.gatherings.rules import MOST_PEOPLE
from skyddsnat.knowledge.gatherings.views.frame import public_trail, state_of
from skyddsnat.knowledge.models import Gathering, Registration

TRAP = "website"  # no person sees the field; what fills it in is a program


@public
def gatherings(request: HttpRequest) -> HttpResponse:
    """What is coming, the nearest first."""
    context = {
        "rows": [{"gathering": one, "state": state_of(one)} for one in coming_gatherings(timezone.now())],
        "arranges": isinstance(request.user, User) and request.user.may(READ),
    }
    return render(request, "knowledge/gatherings/coming.html", context)


@public
def gathering(request: HttpRequest, pk: int) -> HttpResponse:
    """One gathering: what, when, where, and whether there is room."""
    found = the_gathering(pk)
    now = timezone.now()
    context = {
        "gathering": found,
        "facts": parts.public_facts(found),
        "state": state_of(found),
        "open": can_register(found, now),
        "over": found.ends <= now,
        "arranges": isinstance(request.user, User) and request.user.may(READ),
        "breadcrumb": public_trail(),
    }
    return render(request, "knowledge/gatherings/gathering.html", context)


@public
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The gathering for a calendar program."""
    response = HttpResponse(calendar_file(the_gathering(pk)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="traff.ics"'
    return response


@public
def registering(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a group. What is typed stays when something is wrong, and when more rows are asked for."""
    found = the_gathering(pk)
    by = request.user if isinstance(request.user, User) and request.user.may(WRITE) else None
    try:
        check_registering(found, timezone.now(), by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:gathering", pk)
    form = registration_form(request, found, rows=FIRST_ROWS)
    if form.is_bound and form.is_valid():
        if request.POST.get(TRAP):
            return redirect("knowledge:gathering", pk)
        try:
            made = register(
                gathering=found,
                sender=form.sender(),
                people=form.people(),
                once=form.cleaned_data["once"],
                by=by,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_registration(request, made)
    context = {
        "gathering": found,
        "form": form,
        "heading": _("Anmäl er"),
        "submit": _("Skicka anmälan"),
        "cancel_url": reverse("knowledge:gathering", args=[pk]),
        "breadcrumb": public_trail(found),
        **form_context(form),
    }
    return render(request, "knowledge/gatherings/register.html", context)


def registration_form(
    request: HttpRequest, gathering: Gathering, *, rows: int, initial: dict[str, Any] | None = None
) -> RegistrationForm:
    """The form, empty, sent, or with more rows and all that was typed in the others."""
    has_limit = gathering.capacity is not None
    if request.method != "POST":
        return RegistrationForm(rows=rows, has_limit=has_limit, initial=initial or {})
    sent = rows_in(request.POST)
    if "more" in request.POST:
        return RegistrationForm(rows=sent + MORE_ROWS, has_limit=has_limit, initial=request.POST.dict())
    return RegistrationForm(request.POST, rows=sent, has_limit=has_limit)


def form_context(form: RegistrationForm) -> dict[str, Any]:
    return {
        "organisations": [str(one) for one in possible_organisations()],
        "list_id": ORGANISATIONS,
        "trap": TRAP,
        "may_have_more": form.rows < MOST_PEOPLE,
        "theirs": [],
    }


def to_registration(request: HttpRequest, made: Registration) -> HttpResponse:
    """On to the page of the registration, by a link that the one who registered now has."""
    waiting = made.participants.filter(waiting=True).count()
    said = _("Anmälan är sparad.")
    if waiting:
        queued = ngettext("%(count)s står på väntelistan.", "%(count)s står på väntelistan.", waiting)
        said = f"{said} {queued % {'count': waiting}}"
    letter = _("Vi mejlar en bekräftelse till %(address)s.") % {"address": made.contact_email}
    messages.success(request, f"{said} {letter}")
    return kept_to_itself(redirect("knowledge:registration", key_to_registration(made)))


def the_gathering(pk: int) -> Gathering:
    return get_object_or_404(gatherings_for_visitors(), pk=pk)
