"""How those who hold a role are reached: the whole list, and entering, correcting, checking and ending one."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.actors.api import SwedishOrder
from skyddsnat.actors.models import Place
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.directory import access, actions, tables
from skyddsnat.cooperation.directory.forms import ContactFilter, ContactForm
from skyddsnat.cooperation.directory.languages import languages_said
from skyddsnat.cooperation.directory.rules import OLD_AFTER
from skyddsnat.cooperation.directory.views.frame import form_page, start_trail, states_trail
from skyddsnat.cooperation.directory.views.holders import the_role
from skyddsnat.cooperation.directory.wording import day_said, state_url
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
    signed_in,
)
from skyddsnat.shared.dates import today

PER_PAGE = 50


@signed_in
def contacts(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every contact of every state; the whole list can be fetched as a file."""
    access.check_may_see(request.user)
    form = ContactFilter(request.GET or None, user=request.user)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = _narrowed(access.contacts_for(request.user), told)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_change = access.may_change(request.user)
    start = reverse("core:import_new", args=["state-contacts"]) if may_change else ""
    table = tables.contacts_table(
        page, may_change=may_change, with_state=True, narrowed=any(told.values()), start=start
    )
    table["every_row"] = lambda: (
        tables.contact_row(one, may_change=may_change, with_state=True)
        for one in found.iterator(chunk_size=500)
    )
    context = {
        "form": form, "table": table, "page": page, "total": page.paginator.count, "import_url": start,
        "breadcrumb": start_trail(),
    }  # fmt: skip
    return render_lists(request, "cooperation/directory/contacts.html", context, personal=["table"])


def _narrowed(found: QuerySet[RoleContact], told: dict[str, Any]) -> QuerySet[RoleContact]:
    for word in told.get("q", "").split():
        found = found.filter(
            Q(function__icontains=word) | Q(organisation__name__icontains=word)
            | Q(organisation__name_en__icontains=word) | Q(role__place__name__icontains=word)
            | Q(role__place__name_en__icontains=word) | Q(email__icontains=word)
        )  # fmt: skip
    if told.get("role"):
        found = found.filter(role__kind=told["role"])
    if told.get("old"):
        found = found.filter(checked_on__lt=today() - datetime.timedelta(days=OLD_AFTER))
    return found.order_by(SwedishOrder("role__place__name"), "role__kind", "function", "pk")


@requires(WRITE)
def contact_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Enter a contact at the holder of a role."""
    role, place = the_role(request, pk)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_role_contact(role=role, by=request.user, **form.entered())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är tillagd."))
            return redirect(state_url(place, "#kontakter"))
    return form_page(
        request, form, heading=_("Lägg till kontakt"), lead=f"{role.organisation or '–'}, {role.kind}",
        cancel=state_url(place), breadcrumb=states_trail(place), submit=_("Spara kontakten"),
    )  # fmt: skip


@requires(WRITE)
def contact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Correct a contact; who saves second is shown what the first saved."""
    found, place = the_contact(request, pk)
    form = ContactForm(request.POST or None, contact=found)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_role_contact(contact=found, version=version, by=request.user, **form.entered())
        except ChangedMeanwhile as conflict:
            theirs = _facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är ändrad."))
            return redirect(state_url(place, "#kontakter"))
    return form_page(
        request, form, heading=_("Ändra kontakt"), lead=f"{found.organisation}, {found.role.kind}",
        cancel=state_url(place), breadcrumb=states_trail(place), theirs=theirs, submit=_("Spara kontakten"),
        more={"contact": found, "fields": {"version": found.version}},
    )  # fmt: skip


@requires(WRITE)
@require_POST
def contact_checked(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that it has been looked at today and still holds."""
    return _done(request, pk, actions.note_checked, _("Kontakten är kontrollerad i dag."))


@requires(WRITE)
@require_POST
def contact_end(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say that it no longer holds."""
    return _done(request, pk, actions.end_role_contact, _("Kontakten är avslutad."))


def _done(request: AuthenticatedRequest, pk: int, action: Any, words: str) -> HttpResponse:
    found, place = the_contact(request, pk)
    sent = request.POST.get("version", "")
    try:
        action(contact=found, version=int(sent) if sent.isdecimal() else 0, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("cooperation:contact", pk)
    messages.success(request, words)
    return redirect(state_url(place, "#kontakter"))


def the_contact(request: AuthenticatedRequest, pk: int) -> tuple[RoleContact, Place]:
    found = get_object_or_404(access.changeable_contacts(request.user), pk=pk)
    assert found.role.place is not None  # noqa: S101 - the directory's roles are states'
    return found, found.role.place


def _facts(found: RoleContact) -> list[dict[str, Any]]:
    """What somebody else saved."""
    return [
        {"label": _("Funktion"), "value": found.function}, {"label": _("E-post"), "value": found.email},
        {"label": _("Telefon"), "value": found.phone}, {"label": _("Webbplats"), "value": found.web},
        {"label": _("Språk"), "value": languages_said(found.languages)},
        {"label": _("Källa"), "value": found.source},
        {"label": _("Kontrollerad den"), "value": day_said(found.checked_on)},
    ]  # fmt: skip
