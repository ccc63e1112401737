"""The parts of an activity's page, each as the data its component draws."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.mandate import rules
from skyddsnat.mandate.guidance import STEP_TITLES
from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.mandate.views.frame import in_language, language, long_date, own_words, state_tag, swedish_day
from skyddsnat.shared.dates import format_period
from skyddsnat.shared.money import format_kr, format_number

LATEST = 10


def facts(activity: Activity, *, may_write: bool) -> list[dict[str, Any]]:
    """The plan as a summary list."""
    change = (
        reverse("mandate:activity-change", args=[activity.assignment.slug, activity.number])
        if may_write
        else ""
    )
    aims = ", ".join(f"{aim.letter} {aim.said}" for aim in activity.aims.all())
    groups = ", ".join(group.said for group in activity.target_groups.all())
    return [
        {"label": _("Läge"), "value": "", "tag": state_tag(activity)},
        {"label": _("Vad den ska leda till"), **in_language(activity, "purpose"), "url": change},
        {
            "label": _("Planerad tid"),
            "value": format_period(activity.starts, activity.ends, language()),
            "url": change,
        },
        {"label": _("Ansvarig"), "value": activity.responsible.name, "url": change},
        {"label": _("Budget"), "value": format_kr(activity.budget_ore), "url": change},
        {"label": _("Mål"), "value": aims, "url": change},
        {"label": _("Målgrupper"), "value": groups, "url": change},
    ]


def dialogue_table(activity: Activity, *, may_write: bool) -> dict[str, Any]:
    """Whom we have talked with."""
    slug = activity.assignment.slug

    def cells(row: Any) -> list[Any]:
        words = own_words(row.about)
        shown = [long_date(row.held_on), str(row.organisation), words]
        if may_write:
            url = reverse("mandate:dialogue-remove", args=[slug, activity.number, row.pk])
            shown.append({"value": _("Ta bort"), "url": url})
        return shown

    columns: list[dict[str, Any]] = [
        {"label": _("Datum")},
        {"label": _("Med")},
        {"label": _("Vad det gällde")},
    ]
    if may_write:
        columns.append({"label": _("Åtgärd"), "aside": True})
    return {
        "caption": _("Samråd"),
        "caption_hidden": True,
        "columns": columns,
        "rows": [{"cells": cells(row)} for row in activity.dialogues.select_related("organisation")],
        "empty": {
            "heading": _("Inga samråd än"),
            "text": _(
                "Beslutet kräver dialog med berörda aktörer. Skriv in varje samråd, så kan rapporten visa det."
            ),
        },
    }


def assessment_tasks(activity: Activity) -> list[dict[str, Any]]:
    """The six steps and the decision as a task list."""
    slug, number = activity.assignment.slug, activity.number
    answers = activity.assessment.answers if activity.assessment else {}
    decided = activity.assessment is not None and activity.assessment.decided_at is not None
    tasks = []
    for step in rules.STEPS:
        filled = bool(answers.get(step, "").strip())
        view = "mandate:assessment" if decided else "mandate:assessment-step"
        tasks.append({
            "label": str(STEP_TITLES[step]),
            "url": reverse(view, args=[slug, number] if decided else [slug, number, step]),
            "status": _("Ifyllt") if filled else _("Inte ifyllt"),
            "tone": "success" if filled else "neutral",
        })  # fmt: skip
    return tasks


def latest_evidence(rows: QuerySet[Evidence], activity: Activity) -> dict[str, Any]:
    """The last rows of the ledger on this activity."""
    found = rows.filter(activity=activity).order_by("-seq")[:LATEST]
    table = evidence_table(list(found), activity.assignment.slug, caption=_("Senaste underlagen"))
    return {**table, "export": ""}  # the ledger's page has them all


def evidence_table(
    rows: list[Evidence], slug: str, *, caption: str, activities: bool = False
) -> dict[str, Any]:
    """Rows of the ledger, with the activity when they come from several."""

    def cells(row: Evidence) -> list[Any]:
        kind: dict[str, Any] = {"value": str(row.kind), "note": _("nr %(seq)s") % {"seq": row.seq}}
        if row.corrects is not None:
            text = _("Rättar nr %(seq)s") % {"seq": row.corrects}
            kind["tag"] = {"text": text, "tone": "warning"}
        activity = in_language(row.activity, "title") if activities else None
        return [
            kind,
            *([activity] if activity else []),
            long_date(row.occurred_on),
            str(row.organisation or row.place or ""),
            format_number(row.quantity),
        ]

    columns: list[dict[str, Any]] = [{"label": _("Vad")}]
    if activities:
        columns.append({"label": _("Insats")})
    columns += [
        {"label": _("När")},
        {"label": _("Aktör eller plats")},
        {"label": _("Antal"), "figures": True},
    ]
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": columns,
        "rows": [
            {"url": reverse("mandate:evidence", args=[slug, row.seq]), "cells": cells(row)} for row in rows
        ],
        "empty": {
            "heading": _("Inget underlag"),
            "text": _("Underlag är det som visar att något är gjort: ett möte, en utbildning, ett utskick."),
        },
    }


def timeline(activity: Activity) -> list[dict[str, Any]]:
    """What has happened, the latest first."""
    events: list[dict[str, Any]] = []
    assessment = activity.assessment
    if activity.finished_on:
        events.append({"on": activity.finished_on, "title": _("Insatsen avslutades"), "tone": "success"})
    if activity.started_on:
        events.append({"on": activity.started_on, "title": _("Insatsen började"), "tone": "info"})
    if assessment is not None and assessment.decided_at is not None:
        who = assessment.decided_by.name if assessment.decided_by else ""
        on = swedish_day(assessment.decided_at)
        events.append(
            {"on": on, "title": _("Prövningen av barnets bästa beslutades"), "by": who, "tone": "success"}
        )
    elif assessment is not None and assessment.sent_at is not None:
        who = assessment.sent_by.name if assessment.sent_by else ""
        events.append(
            {"on": swedish_day(assessment.sent_at), "title": _("Prövningen skickades för beslut"), "by": who}
        )
    for row in activity.dialogues.select_related("organisation", "entered_by"):
        title = _("Samråd med %(actor)s") % {"actor": row.organisation}
        words = format_html('<span lang="sv">{}</span>', row.about)
        events.append({"on": row.held_on, "title": title, "text": words, "by": row.entered_by.name})
    return sorted(events, key=lambda event: event["on"], reverse=True)
