"""The tables of calls: whom to call next, and what was said."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Contact
from skyddsnat.core.models import User
from skyddsnat.knowledge.ladder import parts
from skyddsnat.knowledge.ladder.standing import Standing
from skyddsnat.knowledge.models import Call, Method


def waiting_table(
    rows: Sequence[Standing], method: Method, phones: dict[int, Contact], people: dict[str, str],
    *, today: datetime.date, may_write: bool,
) -> dict[str, Any]:  # fmt: skip
    """Those to call, in the order to call them."""
    return {
        "caption": _("Att ringa, i den ordning det behövs"),
        "caption_hidden": True,
        "export": "ring",
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Längst komna steg")},
            {"label": _("Senast hört")},
            {"label": _("Nästa kontakt"), "notes": _("Anteckning")},
            {"label": _("Telefon"), "notes": _("Funktion")},
            {"label": _("Samordnare")},
            {"label": _("Skriv in samtalet"), "hidden": True, "aside": True},
        ],
        "rows": [_waiting_row(row, method, phones, people, today, may_write=may_write) for row in rows],
        "empty": {
            "heading": _("Ingen att ringa"),
            "text": _("Alla har följt upp under det senaste året."),
            "icon": "check",
        },
    }


def _waiting_row(
    row: Standing, method: Method, phones: dict[int, Contact], people: dict[str, str], today: datetime.date,
    *, may_write: bool,
) -> dict[str, Any]:  # fmt: skip
    one = row.organisation
    contact = phones.get(one.pk)
    planned: dict[str, Any] = {
        "value": parts.day_of(row.next_on),
        "note": row.call.note if row.call else "",
        "note_swedish": parts.language() == "en",
    }
    if row.next_on is not None and row.next_on <= today:
        planned["tag"] = {"text": _("Nu"), "tone": "warning"}
    phone: Any = "–"
    if contact is not None:
        phone = {"value": phone_link(contact.phone), "raw": contact.phone, "note": contact.function,
                 "note_swedish": parts.language() == "en"}  # fmt: skip
    return {
        "url": parts.url_of(method, one),
        "cells": [
            parts.name_of(one),
            parts.step_cell(row.furthest),
            parts.day_of(row.last),
            planned,
            phone,
            people.get(row.county_code, "–"),
            {
                "value": _("Skriv in samtalet"),
                "url": reverse("knowledge:ladder-call", args=[method.code, one.code]),
            }
            if may_write
            else "",
        ],
    }


def phone_link(number: str) -> str:
    """The number as something a telephone can call."""
    dialled = "".join(char for char in number if char.isdigit() or char == "+")
    return format_html('<a href="tel:{}">{}</a>', dialled, number)


def calls_table(calls: Iterable[Call], user: User) -> dict[str, Any]:
    """What was said, the latest first. Nobody takes away what another has written."""
    return {
        "caption": _("Samtal"),
        "caption_hidden": True,
        "export": "samtal",
        "columns": [
            {"label": _("Dag")},
            {"label": _("Hur gick det?")},
            {"label": _("Anteckning")},
            {"label": _("Nästa kontakt")},
            {"label": _("Vem ringde")},
            {"label": _("Ta bort"), "hidden": True, "aside": True},
        ],
        "rows": [
            {
                "cells": [
                    parts.day_of(call.day),
                    call.get_outcome_display(),
                    parts.words_of(call.note) if call.note else "–",
                    parts.day_of(call.next_on),
                    call.by.name,
                    {"value": _("Ta bort"), "url": reverse("knowledge:ladder-call-remove", args=[call.pk])}
                    if call.by_id == user.pk
                    else "",
                ]
            }
            for call in calls
        ],
        "empty": {"heading": _("Inga samtal än"), "text": "", "icon": "dialogue"},
    }
