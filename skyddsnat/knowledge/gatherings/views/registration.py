"""Where the link of a registration leads: who is coming, changing it, cancelling it, and the certificates.

The secret in the address is what gives the right. Opening a page changes nothing: programs that look for malicious
links open them too.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import ChangedMeanwhile, Refused, kept_to_itself, public
from skyddsnat.knowledge.gatherings import parts
from skyddsnat.knowledge.gatherings.access import participant_with, registration_with
from skyddsnat.knowledge.gatherings.certificate import certificate
from skyddsnat.knowledge.gatherings.registering import (
    can_register,
    cancel_registration,
    change_registration,
    check_changing,
)
from skyddsnat.knowledge.gatherings.views.frame import pdf
from skyddsnat.knowledge.gatherings.views.public import form_context, registration_form, to_registration
from skyddsnat.knowledge.models import Participant, Registration

NO_CERTIFICATE = gettext_lazy("Intyget är inte klart än. Försök igen om några dagar.")


@public
def registration(request: HttpRequest, secret: str) -> HttpResponse:
    """Who is coming, who waits, and what can be done."""
    found = registration_with(secret)
    if found is None:
        return closed(request)
    context = {
        "registration": found,
        "gathering": found.gathering,
        "secret": secret,
        "facts": parts.public_facts(found.gathering),
        "table": parts.own_people_table(found, secret),
        "may_change": _why_not(found) is None,
        "coming": found.cancelled_at is None and timezone.now() < found.gathering.ends,
        "again": found.cancelled_at is not None and can_register(found.gathering, timezone.now()),
    }
    return kept_to_itself(render(request, "knowledge/gatherings/registration.html", context))


@public
def change(request: HttpRequest, secret: str) -> HttpResponse:
    """Say anew who is coming; the second of two who do is shown what the first one saved."""
    found = registration_with(secret)
    if found is None:
        return closed(request)
    if request.method == "GET" and (says := _why_not(found)):
        return _refused(request, says, secret)
    people = list(found.participants.all())
    form = registration_form(request, found.gathering, rows=len(people) + 2, initial=_initial(found, people))
    theirs: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            changed = change_registration(
                registration=found, version=version, sender=form.sender(), people=form.people()
            )
        except ChangedMeanwhile as conflict:
            names = ", ".join(one.name for one in conflict.current.participants.all())
            theirs = [{"label": _("De som kommer"), "value": names}]
            typed = request.POST.copy()
            typed["version"] = str(conflict.current.version)
            form.data = typed
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_registration(request, changed)
    context = {
        "gathering": found.gathering,
        "form": form,
        "heading": _("Ändra anmälan"),
        "submit": _("Spara"),
        "cancel_url": reverse("knowledge:registration", args=[secret]),
        **form_context(form),
        "theirs": theirs,
    }
    return kept_to_itself(render(request, "knowledge/gatherings/register.html", context))


@public
def cancel(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask first, then cancel for all of them."""
    found = registration_with(secret)
    if found is None:
        return closed(request)
    if request.method == "POST":
        try:
            cancel_registration(registration=found)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Anmälan är avbokad. Namnen är borttagna."))
        return kept_to_itself(redirect("knowledge:registration", secret))
    if says := _why_not(found):
        return _refused(request, says, secret)
    context = {
        "gathering": found.gathering,
        "people": found.participants.count(),
        "cancel_url": reverse("knowledge:registration", args=[secret]),
    }
    return kept_to_itself(render(request, "knowledge/gatherings/cancel.html", context))


@public
def own_certificate(request: HttpRequest, secret: str, participant: int) -> HttpResponse:
    """The certificate of one of those who were registered."""
    found = registration_with(secret)
    if found is None:
        return closed(request)
    person = get_object_or_404(found.participants.all(), pk=participant)
    try:
        return kept_to_itself(_certificate(person))
    except Refused:
        return _refused(request, str(NO_CERTIFICATE), secret)


@public
def certificate_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The certificate of the one who got the link."""
    found = participant_with(secret)
    if found is None:
        return closed(request)
    try:
        return kept_to_itself(_certificate(found))
    except Refused:
        context = {"says": NO_CERTIFICATE}
        return kept_to_itself(
            render(request, "knowledge/gatherings/closed.html", context, status=HTTPStatus.CONFLICT)
        )


def closed(request: HttpRequest) -> HttpResponse:
    """A link that opens nothing: it never did, its time is out, or the names are removed."""
    return kept_to_itself(render(request, "knowledge/gatherings/closed.html", status=HTTPStatus.NOT_FOUND))


def _certificate(participant: Participant) -> HttpResponse:
    return pdf(certificate(participant), f"{_('intyg')}-{participant.pk}")


def _why_not(found: Registration) -> str | None:
    """Why the registration cannot be changed; None when it can."""
    try:
        check_changing(found, found.gathering, timezone.now())
    except Refused as refusal:
        return str(refusal)
    return None


def _refused(request: HttpRequest, says: str, secret: str) -> HttpResponse:
    messages.error(request, says)
    return kept_to_itself(redirect("knowledge:registration", secret))


def _initial(found: Registration, people: list[Participant]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "organisation": found.organisation_said, "contact_name": found.contact_name,
        "contact_email": found.contact_email, "language": found.language, "version": found.version,
        "together": "together" if found.together else "split",
    }  # fmt: skip
    for n, one in enumerate(people):
        told |= {
            f"row_{n}_name": one.name, f"row_{n}_email": one.email, f"row_{n}_function": one.function,
            f"row_{n}_key": one.pk,
        }  # fmt: skip
    return told
