"""What is said of tips in the open: lists, times, who has it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.api import counties, municipalities
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_moment
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Member, Receiver, Tip
from skyddsnat.tips.room.access import queue_of, waiting_tips
from skyddsnat.tips.room.rules import turns
from skyddsnat.tips.room.timers import Duty, Standing, Timer, duties, has_addition, standings

type Rows = list[dict[str, Any]]

TONES = {State.NEW: "warning", State.OWNED: "info", State.CLOSED: "neutral"}


def in_english() -> bool:
    return get_language() == "en"


def said(pair: tuple[str, str]) -> str:
    """Swedish or English, as the page is."""
    return pair[1 if in_english() else 0]


def name_of(receiver: Receiver) -> str:
    return receiver.name_en if in_english() and receiver.name_en else receiver.name


def language_name(code: str) -> str:
    return str(AT_WORK.get(code, code))


def next_owners(receivers: Iterable[Receiver]) -> dict[object, Member]:
    """Who is next in turn for each tip that waits with the receivers."""
    found: dict[object, Member] = {}
    for receiver in receivers:
        found |= turns(list(waiting_tips(receiver).values_list("pk", flat=True)), queue_of(receiver))
    return found


def state_tag(tip: Tip) -> dict[str, str]:
    return {"text": str(State(tip.state).label), "tone": TONES[State(tip.state)]}


def due_tag(found: Sequence[Standing], now: datetime.datetime) -> dict[str, str] | None:
    """The time that ends first: late, near or paused. None when no time runs."""
    running = sorted((one for one in found if one.due), key=lambda one: one.due or now)
    if running and running[0].due:
        return _running_tag(running[0].due, now)
    return {"text": _("Tiden är pausad"), "tone": "neutral"} if found else None


def _running_tag(due: datetime.datetime, now: datetime.datetime) -> dict[str, str]:
    if due < now:
        return {"text": _("Försenat"), "tone": "danger"}
    near = due - now < datetime.timedelta(days=1)
    return {
        "text": _("Senast %(when)s") % {"when": format_moment(due)},
        "tone": "warning" if near else "neutral",
    }


def inbox_row(tip: Tip, proposed: Member | None, now: datetime.datetime) -> dict[str, Any]:
    """A tip in the list, as it stands before anything is opened."""
    messages = list(tip.messages.all())
    found = standings(tip, tip.receiver.hours, messages, tip.pauses.all())
    return {
        "tip": tip, "url": reverse("tips:room-tip", args=[tip.pk]),
        "sealed": reverse("tips:room-sealed", args=[tip.pk]),
        "kind": tip.get_kind_display(), "age": _age(tip.received_at, now), "state": state_tag(tip),
        "due": due_tag(found, now), "language": language_name(tip.language), "proposed": proposed,
        "addition": has_addition(messages) and tip.state != State.CLOSED,
        "cheap": tip.cheap,  # type: ignore[attr-defined]
        "receiver": name_of(tip.receiver), "handed": tip.handed_from_id is not None,
    }  # fmt: skip


def _age(received: datetime.datetime, now: datetime.datetime) -> str:
    if now - received < datetime.timedelta(hours=1):
        return _("nyss")
    return _("för %(age)s sedan") % {"age": timesince(received, now, depth=1)}


def facts(tip: Tip, proposed: Member | None, *, several: bool) -> Rows:
    """What stands in the open of a tip."""
    rows: Rows = [
        {"label": _("Kom in"), "value": format_moment(tip.received_at)},
        {"label": _("Slag"), "value": tip.get_kind_display()},
        {"label": _("Språk"), "value": language_name(tip.language)},
        {"label": _("Läge"), "value": tip.get_reason_display() if tip.reason else "", "tag": state_tag(tip)},
        {"label": _("Ägare"), "value": _owner(tip, proposed)},
        {"label": _("Förseglat"), "value": _sealed_where(tip)},
    ]
    return [{"label": _("Mottagare"), "value": name_of(tip.receiver)}, *rows] if several else rows


def _owner(tip: Tip, proposed: Member | None) -> str:
    if tip.owner is not None:
        return tip.owner.name
    return _("Ingen än. I tur: %(name)s") % {"name": proposed.user.name} if proposed else _("Ingen än")


def _sealed_where(tip: Tip) -> str:
    if tip.sealed_by == "browser":
        return _("I avsändarens webbläsare")
    return _("På servern när det kom in, eftersom avsändaren saknade JavaScript")


def timer_rows(found: Sequence[Standing], now: datetime.datetime, *, mine: bool) -> Rows:
    """Each time of a tip: what it is, when it ends, where it comes from, and whether it stands still."""
    return [
        {
            "code": one.timer.code, "name": said(one.timer.names), "source": said(one.timer.sources),
            "hours": one.timer.hours, "law": one.timer.kind == "law", "due": one.due,
            "tag": _running_tag(one.due, now) if one.due else {"text": _("Pausad"), "tone": "neutral"},
            "pause": one.pause, "may_pause": mine and one.timer.code != "owner" and one.pause is None,
        }
        for one in found
    ]  # fmt: skip


def duty_rows() -> Rows:
    """What the law asks, with its source and up to when it was checked."""
    return [_duty_row(one) for one in duties()]


def _duty_row(one: Duty) -> dict[str, str]:
    language = "en" if in_english() else "sv"
    return {
        "name": said(one.names), "source": said(one.sources), "from": format_date(one.valid_from, language),
        "checked": format_date(one.verified_until, language),
    }  # fmt: skip


def timer_name(timer: Timer) -> str:
    return said(timer.names)


def places_by_swedish_name() -> dict[str, str]:
    """Places that have another name on the page than in a tip, where they stand in Swedish."""
    if not in_english():
        return {}
    rows = [*municipalities().defer("geometry"), *counties().defer("geometry")]
    return {one.name: f"{one.name_en} ({one.code})" for one in rows if one.name_en != one.name}


def people_note(user: User, me: User) -> str:
    return _("%(name)s (du)") % {"name": user.name} if user.pk == me.pk else user.name


def frame_table(rows: Iterable[Receiver]) -> dict[str, Any]:
    """The receivers as staff see them."""
    return {
        "caption": _("Mottagare av tips"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Lag"), "notes": _("Myndighet")}, {"label": _("Läge")},
            {"label": _("Medlemmar"), "figures": True}, {"label": _("Tips utan ägare"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("tips:frame-receiver", args=[one.pk]),
                "cells": [
                    {"value": name_of(one), "note": str(one.organisation)}, {"value": "", "tag": on_tag(one)},
                    one.member_count, one.waiting_count,  # type: ignore[attr-defined]
                ],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Ingen mottagare än"), "icon": "people", "url": reverse("tips:frame-new"),
            "label": _("Lägg till en mottagare"),
            "text": _("Utan mottagare erbjuds inget formulär, och vägledningen säger vart man vänder sig."),
        },
    }  # fmt: skip


def on_tag(receiver: Receiver) -> dict[str, str]:
    if receiver.is_on:
        return {"text": _("Påslagen"), "tone": "success"}
    return {"text": _("Avstängd"), "tone": "neutral"}


def frame_facts(receiver: Receiver, days: Sequence[Any]) -> Rows:
    """A receiver's frame, for those who keep it."""
    change = reverse("tips:frame-change", args=[receiver.pk])
    places = ", ".join(sorted(one.name_shown for one in receiver.places.all()))
    hours = ", ".join(f"{days[day]} {first}–{last}" for day, first, last in receiver.hours)
    kinds = ", ".join(label for value, label in _kinds() if value in receiver.kinds)
    return [
        {"label": _("Myndighet"), "value": str(receiver.organisation), "url": change},
        {"label": _("Lagets namn på engelska"), "value": receiver.name_en},
        {"label": _("Tar emot"), "value": kinds, "url": change, "missing": True},
        {"label": _("Län"), "value": places or _("Hela landet"), "url": change},
        {"label": _("Kontorstid"), "value": hours or _("Dygnet runt"), "url": change},
        {"label": _("Telefon"), "value": receiver.phone, "url": change},
    ]


def _kinds() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Tip._meta.get_field("kind").choices or []]


def local(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()


def now() -> datetime.datetime:
    return timezone.now()
