"""A team and its key: who can open it, sharing it with a colleague, a new one, and the recovery sheets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
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
    recovery_wraps_for,
)
from skyddsnat.tips.room.actions.team import NewKey, make_team_key, recover_keys, set_in_turn, share_keys
from skyddsnat.tips.room.parts import name_of
from skyddsnat.tips.room.rules import fingerprint
from skyddsnat.tips.room.views.showing import (
    answered,
    bytes_in,
    coded,
    given,
    show,
    text_in,
    unkept,
    wraps_in,
)


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
    receiver = _own(request, pk)
    current, keys, openers = current_key(receiver), keys_of(receiver), openers_of(receiver)
    mine = key_of(request.user)
    members = [_member(one, keys, openers, request.user.pk) for one in members_of(receiver)]
    may_share = request.user.pk in openers
    config = {
        "recovery": current.recovery if current else "",
        "replaces": current.recipient if current else "",
        "members": {one["key"].pk: one["key"].recipient for one in members if one["key"]},
        "receiver": receiver.pk,
        "team": receiver.name,
    }
    context = {
        "receiver": receiver, "name": name_of(receiver), "current": current, "members": members, "mine": mine,
        "may_share": may_share,
        "team_config": config, "can_open": may_share, "must_renew": must_renew(receiver),
        "next": queue_of(receiver)[:1], "in_turn": next(one["in_turn"] for one in members if one["is_me"]),
        "without_key": [one["user"] for one in members if one["key"] is None],
        "old_count": receiver.keys.exclude(retired_at=None).count(),
    }  # fmt: skip
    return show(request, "tips/room/team.html", context)


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
    receiver = _own(request, pk)

    def do() -> str:
        told = given(request)
        key = NewKey(
            text_in(told, "recipient"),
            text_in(told, "recovery"),
            wraps_in(told, "wraps"),
            bytes_in(told, "recovery_wrap"),
        )
        make_team_key(receiver=receiver, key=key, replaces=text_in(told, "replaces"), by=request.user)
        messages.success(request, _("Laget har en ny nyckel. Nya tips förseglas till den."))
        return reverse("tips:team", args=[pk])

    return answered(do)


@requires(RECEIVE)
@require_POST
def team_share(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the team's keys wrapped to a colleague."""
    receiver = _own(request, pk)

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
@unkept
def recovery(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Open the team's keys again with two of the three sheets."""
    receiver = _own(request, pk)
    current, mine = current_key(receiver), key_of(request.user)
    config = {
        "recovery": current.recovery if current else "", "own": mine.recipient if mine else "",
        "wraps": reverse("tips:recovery-keys", args=[pk]),
    }  # fmt: skip
    context = {
        "receiver": receiver,
        "name": name_of(receiver),
        "current": current,
        "mine": mine,
        "team_config": config,
    }
    return show(request, "tips/room/recovery.html", context)


@requires(RECEIVE)
@require_GET
@unkept
def recovery_keys(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """The team's keys within the recovery key."""
    found = recovery_wraps_for(request.user, _own(request, pk))
    rows = [
        {"key": one.team_key_id, "recipient": one.team_key.recipient, "sealed": coded(bytes(one.sealed))}
        for one in found
    ]
    return JsonResponse({"wraps": rows})


@requires(RECEIVE)
@require_POST
def recover(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the team's keys wrapped to oneself, after the sheets have opened them."""
    receiver = _own(request, pk)

    def do() -> str:
        recover_keys(receiver=receiver, wraps=wraps_in(given(request), "wraps"), by=request.user)
        messages.success(
            request, _("Lagets nyckel öppnas av din nyckel igen. Lägg tillbaka bladen på var sitt ställe.")
        )
        return reverse("tips:team", args=[pk])

    return answered(do)


@requires(RECEIVE)
@require_POST
def turn(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Be given new tips in turn, or not for now."""
    set_in_turn(receiver=_own(request, pk), in_turn=request.POST.get("in_turn") == "1", by=request.user)
    return redirect("tips:team", pk)


def _own(request: AuthenticatedRequest, pk: int) -> Receiver:
    return get_object_or_404(receivers_for(request.user), pk=pk)
