"""The recovery sheets: opening the team's keys with two of them, trying them without changing anything, new ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from skyddsnat.core.api import AuthenticatedRequest, coded, given, requires, text_in, unkept, wraps_in
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.models import Receiver
from skyddsnat.tips.room.access import (
    current_key,
    key_of,
    older_recoveries,
    openers_by_key,
    openers_of,
    recovery_wraps_for,
)
from skyddsnat.tips.room.actions.sheets import make_new_sheets, new_drill, prove_sheets
from skyddsnat.tips.room.actions.team import recover_keys
from skyddsnat.tips.room.parts import name_of
from skyddsnat.tips.room.views.showing import answered, show
from skyddsnat.tips.room.views.team import member_rows, new_key_in, own_team, recovery_address, team_config


def _trail(receiver: Receiver) -> list[dict[str, Any]]:
    return [{"label": name_of(receiver), "url": reverse("tips:team", args=[receiver.pk])}]


@requires(RECEIVE)
@unkept
def recovery(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Open the team's keys again with two of the three sheets."""
    receiver = own_team(request, pk)
    current, mine, older = current_key(receiver), key_of(request.user), older_recoveries(receiver)
    config = {
        "recovery": current.recovery if current else "", "own": mine.recipient if mine else "", "older": older,
        "wraps": reverse("tips:recovery-keys", args=[pk]),
    }  # fmt: skip
    context = {
        "receiver": receiver,
        "name": name_of(receiver),
        "current": current,
        "mine": mine,
        "older": older,
        "team_config": config,
        "breadcrumb": _trail(receiver),
    }
    return show(request, "tips/room/recovery.html", context)


@requires(RECEIVE)
@require_GET
@unkept
def recovery_keys(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """The team's keys within the recovery key; and a word within it, when the sheets are to be tried."""
    receiver = own_team(request, pk)
    found = recovery_wraps_for(request.user, receiver)
    rows = [
        {
            "key": one.team_key_id, "recipient": one.team_key.recipient, "recovery": one.team_key.recovery,
            "sealed": coded(bytes(one.sealed)),
        }
        for one in found
    ]  # fmt: skip
    body: dict[str, Any] = {"wraps": rows}
    current = current_key(receiver)
    if "prov" in request.GET and current is not None:
        made = new_drill(receiver, current.recovery)
        body["drill"] = {"sealed": coded(made.sealed), "sign": made.sign}
    return JsonResponse(body)


@requires(RECEIVE)
@require_POST
def recover(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep the team's keys wrapped to oneself, after the sheets have opened them."""
    receiver = own_team(request, pk)

    def do() -> str:
        recover_keys(receiver=receiver, wraps=wraps_in(given(request), "wraps"), by=request.user)
        messages.success(
            request, _("Lagets nyckel öppnas av din nyckel igen. Lägg tillbaka bladen på var sitt ställe.")
        )
        return reverse("tips:team", args=[pk])

    return answered(do)


@requires(RECEIVE)
@unkept
def drill(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Try two sheets; nothing is changed by it."""
    receiver = own_team(request, pk)
    current = current_key(receiver)
    config = {
        "recovery": current.recovery if current else "",
        "wraps": f"{reverse('tips:recovery-keys', args=[pk])}?prov",
    }
    context = {
        "receiver": receiver, "name": name_of(receiver), "current": current, "team_config": config,
        "breadcrumb": _trail(receiver),
    }  # fmt: skip
    return show(request, "tips/room/drill.html", context)


@requires(RECEIVE)
@require_POST
def drilled(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Note that two sheets opened what only they open."""
    receiver = own_team(request, pk)

    def do() -> str:
        told = given(request)
        prove_sheets(
            receiver=receiver, word=text_in(told, "word"), sign=text_in(told, "sign"), by=request.user
        )
        messages.success(request, _("Bladen öppnar lagets nyckel. Lägg tillbaka dem på var sitt ställe."))
        return reverse("tips:team", args=[pk])

    return answered(do)


@requires(RECEIVE)
@unkept
def new_sheets(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Say what new sheets do and what the old ones still open; then the browser makes them."""
    receiver = own_team(request, pk)
    members, opened = member_rows(receiver, request.user), openers_by_key(receiver)
    context = {
        "receiver": receiver, "name": name_of(receiver), "members": members,
        "recovery_address": recovery_address(request, pk),
        "can_open": request.user.pk in openers_of(receiver),
        "lacking": any(request.user.pk not in users for users in opened.values()),
        "unopened": receiver.keys.exclude(pk__in=opened).count(),
        "team_config": team_config(receiver, members), "breadcrumb": _trail(receiver),
    }  # fmt: skip
    return show(request, "tips/room/new_sheets.html", context)


@requires(RECEIVE)
@require_POST
def sheets_keep(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let the new sheets recover the team's keys from now on."""
    receiver = own_team(request, pk)

    def do() -> str:
        told = given(request)
        make_new_sheets(
            receiver=receiver, key=new_key_in(told), old=wraps_in(told, "old"),
            replaces=text_in(told, "replaces"), by=request.user,
        )  # fmt: skip
        messages.success(
            request, _("De nya bladen gäller, och laget har en ny nyckel. Prova gärna två av bladen.")
        )
        return reverse("tips:team", args=[pk])

    return answered(do)
