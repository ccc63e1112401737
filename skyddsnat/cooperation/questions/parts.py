"""The parts of the pages: lists and tables, what was said, found and agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Finding, Practice, Question
from skyddsnat.cooperation.questions.access import may_change_finding
from skyddsnat.cooperation.questions.words import (
    Row,
    day_of,
    in_language,
    long_day,
    name_of,
    said_in,
    state_tag,
)
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM


def list_table(rows: Iterable[Any], *, every: Callable[[], Any], words: str = "") -> Row:
    """Questions; `rows` have `taking_part`, how many organisations take part now."""
    empty = {
        "heading": _("Inga frågor här"),
        "text": _("Ingen fråga har de orden. Pröva ett annat ord, eller färre.")
        if words
        else _("När någon väcker en gemensam fråga, eller bjuder in er till en, står den här."),
        "icon": "dialogue",
    }
    return {
        "caption": _("Gemensamma frågor"), "caption_hidden": True, "export": "fragor",
        "columns": [
            {"label": _("Fråga")}, {"label": _("Läge")}, {"label": _("Organisationer"), "figures": True},
            {"label": _("Väckt")},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    in_language(one, "title"), {"value": "", "tag": state_tag(one)}, one.taking_part,
                    {"value": day_of(one.raised_at), "raw": one.raised_at.astimezone(STOCKHOLM).date()},
                ],
            }
            for one in rows
        ],
        "every_row": every, "empty": empty,
    }  # fmt: skip


def words_of(one: Question) -> list[Row]:
    """What a question says now, beside what was typed meanwhile."""
    rows: list[Row] = [
        {"label": _("Frågan"), "value": one.title}, {"label": _("Vad gäller den?"), "value": one.description},
        {"label": _("Läge"), "value": "", "tag": state_tag(one)},
    ]  # fmt: skip
    if one.title_en:
        rows[2:2] = [
            {"label": _("Frågan på engelska"), "value": one.title_en},
            {"label": _("Vad gäller den, på engelska"), "value": one.description_en},
        ]
    return rows


def finding_words(finding: Finding) -> list[Row]:
    latest = finding.versions.all()[0]
    return [
        {"label": _("Vad har visat sig?"), "value": latest.text}, {"label": _("Källa"), "value": latest.source},
    ]  # fmt: skip


def practice_words(practice: Practice) -> list[Row]:
    rows: list[Row] = [{"label": _("Så arbetar vi"), "value": practice.text}]
    return rows + ([{"label": _("På engelska"), "value": practice.text_en}] if practice.text_en else [])


def facts(one: Question, *, linked: bool) -> list[Row]:
    """What is known of a question; `linked` for those who may open the assignment."""
    clause, activity = one.clause, one.activity
    slug = clause.assignment.slug
    found: list[Row] = [
        {"label": _("Läge"), "value": "", "tag": state_tag(one)},
        {"label": _("Mening i beslutet"), "value": f"{clause.number} {clause.title}", "change": _("Visa"),
         "url": reverse("mandate:clause", args=[slug, clause.number]) if linked else ""},
        {"label": _("Insats"), "value": f"{activity.number} {activity}" if activity else _("Ingen insats än"),
         "change": _("Visa"),
         "url": reverse("mandate:activity", args=[slug, activity.number]) if linked and activity else ""},
        {"label": _("Väckt"), "value": f"{day_of(one.raised_at)}, {one.raised_by.name}"},
    ]  # fmt: skip
    if one.closed_on is not None:
        said = f"{long_day(one.closed_on)}: {one.get_close_reason_display()}"
        found.append(
            {"label": _("Avslutad"), "value": f"{said}. {one.close_note}" if one.close_note else said}
        )
    if one.evidence is not None:
        found.append({
            "label": _("Underlag"), "value": _("Underlag nr %(seq)s") % {"seq": one.evidence.seq},
            "change": _("Visa"), "url": reverse("mandate:evidence", args=[slug, one.evidence.seq]) if linked else "",
        })  # fmt: skip
    return found


def _where(organisation: Organisation) -> str:
    return organisation.place.name_shown if organisation.place else ""


def parties(one: Question, *, leads: bool) -> Row:
    """Who works on it. Those who lead may change each."""
    rows = one.parties.select_related("organisation__place")
    return {
        "caption": _("Vilka som är med"), "caption_hidden": True, "export": "med",
        "columns": [
            {"label": _("Organisation"), "notes": _("Land eller plats")}, {"label": _("Vad den gör")},
            {"label": _("Med sedan")},
            *([{"label": _("Ändra"), "aside": True}] if leads else []),
            *([{"label": _("Lämna"), "aside": True}] if leads else []),
        ],
        "rows": [
            {
                "cells": [
                    name_of(row.organisation) | {"note": _where(row.organisation)},
                    {"value": row.get_part_display()} if row.left_on is None
                    else {"value": "", "tag": {"text": _("Har lämnat"), "tone": "neutral"}},
                    {"value": long_day(row.invited_on), "raw": row.invited_on},
                    *_ways(row, leads=leads),
                ],
            }
            for row in rows
        ],
        "empty": {"heading": _("Ingen är inbjuden än"), "icon": "people",
                  "text": _("Arbetet kan börja när minst en organisation är med.")},
    }  # fmt: skip


def _ways(row: Any, *, leads: bool) -> list[Row]:
    if not leads:
        return []
    if row.left_on is not None:
        return [{"value": ""}, {"value": ""}]
    return [
        {"value": _("Ändra"), "url": reverse("cooperation:question-part", args=[row.pk])},
        {"value": _("Lämna"), "url": reverse("cooperation:question-leave", args=[row.pk])},
    ]


def meetings(one: Question, *, linked: bool) -> Row:
    """The meetings about it; `linked` for those who may open them in the dialogue."""
    rows = one.meetings.select_related("meeting__assignment").defer("meeting__assignment__text")
    rows = rows.prefetch_related("meeting__organisations").order_by("-meeting__day", "-pk")
    return {
        "caption": _("Möten"), "caption_hidden": True, "export": "moten",
        "columns": [{"label": _("Vad det gällde")}, {"label": _("Dag")}, {"label": _("Hur")}, {"label": _("Vilka")}],
        "rows": [
            {
                "url": row.meeting.get_absolute_url() if linked else "",
                "cells": [
                    said_in(row.meeting.about, "sv") | {"swedish": bool(said_in("", "sv")["lang"])},
                    {"value": long_day(row.meeting.day), "raw": row.meeting.day}
                    | ({} if row.meeting.is_held else {"tag": {"text": _("Planerat"), "tone": "info"}}),
                    row.meeting.get_form_display(),
                    ", ".join(str(each) for each in row.meeting.organisations.all()),
                ],
            }
            for row in rows
        ],
        "empty": {"heading": _("Inga möten än"), "text": _("Möten om frågan står här och i uppdragets dialog."),
                  "icon": "calendar"},
    }  # fmt: skip


def findings(one: Question, user: User) -> list[Row]:
    """What the work has shown, as it reads now."""
    rows = one.findings.select_related("organisation", "question").prefetch_related("versions__by")
    found = []
    for row in rows:
        latest = row.versions.all()[0]
        found.append({
            "id": row.pk, "text": said_in(latest.text, latest.language),
            "source": said_in(latest.source, latest.language), "who": name_of(row.organisation),
            "by": latest.by.name, "at": latest.at, "number": latest.number,
            "withdrawn": row.withdrawn_at is not None,
            "url": reverse("cooperation:question-finding", args=[row.pk]),
            "may_change": one.is_open and may_change_finding(user, row),
        })  # fmt: skip
    return found


def finding_versions(finding: Finding) -> list[Row]:
    """Every way it has read, the latest first."""
    return [
        {"number": row.number, "text": said_in(row.text, row.language), "source": said_in(row.source, row.language),
         "by": row.by.name, "at": row.at}
        for row in finding.versions.select_related("by")
    ]  # fmt: skip


def versions_table(finding: Finding) -> Row:
    """The same, for the file."""
    return {
        "caption": _("Iakttagelsens versioner"), "export": "versioner",
        "columns": [
            {"label": _("Version")}, {"label": _("Text")}, {"label": _("Källa")}, {"label": _("Vem")},
            {"label": _("När")},
        ],
        "rows": [
            {"cells": [row["number"], row["text"]["value"], row["source"]["value"], row["by"],
                       {"value": day_of(row["at"]), "raw": row["at"].astimezone(STOCKHOLM).date()}]}
            for row in finding_versions(finding)
        ],
    }  # fmt: skip


def comments(one: Question, user: User) -> list[Row]:
    """What was said, oldest first. Words that were taken back are not shown."""
    return [
        {
            "id": row.pk, "who": name_of(row.organisation), "by": row.by.name, "at": row.said_at,
            "ours": row.organisation_id is None,
            "text": None if row.retracted_at else said_in(row.text, row.language),
            "take_back_url": reverse("cooperation:question-comment-take-back", args=[row.pk])
            if row.by_id == user.pk and row.retracted_at is None else "",
        }
        for row in one.comments.select_related("organisation", "by")
    ]  # fmt: skip


def practices(one: Question, only: Practice | None = None, consents_of: Iterable[int] = ()) -> list[Row]:
    """The practice's versions, the latest first, with who has agreed to each; or one of them."""
    found = one.practices.select_related("written_by", "approved_by")
    found = found.prefetch_related("consents__organisation", "consents__noted_by")
    mine = set(consents_of)
    return [
        {
            "pk": row.pk, "number": row.number, "text": in_language(row, "text"), "by": row.written_by.name,
            "at": row.written_at, "approved_by": row.approved_by.name if row.approved_by else "",
            "approved_at": row.approved_at,
            "consents": [
                {"who": name_of(each.organisation), "on": each.agreed_on, "reference": each.reference,
                 "noted_by": each.noted_by.name,
                 "take_back_url": reverse("cooperation:question-consent-take-back", args=[each.pk])
                 if row.approved_at is None and each.pk in mine else ""}
                for each in row.consents.all()
            ],
        }
        for row in (found if only is None else found.filter(pk=only.pk))
    ]  # fmt: skip


def practices_table(one: Question) -> Row:
    """The same, for the file."""
    return {
        "caption": _("Arbetssättets versioner"), "export": "arbetssatt",
        "columns": [
            {"label": _("Version")}, {"label": _("Text")}, {"label": _("Skriven av")}, {"label": _("Godkänd av")},
            {"label": _("Överens")},
        ],
        "rows": [
            {"cells": [row["number"], row["text"]["value"], row["by"], row["approved_by"],
                       "; ".join(f"{each['who']['value']} {each['on'].isoformat()}" for each in row["consents"])]}
            for row in practices(one)
        ],
    }  # fmt: skip
