"""Opening a case, and changing what it is about: the child, the frame, the lock."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.cooperation.access import CASE, colleagues_of
from skyddsnat.cooperation.matching.warning import warn_of_duplicates
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals import parts
from skyddsnat.cooperation.referrals.actions import cases
from skyddsnat.cooperation.referrals.forms.cases import (
    BasicsForm,
    ChangeChildForm,
    LockForm,
    OpenForm,
    VersionForm,
    child_initial,
)
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.views.frame import form_page, refused, the_case, url_of
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.shared.dates import today


@requires(CASE)
def referral_new(request: AuthenticatedRequest) -> HttpResponse:
    """Open a case. Only a worry is needed; the rest can wait."""
    form = OpenForm(request.POST or None, organisations=organisations_of(request.user, today()))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = cases.open_referral(
                owner=said["owner"],
                child=form.child(),
                origin=said["origin"],
                once=said["once"],
                by=request.user,
            )
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, _("Ärendet %(number)s är öppnat.") % {"number": made.number})
            warn_of_duplicates(request, made)
            return redirect(url_of(made))
    says = _("Bara oron behövs för att börja. Numret som ärendet får säger inget om barnet.")
    return form_page(request, form, None, heading=_("Öppna ett ärende"), submit=_("Öppna ärendet"), says=says)


@requires(CASE)
def referral_child(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what is known of the child; the second of two is shown what the first saved."""
    case = the_case(request, pk)
    form = ChangeChildForm(request.POST or None, initial=child_initial(case))
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            cases.change_child(referral=case, child=form.child(), version=version, by=request.user)
        except Refused as refusal:
            refused(form, request, refusal)
            theirs = _theirs(refusal, child=True)
        else:
            messages.success(request, _("Uppgifterna om barnet är sparade."))
            warn_of_duplicates(request, case)
            return redirect(url_of(case, "child"))
    return form_page(request, form, case, heading=_("Barnet"), submit=_("Spara"), theirs=theirs)


def _theirs(refusal: Refused, *, child: bool) -> list[dict[str, Any]]:
    """What somebody else has saved meanwhile."""
    if not isinstance(refusal, ChangedMeanwhile):
        return []
    now: Referral = refusal.current
    return parts.child_facts(now, Standing(now)) if child else parts.case_facts(now)


@requires(CASE)
def referral_basics(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose receiver, country, registration number and who is responsible."""
    case = the_case(request, pk)
    initial = {
        "receiver": case.receiver, "origin": case.origin, "dnr": case.dnr, "responsible": case.responsible,
        "version": case.version,
    }  # fmt: skip
    form = BasicsForm(request.POST or None, initial=initial, people=colleagues_of(case))
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            cases.change_basics(referral=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused(form, request, refusal)
            theirs = _theirs(refusal, child=False)
        else:
            messages.success(request, _("Ärendet är sparat."))
            return redirect(url_of(case))
    return form_page(request, form, case, heading=_("Ärendets ram"), submit=_("Spara"), theirs=theirs)


@requires(CASE)
def referral_lock(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Lock all contact with the child's country, or ask before the lock is taken away."""
    case = the_case(request, pk)
    if case.no_contact:
        return _unlock(request, case)
    form = LockForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        try:
            cases.lock_contact(referral=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, _("Ärendet är låst. Inget kan längre skickas till barnets land."))
            return redirect(url_of(case))
    says = _(
        "Ingen förfrågan, delning, länk eller handling kan gå till landet som barnet kommer från. "
        "Det som redan är frågat där tas tillbaka."
    )
    return form_page(
        request, form, case, heading=_("Lås kontakten med barnets land"), submit=_("Lås"), says=says
    )


def _unlock(request: AuthenticatedRequest, case: Referral) -> HttpResponse:
    form = VersionForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        try:
            cases.unlock_contact(referral=case, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, _("Låset är borta."))
            return redirect(url_of(case))
    says = _("Låset sattes för barnets skull: %(why)s Ta bara bort det när skälet inte finns längre.")
    return form_page(
        request, form, case, heading=_("Ta bort låset"), submit=_("Ta bort låset"), danger=True,
        says=says % {"why": case.no_contact_reason},
    )  # fmt: skip
