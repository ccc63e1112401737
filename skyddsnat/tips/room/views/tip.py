"""One tip: opened in the browser, taken, given, answered, noted, paused, closed, opened again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Given,
    Refused,
    bytes_in,
    coded,
    given,
    requires,
    text_in,
    unkept,
)
from skyddsnat.tips.access import RECEIVE, receivers_for
from skyddsnat.tips.filing.api import messages_of, sealed_of
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Message, Tip
from skyddsnat.tips.room import parts
from skyddsnat.tips.room.access import current_key, hand_overs_of, members_of, own_tips
from skyddsnat.tips.room.actions import timing, tips
from skyddsnat.tips.room.forms import CloseForm, GiveForm, PauseForm
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.timers import answers_key, standings, timers
from skyddsnat.tips.room.views.showing import answered, show


@requires(RECEIVE)
@unkept
def tip(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What stands in the open, and places for what the browser opens."""
    return tip_page(request, the_tip(request, pk))


def tip_page(request: AuthenticatedRequest, found: Tip, give: GiveForm | None = None) -> HttpResponse:
    user, now, receiver = request.user, timezone.now(), found.receiver
    said = list(found.messages.select_related("by"))
    running = standings(found, receiver.hours, said, found.pauses.all())
    proposed = parts.next_owners([receiver]).get(found.pk) if found.owner_id is None else None
    mine = found.owner_id == user.pk and found.state == State.OWNED
    context = {
        "tip": found, "receiver": receiver, "mine": mine, "is_closed": found.state == State.CLOSED,
        "facts": parts.facts(found, proposed, several=receivers_for(user).count() > 1),
        "said": said, "timers": parts.timer_rows(running, now, mine=mine), "duties": parts.duty_rows(),
        "answers_key": answers_key(found),
        "hand_overs": [(parts.name_of(one.tip.receiver), one) for one in hand_overs_of(user, found)],
        "stamp": stamp_of(found),
        "give": give or GiveForm(
            members=members_of(receiver).exclude(user=found.owner_id), initial={"stamp": stamp_of(found)}
        ),
        "state": parts.state_tag(found),
        "my_turn": proposed is not None and proposed.user_id == user.pk,
        "tip_config": tip_config(found), "mark": uuid.uuid4(), "note_mark": uuid.uuid4(), "breadcrumb": trail(),
    }  # fmt: skip
    return show(request, "tips/room/tip.html", context)


def tip_config(found: Tip) -> Given:
    """What the scripts need to open a tip and to seal what is said of it."""
    now = current_key(found.receiver)
    return {
        "tip": str(found.pk), "key": found.team_key.recipient,
        "team": now.recipient if now else found.team_key.recipient,
        "answers": answers_key(found), "stamp": stamp_of(found),
        "sealed": reverse("tips:room-sealed", args=[found.pk]),
        "kind": found.kind, "read": reverse("tips:room-read", args=[found.pk]), "language": found.language,
        "kind_said": str(found.get_kind_display()),
        "language_said": parts.language_name(found.language),
    }  # fmt: skip


