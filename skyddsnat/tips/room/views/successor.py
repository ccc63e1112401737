"""Whether a team's tips may go on to the authority that takes over."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from skyddsnat.core.api import AuthenticatedRequest, requires, unkept
from skyddsnat.mandate.api import (
    Desk,
    consent_confirm_page,
    consent_new_page,
    consent_page,
    consent_take_back_page,
)
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.models import Receiver, SuccessorConsent
from skyddsnat.tips.room.access import key_of, sheets_of
from skyddsnat.tips.room.actions.successor import confirm_yes, consent_fault, say_yes, take_back_yes
from skyddsnat.tips.room.parts import name_of
from skyddsnat.tips.room.views.team import member_rows, own_team


@requires(RECEIVE)
@unkept
def successor(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How it stands, what goes over, and what will open at the new address."""
    return consent_page(request, _desk(request, pk))


@requires(RECEIVE)
@unkept
def successor_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say yes, for one who can open the team's key."""
    return consent_new_page(request, _desk(request, pk))


@requires(RECEIVE)
@unkept
def successor_confirm(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Confirm a colleague's yes."""
    return consent_confirm_page(request, _desk(request, pk))


@requires(RECEIVE)
@unkept
def successor_take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take the yes back."""
    return consent_take_back_page(request, _desk(request, pk))


def _desk(request: AuthenticatedRequest, pk: int) -> Desk:
    receiver = own_team(request, pk)
    names = {"page": "tips:successor", "new": "tips:successor-new", "confirm": "tips:successor-confirm",
             "take_back": "tips:successor-take-back"}  # fmt: skip
    return Desk(
        table=SuccessorConsent, whose={"receiver": receiver}, name=name_of(receiver),
        template="tips/room/successor.html", fault=consent_fault(receiver, request.user),
        give=partial(say_yes, receiver=receiver), confirm=partial(confirm_yes, receiver=receiver),
        take_back=partial(take_back_yes, receiver=receiver),
        urls={key: reverse(name, args=[pk]) for key, name in names.items()},
        breadcrumb=[{"label": name_of(receiver), "url": reverse("tips:team", args=[pk])}],
        also=_keys(receiver, request),
    )  # fmt: skip


def _keys(receiver: Receiver, request: AuthenticatedRequest) -> dict[str, Any]:
    """Who in the team can open what with what goes over: a passkey is bound to the address, a passphrase is not."""
    members = member_rows(receiver, request.user)
    own = key_of(request.user)
    return {
        "receiver": receiver, "members": members, "sheets": sheets_of(receiver),
        "own_is_passkey": own is not None and own.guard == "passkey",
        "will_open": sum(one["can_open"] and one["key"].guard == "passphrase" for one in members),
    }  # fmt: skip
