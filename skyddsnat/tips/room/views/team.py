"""A team and its key: who can open it, sharing it with a colleague, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Given,
    Refused,
    bytes_in,
    given,
    requires,
    text_in,
    unkept,
    wraps_in,
)
from skyddsnat.core.models import User
from skyddsnat.tips.access import RECEIVE, receivers_for
from skyddsnat.tips.models import Receiver
from skyddsnat.tips.room.access import (
    current_key,
    key_of,
    keys_of,
    members_of,
    must_renew,
    openers_of,
    queue_of,
    sheets_of,
)
from skyddsnat.tips.room.actions.team import make_team_key, set_in_turn, share_keys
from skyddsnat.tips.room.parts import name_of
from skyddsnat.tips.room.renewing import NewKey
from skyddsnat.tips.room.rules import fingerprint, should_try_sheets
from skyddsnat.tips.room.views.showing import answered, show


@requires(RECEIVE)
@unkept
def teams(request: AuthenticatedRequest) -> HttpResponseBase:
    """The teams that one is in; straight to the only one."""
    found = list(receivers_for(request.user))
    if len(found) == 1:
        return redirect("tips:team", found[0].pk)
    return show(request, "tips/room/teams.html", {"teams": [{"row": one, **_standing(one)} for one in found]})


def _standing(receiver: Receiver) -> dict[str, Any]:
    return {
        "name": name_of(receiver),
        "openers": len(openers_of(receiver)),
        "has_key": current_key(receiver) is not None,
    }


@requires(RECEIVE)
@unkept
def team(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Who is in the team, whose key opens what is sent, and what has to be done about the key."""
    receiver = own_team(request, pk)
    current, sheets = current_key(receiver), sheets_of(receiver)
    mine, members = key_of(request.user), member_rows(receiver, request.user)
    may_share = request.user.pk in openers_of(receiver)
    context = {
        "receiver": receiver, "name": name_of(receiver),
        "recovery_address": recovery_address(request, pk), "current": current, "members": members, "mine": mine,
        "may_share": may_share, "sheets": sheets,
        "try_sheets": sheets is not None and should_try_sheets(sheets.proven_at, timezone.now()),
        "team_config": team_config(receiver, members), "can_open": may_share, "must_renew": must_renew(receiver),
        "next": queue_of(receiver)[:1], "in_turn": next(one["in_turn"] for one in members if one["is_me"]),
        "without_key": [one["user"] for one in members if one["key"] is None],
        "old_count": receiver.keys.exclude(retired_at=None).count(),
    }  # fmt: skip
    return show(request, "tips/room/team.html", context)


def recovery_address(request: AuthenticatedRequest, pk: int) -> str:
    """Where the sheets are used, to stand on them."""
    return request.build_absolute_uri(reverse("tips:recovery", args=[pk]))


def member_rows(receiver: Receiver, me: User) -> list[dict[str, Any]]:
    """Who is in the team, with the keys as people compare them."""
    keys, openers = keys_of(receiver), openers_of(receiver)
    return [_member(one, keys, openers, me.pk) for one in members_of(receiver)]


def team_config(receiver: Receiver, members: list[dict[str, Any]]) -> dict[str, Any]:
    """What the scripts need to make a key for the team."""
    current = current_key(receiver)
    return {
        "recovery": current.recovery if current else "",
        "replaces": current.recipient if current else "",
        "members": {one["key"].pk: one["key"].recipient for one in members if one["key"]},
        "receiver": receiver.pk,
        "team": receiver.name,
    }


def _member(row: Any, keys: dict[int, Any], openers: set[int], me: int) -> dict[str, Any]:
    key = keys.get(row.user_id)
    return {
        "user": row.user, "key": key, "can_open": row.user_id in openers, "in_turn": row.in_turn,
        "fingerprint": fingerprint(key.recipient) if key else "", "is_me": row.user_id == me,
    }  # fmt: skip


@requires(RECEIVE)
@require_POST
def team_key(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep a new key of the team."""
    receiver = own_team(request, pk)

    def do() -> str:
        told = given(request)
        make_team_key(
            receiver=receiver, key=new_key_in(told), replaces=text_in(told, "replaces"), by=request.user
        )
        messages.success(request, _("Laget har en ny nyckel. Nya tips förseglas till den."))
        return reverse("tips:team", args=[pk])

    return answered(do)


def new_key_in(told: Given) -> NewKey:
    """A new key as the browser made it."""
    return NewKey(
        text_in(told, "recipient"),
        text_in(told, "recovery"),
        wraps_in(told, "wraps"),
        bytes_in(told, "recovery_wrap"),
    )


@requires(RECEIVE)
@require_POST
def team_share(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the team's keys wrapped to a colleague."""
    receiver = own_team(request, pk)

    def do() -> str:
        told = given(request)
        to = {one.recipient: one for one in keys_of(receiver).values()}.get(text_in(told, "to"))
        if to is None:
            raise Refused(_("Kollegan har lämnat laget eller fått en ny nyckel. Ladda om sidan."))
        share_keys(receiver=receiver, to=to, wraps=wraps_in(told, "wraps"), by=request.user)
        messages.success(request, _("Lagets nyckel är delad. Kollegan kan låsa upp nu."))
        return reverse("tips:team", args=[pk])

    return answered(do)


@requires(RECEIVE)
@require_POST
def turn(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Be given new tips in turn, or not for now."""
    set_in_turn(receiver=own_team(request, pk), in_turn=request.POST.get("in_turn") == "1", by=request.user)
    return redirect("tips:team", pk)


def own_team(request: AuthenticatedRequest, pk: int) -> Receiver:
    return get_object_or_404(receivers_for(request.user), pk=pk)
