"""The parts of the pages about dialogue, each as the data its component draws."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.actions.meeting_proof import HELD, proving_activity
from skyddsnat.mandate.actions.meetings import Party, parties_of
from skyddsnat.mandate.forms.meetings import MeetingForm, meeting_initial, parties_in
from skyddsnat.mandate.models import Agreement, Meeting
from skyddsnat.mandate.views.frame import in_language, language, long_date, own_words
from skyddsnat.shared.dates import today


def meeting_tag(meeting: Meeting) -> dict[str, str]:
    """Held, planned, or planned and passed without a word."""
    if meeting.is_held:
        return {"text": _("Hållet"), "tone": "success"}
    if meeting.day < today():
        return {"text": _("Skriv in hur det gick"), "tone": "warning"}
    return {"text": _("Planerat"), "tone": "info"}


def agreement_tag(agreement: Agreement) -> dict[str, str]:
    if agreement.is_overdue(today()):
        return {"text": _("Försenad"), "tone": "danger"}
    tone = {Agreement.OPEN: "info", Agreement.DONE: "success"}.get(agreement.state, "neutral")
    return {"text": str(agreement.get_state_display()), "tone": tone}


def names_of(meeting: Meeting) -> str:
    """The organisations as they were called that day."""
    return ", ".join(
        seat.organisation.name_on(meeting.day, language()) or str(seat.organisation)
        for seat in meeting.participations.all()
    )


def meetings_table(
    meetings: Iterable[Meeting], *, caption: str, empty: dict[str, Any], agreements: bool = True
) -> dict[str, Any]:
    """Meetings with whom and about what; with `agreements`, also how many of those are open."""
    rows = []
    for meeting in meetings:
        deals = list(meeting.agreements.all())
        left = sum(deal.state == Agreement.OPEN for deal in deals)
        late = any(deal.is_overdue(today()) for deal in deals)
        told = _("%(left)s av %(all)s öppna") % {"left": left, "all": len(deals)} if deals else ""
        left_over = {"value": told, **({"tag": {"text": _("Försenad"), "tone": "danger"}} if late else {})}
        rows.append({
            "cells": [
                {"value": long_date(meeting.day), "url": meeting.get_absolute_url()},
                own_words(meeting.about),
                names_of(meeting),
                {"value": "", "tag": meeting_tag(meeting)},
                *([left_over] if agreements else []),
            ],
            "url": meeting.get_absolute_url(),
        })  # fmt: skip
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": [
            {"label": _("Datum")},
            {"label": _("Vad det gällde")},
            {"label": _("Med")},
            {"label": _("Läge")},
            *([{"label": _("Överenskommelser")}] if agreements else []),
        ],
        "rows": rows,
        "empty": empty,
    }


def agreements_table(
    agreements: Iterable[Agreement], *, caption: str, may_write: bool, meeting: bool = True
) -> dict[str, Any]:
    """Agreements, the overdue ones first; `meeting` shows where they were made."""
    listed = sorted(agreements, key=_urgency)
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": [
            {"label": _("Överenskommelse")},
            {"label": _("Vem")},
            {"label": _("Senast")},
            {"label": _("Läge")},
            *([{"label": _("Mötet")}] if meeting else []),
            *([{"label": _("Åtgärd"), "aside": True}] if may_write else []),
        ],
        "rows": [{"cells": _agreement_cells(row, may_write, meeting)} for row in listed],
        "empty": {
            "heading": _("Inga överenskommelser än"),
            "text": _("Skriv in vad ni kom överens om på mötets sida: vem som gör vad, och till när."),
        },
    }


def _agreement_cells(row: Agreement, may_write: bool, meeting: bool) -> list[Any]:
    slug = row.meeting.assignment.slug
    said = own_words(row.what, **({"note": row.note} if row.note else {}))
    when = long_date(row.due)
    cells: list[Any] = [said, row.doer, when, {"value": long_date(row.settled_on), "tag": agreement_tag(row)}]
    if meeting:
        cells.append({**own_words(row.meeting.about), "url": row.meeting.get_absolute_url()})
    if may_write:
        cells.append({
            "value": _("Ändra läge"),
            "url": reverse("mandate:agreement-settle", args=[slug, row.meeting_id, row.pk]),
        })  # fmt: skip
    return cells


def _urgency(row: Agreement) -> tuple[int, str, int]:
    overdue, settled = row.is_overdue(today()), row.state != Agreement.OPEN
    return (0 if overdue else 2 if settled else 1, row.due.isoformat() if row.due else "9999", row.pk)


def meeting_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """The meeting as a summary list; what is empty is left out."""
    activities = [in_language(row, "title") for row in meeting.activities.all()]
    clauses = ", ".join(f"{clause.number} {clause.title}" for clause in meeting.clauses.all())
    rows: list[dict[str, Any]] = [
        {"label": _("När"), "value": long_date(meeting.day), "tag": meeting_tag(meeting)},
        {"label": _("Hur"), "value": str(meeting.get_form_display()) or _("Inte angivet")},
        {
            "label": _("Insatser"),
            "value": ", ".join(row["value"] for row in activities),
            "swedish": any(row["swedish"] for row in activities),
        },
        {"label": _("Meningar i beslutet"), "value": clauses},
        {"label": _("Gäller"), "value": "" if activities or clauses else _("Hela uppdraget")},
        {"label": _("Från oss"), "value": ", ".join(user.name for user in meeting.colleagues.all())},
        {"label": _("Vad sades"), **own_words(meeting.said)},
        {"label": _("Följs upp"), "value": long_date(meeting.follow_up_on)},
        {"label": _("Uppföljt"), "value": long_date(meeting.followed_up_on)},
        {"label": _("Vad uppföljningen visade"), **own_words(meeting.follow_up_note)},
    ]
    return [row for row in rows if row["value"]]


def saved_meanwhile(form: MeetingForm, parties: Any, current: Meeting) -> list[dict[str, Any]]:
    """What somebody else saved, where it differs from what was typed here."""
    typed, saved = form.values(), meeting_initial(current) | {"is_held": current.is_held}
    rows: list[dict[str, Any]] = []
    for name, mine in typed.items():
        theirs = saved[name]
        if (set(mine) != set(theirs)) if isinstance(theirs, list) else (mine != theirs):
            shown = _saved_words(form, name, theirs)
            rows.append({"label": str(form.fields[name].label), **own_words(shown)})
    seats = parties_of(current)
    if set(seats) != set(parties_in(parties)):
        rows.append({"label": _("Vilka var med?"), **own_words("; ".join(map(_seat_words, seats)))})
    return rows


def _saved_words(form: MeetingForm, name: str, value: Any) -> str:
    if name == "is_held":
        return str(dict(MeetingForm.base_fields["is_held"].choices)["yes" if value else "no"])  # type: ignore[attr-defined]
    if name == "form":
        return str(dict(Meeting.FORMS).get(value, ""))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, list):
        return ", ".join(form.fields[name].label_from_instance(row) for row in value)  # type: ignore[attr-defined]
    return long_date(value) if isinstance(value, datetime.date) else str(value or "")


def _seat_words(seat: Party) -> str:
    told = [seat.functions, str(seat.persons or "")]
    return ", ".join([str(seat.organisation), *(words for words in told if words)])


def parties_table(meeting: Meeting) -> dict[str, Any]:
    """Who took part, by organisation and function."""
    slug = meeting.assignment.slug
    rows = []
    for seat in meeting.participations.select_related("organisation").prefetch_related("organisation__names"):
        name = seat.organisation.name_on(meeting.day, language()) or str(seat.organisation)
        url = reverse("mandate:dialogue-actor", args=[slug, seat.organisation.code])
        persons = (
            {"value": str(seat.persons)} if seat.persons else {"value": _("inte angivet"), "blank": True}
        )
        rows.append({"cells": [name, own_words(seat.functions), persons], "url": url})
    return {
        "caption": _("Vilka som var med"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Organisation")},
            {"label": _("Funktioner")},
            {"label": _("Antal personer"), "figures": True},
        ],
        "rows": rows,
    }


def proof_of(meeting: Meeting) -> dict[str, Any]:
    """How the meeting stands as evidence: its rows in the ledger, or why there are none."""
    slug = meeting.assignment.slug
    rows = [
        {
            "label": str(proof.evidence.kind),
            "seq": proof.evidence.seq,
            "url": reverse("mandate:evidence", args=[slug, proof.evidence.seq]),
        }
        for proof in meeting.proofs.select_related("evidence__kind")
    ]
    told = any(proof.evidence.kind_id == HELD for proof in meeting.proofs.select_related("evidence"))
    may = meeting.is_held and not told and proving_activity(meeting) is not None
    return {"rows": rows, "told": told, "may": may}