@requires(RECEIVE)
@require_GET
@unkept
def sealed(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The age files of a tip, for the browser to open; of the tip alone when only its first line is wanted."""
    found = the_tip(request, pk)
    body: Given = {
        "key": found.team_key.recipient,
        "tip": coded(sealed_of(found)),
        "stamp": stamp_of(found),
    }
    if "bara" not in request.GET:
        body["messages"] = [_message(one, data) for one, data in messages_of(found)]
    return JsonResponse(body)


def _message(one: Message, data: bytes) -> dict[str, Any]:
    return {
        "id": one.pk,
        "sealed": coded(data),
        "heading": heading_of(one),
        "kind": kind_of(one),
        "unread": one.writer == "sender" and one.read_at is None,
    }


def kind_of(one: Message) -> str:
    return "note" if one.is_note else one.writer


def heading_of(one: Message) -> str:
    """Who said it, and to whom it can be read."""
    if one.writer == "sender":
        return _("Avsändaren lade till")
    name = one.by.name if one.by else ""
    return (_("Anteckning av %(name)s") if one.is_note else _("Svar av %(name)s")) % {"name": name}


@requires(RECEIVE)
@require_POST
def take(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Own the tip."""
    found = the_tip(request, pk)
    try:
        tips.take(tip=found, stamp=request.POST.get("stamp", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Du äger tipset nu."))
    return redirect("tips:room-tip", pk)


@requires(RECEIVE)
@require_POST
def give(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a colleague own the tip."""
    found = the_tip(request, pk)
    form = GiveForm(request.POST, members=members_of(found.receiver).exclude(user=found.owner_id))
    if not form.is_valid():
        return tip_page(request, found, form)
    try:
        tips.give(tip=found, to=form.cleaned_data["to"], stamp=form.cleaned_data["stamp"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s äger tipset nu.") % {"name": form.cleaned_data["to"].name})
    return redirect("tips:room-tip", pk)


def _mark(told: Given) -> uuid.UUID:
    try:
        return uuid.UUID(text_in(told, "mark"))
    except ValueError as error:
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen.")) from error


@requires(RECEIVE)
@require_POST
def answer(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep an answer that the browser has sealed."""
    found = the_tip(request, pk)

    def do() -> str:
        told = given(request)
        tips.answer(
            tip=found,
            mark=_mark(told),
            sealed=bytes_in(told, "sealed"),
            stamp=text_in(told, "stamp"),
            by=request.user,
        )
        messages.success(request, _("Svaret är skickat. Avsändaren läser det med sitt kvitto."))
        return reverse("tips:room-tip", args=[pk])

    return answered(do)


@requires(RECEIVE)
@require_POST
def note(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a note that the browser has sealed."""
    found = the_tip(request, pk)

    def do() -> str:
        told = given(request)
        tips.note(tip=found, mark=_mark(told), sealed=bytes_in(told, "sealed"), by=request.user)
        messages.success(request, _("Anteckningen är sparad. Bara laget kan läsa den."))
        return reverse("tips:room-tip", args=[pk])

    return answered(do)


@requires(RECEIVE)
@require_POST
def read(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Note that the browser has opened what the sender added."""
    found = the_tip(request, pk)

    def do() -> str:
        rows = given(request).get("messages")
        numbers = [one for one in rows if isinstance(one, int)] if isinstance(rows, list) else []
        tips.mark_read(tip=found, messages=numbers, by=request.user)
        return ""

    return answered(do)


@requires(RECEIVE)
@unkept
def close(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask why, then close."""
    found = the_tip(request, pk)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"stamp": stamp_of(found)})
    if form.is_valid():
        told = form.cleaned_data
        try:
            tips.close(
                tip=found, reason=told["reason"], place=told["place"], stamp=told["stamp"], by=request.user
            )
        except Refused as refusal:
            keep_stamp(form, found)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tipset är avslutat. Det går att öppna igen."))
            return redirect("tips:room-inbox")
    config = tip_config(found) | {"places": parts.places_by_swedish_name()}
    context = {"form": form, "tip": found, "tip_config": config, "breadcrumb": trail(found)}
    return show(request, "tips/room/close.html", context)


def keep_stamp(form: Any, found: Tip) -> None:
    """Let what was chosen stand, now knowing what has happened meanwhile."""
    typed = form.data.copy()
    typed["stamp"] = stamp_of(found)
    form.data = typed


@requires(RECEIVE)
@require_POST
def reopen(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Open a closed tip again."""
    try:
        tips.reopen(tip=the_tip(request, pk), stamp=request.POST.get("stamp", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tipset är öppet igen, och du äger det."))
    return redirect("tips:room-tip", pk)


@requires(RECEIVE)
@unkept
def pause(request: AuthenticatedRequest, pk: uuid.UUID, timer: str) -> HttpResponseBase:
    """Ask why, then let a time stand still."""
    found = the_tip(request, pk)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            timing.pause(tip=found, timer=timer, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tiden är pausad. Tipset är fortfarande öppet."))
            return redirect("tips:room-tip", pk)
    known = timers().get(timer)
    context = {
        "form": form,
        "tip": found,
        "name": parts.timer_name(known) if known else "",
        "breadcrumb": trail(found),
    }
    return show(request, "tips/room/pause.html", context)


@requires(RECEIVE)
@require_POST
def resume(request: AuthenticatedRequest, pk: uuid.UUID, timer: str) -> HttpResponse:
    """Let the time go on."""
    timing.resume(tip=the_tip(request, pk), timer=timer, by=request.user)
    return redirect("tips:room-tip", pk)


def the_tip(request: AuthenticatedRequest, pk: uuid.UUID) -> Tip:
    return get_object_or_404(own_tips(request.user), pk=pk)


def trail(found: Tip | None = None) -> list[dict[str, Any]]:
    items = [{"label": _("Inkorg"), "url": reverse("tips:room-inbox")}]
    if found is not None:
        items.append({"label": _("Tipset"), "url": reverse("tips:room-tip", args=[found.pk])})
    return items
