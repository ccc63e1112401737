"""Agreements with authorities in other states."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.directory import access, actions, tables
from skyddsnat.cooperation.directory.forms import AgreementForm
from skyddsnat.cooperation.directory.views.frame import Trail, form_page, start_trail
from skyddsnat.cooperation.directory.wording import checked_cell, day_said, organisation_cell, own_words
from skyddsnat.cooperation.models import Agreement
from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
    signed_in,
)


@signed_in
def agreements(request: AuthenticatedRequest) -> HttpResponseBase:
    """All of them, the latest first."""
    access.check_may_see(request.user)
    found = list(access.agreements_for(request.user))
    may_change = access.may_change(request.user)
    table = tables.agreements_table(found, may_change=may_change, states=access.states_of(found))
    context = {"table": table, "may_change": may_change, "breadcrumb": start_trail()}
    return render_lists(request, "cooperation/directory/agreements.html", context)


@signed_in
def agreement(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One agreement: its parties, terms and dates."""
    access.check_may_see(request.user)
    found = get_object_or_404(access.agreements_for(request.user), pk=pk)
    context = {
        "agreement": found,
        "title": tables.title_cell(found),
        "standing": tables.standing(found),
        "facts": _facts(found),
        "about": own_words(found.about),
        "terms": own_words(found.terms),
        "may_change": access.may_change(request.user),
        "breadcrumb": _trail(),
    }
    return render_lists(request, "cooperation/directory/agreement.html", context)


@requires(WRITE)
def agreement_new(request: AuthenticatedRequest) -> HttpResponse:
    """Enter one."""
    form = AgreementForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            made = actions.add_agreement(entered=form.entered(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Överenskommelsen är införd."))
            return redirect(made)
    heading, cancel = _("För in en överenskommelse"), reverse("cooperation:agreements")
    return form_page(request, form, heading=heading, cancel=cancel, breadcrumb=_trail())


@requires(WRITE)
def agreement_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change one, also to say when it ended; who saves second is shown what the first saved."""
    found = get_object_or_404(access.changeable_agreements(request.user), pk=pk)
    form = AgreementForm(request.POST or None, user=request.user, agreement=found)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_agreement(
                agreement=found, entered=form.entered(), version=version, by=request.user
            )
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Rubrik"), "value": conflict.current.title}, *_facts(conflict.current)]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Överenskommelsen är ändrad."))
            return redirect(found)
    return form_page(
        request, form, heading=_("Ändra överenskommelsen"), cancel=found.get_absolute_url(), breadcrumb=_trail(found),
        theirs=theirs,
    )  # fmt: skip


def _trail(found: Agreement | None = None) -> Trail:
    items = [*start_trail(), {"label": _("Överenskommelser"), "url": reverse("cooperation:agreements")}]
    if found is not None:
        title = tables.title_cell(found)
        items.append({
            "label": title["value"], "url": found.get_absolute_url(), "swedish": title.get("swedish", False),
        })  # fmt: skip
    return items


def _facts(found: Agreement) -> list[dict[str, Any]]:
    states = access.states_of([found]).get(found.pk, [])
    parties = ", ".join(organisation_cell(one)["value"] for one in found.parties.all())
    ends = day_said(found.valid_to) if found.valid_to else _("tills vidare")
    checked = checked_cell(found.checked_on)
    return [
        {"label": _("Svensk part"), **organisation_cell(found.our_party)},
        {"label": _("Länder"), "value": ", ".join(sorted(one.name_shown for one in states))},
        {"label": _("Parter i de andra länderna"), "value": parties},
        {"label": _("Gäller från"), "value": day_said(found.valid_from)},
        {"label": _("Gäller till och med"), "value": ends},
        {"label": _("Diarienummer"), "value": found.dnr},
        {"label": _("Källa"), **own_words(found.source)},
        {"label": _("Kontrollerad den"), "value": checked["value"], "tag": checked.get("tag")},
    ]
