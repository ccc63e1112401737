"""The parts of the pages: tables, facts, what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.knowledge.consultations.rules import State
from skyddsnat.knowledge.models import Consultation, ConsultationMessage
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_short_date, today

type Row = dict[str, Any]
TONES = {
    State.WAITING: "warning", State.WORKING: "info", State.ASKED: "info", State.ANSWERED: "success",
    State.CLOSED: "neutral", State.WITHDRAWN: "neutral",
}  # fmt: skip


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def own_words(one: Consultation, value: str) -> Row:
    """Words typed by the one who asked, marked as Swedish to an English reader when they are."""
    return {"value": value, "swedish": language() == "en" and one.language == "sv"}


def name_of(one: Consultation) -> Row:
    organisation = one.organisation
    english = language() == "en"
    return {"value": str(organisation), "swedish": english and not organisation.name_en}


def trail() -> list[Row]:
    return [{"label": _("Rådgivning"), "url": reverse("knowledge:consultations")}]


def state_tag(one: Consultation) -> Row:
    return {"text": State(one.state).label, "tone": TONES[State(one.state)]}


def due_cell(one: Consultation) -> Row:
    if one.state not in {State.WAITING, State.WORKING}:
        return {"value": ""}
    cell: Row = {"value": format_short_date(one.due_on, language())}
    return cell | {"tag": {"text": _("Försenad"), "tone": "danger"}} if one.due_on < today() else cell


def queue_table(rows: Iterable[Consultation], *, every: Callable[[], Any]) -> Row:
    return {
        "caption": _("Frågor om metodstöd"), "caption_hidden": True, "export": "fragor",
        "columns": [
            {"label": _("Fråga"), "notes": _("Organisation")}, {"label": _("Läge")}, {"label": _("Svar senast")},
            {"label": _("Vem svarar")},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    own_words(one, one.subject) | {"note": str(one.organisation)}, {"value": "", "tag": state_tag(one)},
                    due_cell(one), one.assigned_to.name if one.assigned_to else "",
                ],
            }
            for one in rows
        ],
        "every_row": every,
        "empty": {"heading": _("Inga frågor här"), "text": _("När någon frågar syns det här och på startsidan."),
                  "icon": "dialogue"},
    }  # fmt: skip


def own_table(rows: Iterable[Consultation]) -> Row:
    return {
        "caption": _("Mina frågor"), "caption_hidden": True,
        "columns": [{"label": _("Fråga")}, {"label": _("Läge")}, {"label": _("Ställd")}],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    own_words(one, one.subject), {"value": "", "tag": state_tag(one)},
                    format_short_date(one.asked_at.astimezone(STOCKHOLM).date(), language()),
                ],
            }
            for one in rows
        ],
        "empty": {"heading": _("Du har inte frågat något än"), "text": _("Dina frågor och svaren på dem står här."),
                  "icon": "dialogue"},
    }  # fmt: skip


def facts(one: Consultation, *, staff: bool, linked: bool = False) -> list[Row]:
    """What is known of a question; `linked` for those who may open the ledger."""
    found: list[Row] = [
        {"label": _("Läge"), "value": "", "tag": state_tag(one)},
        {"label": _("Organisation")} | name_of(one),
        {"label": _("Metod"), "value": str(one.method) if one.method else _("Ingen metod")},
    ]
    if one.state in {State.WAITING, State.WORKING}:
        found.append({"label": _("Svar senast"), "value": format_date(one.due_on, language())})
    if one.assigned_to is not None:
        found.append({"label": _("Vem svarar"), "value": one.assigned_to.name})
    if staff:
        asker = one.asked_by.name if one.asked_by else one.asker_name
        found.append(
            {"label": _("Vem frågade"), "value": asker or _("Borttaget, som det ska vara efter ett år")}
        )
        if one.evidence is not None:
            found.append(
                {
                    "label": _("Underlag"),
                    "value": _("Underlag nr %(seq)s") % {"seq": one.evidence.seq},
                    "url": reverse("mandate:evidence", args=[one.evidence.assignment.slug, one.evidence.seq])
                    if linked
                    else "",
                    "change": _("Visa"),
                }
            )
    return found


def said(one: Consultation, *, staff: bool) -> list[Row]:
    """What was said, oldest first. The one who asked sees that an answer was taken back, and not the answer."""
    return [_said(one, message, staff=staff) for message in one.messages.select_related("by")]


def _said(one: Consultation, message: ConsultationMessage, *, staff: bool) -> Row:
    retracted = message.retracted_at is not None
    by: User | None = message.by
    return {
        "id": message.pk,
        "kind": message.get_kind_display(),
        "ours": message.is_from_us,
        "at": message.said_at,
        "by": by.name if by and (message.is_from_us or staff) else "",
        "text": message.text if staff or not retracted else "",
        "retracted": retracted,
        "swedish": language() == "en" and one.language == "sv",
        "retract_url": reverse("knowledge:consultation-retract", args=[message.pk])
        if message.kind == ConsultationMessage.Kind.ANSWER and not retracted
        else "",
    }
