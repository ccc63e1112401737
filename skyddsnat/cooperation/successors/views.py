"""Whether an organisation's cases may go on to the authority that takes over."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import PARTNER
from skyddsnat.cooperation.exchange.access import authorities_of, keys_of, openers_of, own_key_of, people_of
from skyddsnat.cooperation.models import SuccessorConsent
from skyddsnat.cooperation.successors.access import consent_fault
from skyddsnat.cooperation.successors.actions import confirm_yes, say_yes, take_back_yes
from skyddsnat.core.api import AuthenticatedRequest, requires, unkept
from skyddsnat.mandate.api import (
    Desk,
    consent_confirm_page,
    consent_new_page,
    consent_page,
    consent_take_back_page,
    living_consent,
    stage_of_consent,
)


@requires(PARTNER)
@unkept
def successors(request: AuthenticatedRequest) -> HttpResponseBase:
    """The organisations that one works at; straight to the only one."""
    found = list(authorities_of(request.user))
    if len(found) == 1:
        return redirect("cooperation:successor", found[0].pk)
    rows = [
        {
            "name": str(one), "url": reverse("cooperation:successor", args=[one.pk]),
            "stage": str(stage_of_consent(living_consent(SuccessorConsent, {"organisation": one}))),
        }
        for one in found
    ]  # fmt: skip
    return render(request, "cooperation/successors/list.html", {"organisations": rows})


@requires(PARTNER)
@unkept
def successor(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How it stands, what goes over, and what will open at the new address."""
    return consent_page(request, _desk(request, pk))


@requires(PARTNER)
@unkept
def successor_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say yes, for one of the organisation's case workers."""
    return consent_new_page(request, _desk(request, pk))


@requires(PARTNER)
@unkept
def successor_confirm(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Confirm a colleague's yes."""
    return consent_confirm_page(request, _desk(request, pk))


@requires(PARTNER)
@unkept
def successor_take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take the yes back."""
    return consent_take_back_page(request, _desk(request, pk))


def _desk(request: AuthenticatedRequest, pk: int) -> Desk:
    organisation = get_object_or_404(authorities_of(request.user), pk=pk)
    names = {"page": "cooperation:successor", "new": "cooperation:successor-new",
             "confirm": "cooperation:successor-confirm", "take_back": "cooperation:successor-take-back"}  # fmt: skip
    return Desk(
        table=SuccessorConsent, whose={"organisation": organisation}, name=str(organisation),
        template="cooperation/successors/successor.html", fault=consent_fault(organisation, request.user),
        give=partial(say_yes, organisation=organisation), confirm=partial(confirm_yes, organisation=organisation),
        take_back=partial(take_back_yes, organisation=organisation),
        urls={key: reverse(name, args=[pk]) for key, name in names.items()},
        breadcrumb=[{"label": _("Utbyte"), "url": reverse("cooperation:exchange")}],
        also=_keys(organisation, request),
    )  # fmt: skip


def _keys(organisation: Organisation, request: AuthenticatedRequest) -> dict[str, Any]:
    """Whose own key opens at another address: a passkey is bound to this one, a passphrase is not."""
    keys, openers, own = keys_of(organisation), openers_of(organisation), own_key_of(request.user)
    people = [
        {"user": one, "can_open": one.pk in openers, "guard": keys[one.pk].guard if one.pk in keys else ""}
        for one in people_of(organisation)
    ]
    return {"people": people, "own_is_passkey": own is not None and own.guard == "passkey"}
