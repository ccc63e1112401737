"""The parts of an activity's page, each as the data its component draws."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.mandate import rules
from skyddsnat.mandate.actions.assessments import answers_of
from skyddsnat.mandate.assessment_rules import done_steps
from skyddsnat.mandate.guidance import STEP_TITLES
from skyddsnat.mandate.models import Activity, Agreement, Evidence
from skyddsnat.mandate.views.frame import format_kr, in_language, language, long_date, state_tag, swedish_day
from skyddsnat.mandate.views.meeting_parts import meetings_table, names_of
from skyddsnat.shared.dates import format_period, today
from skyddsnat.shared.money import format_number

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


def dialogue_table(activity: Activity) -> dict[str, Any]:
    """Whom we have talked with, and whom we are to talk with."""
    meetings = activity.meetings.select_related("assignment")
    return meetings_table(
        meetings.prefetch_related("participations__organisation__names", "agreements"),
        caption=_("Möten"),
        agreements=False,
        empty={
            "heading": _("Inga möten än"),
            "text": _(
                "Skriv in varje möte med dem som berörs, så kan rapporten visa vilka ni har talat med."
            ),
        },
    )


def dialogue_facts(activity: Activity, agreements: QuerySet[Agreement]) -> list[dict[str, Any]]:
    """The next meeting and what is left of what was agreed; nothing where there is nothing."""
    rows: list[dict[str, Any]] = []
    coming = activity.meetings.filter(is_held=False, day__gte=today()).order_by("day").first()
    if coming is not None:
        url = coming.get_absolute_url()
        rows.append(
            {"label": _("Nästa möte"), "value": long_date(coming.day), "url": url, "change": _("Visa")}
        )
    deals = agreements.filter(meeting__activities=activity, state=Agreement.OPEN)
    left, late = deals.count(), deals.filter(due__lt=today()).count()
    if left:
        rows.append({
            "label": _("Öppna överenskommelser"),
            "value": str(left),
            "url": reverse("mandate:agreements", args=[activity.assignment.slug]),
            "change": _("Visa"),
            **({"tag": {"text": _("Försenad"), "tone": "danger"}} if late else {}),
        })  # fmt: skip
    return rows


def assessment_tasks(activity: Activity) -> list[dict[str, Any]]:
    """The six steps and the decision as a task list."""
    slug, number = activity.assignment.slug, activity.number
    answers = answers_of(activity.assessment)
    done = done_steps(answers)
    decided = activity.assessment is not None and activity.assessment.decided_at is not None
    tasks = []
    for step in rules.STEPS:
        filled = step in done
        begun = bool(answers.steps.get(step, "").strip())
        view = "mandate:assessment" if decided else "mandate:assessment-step"
        tasks.append({
            "label": str(STEP_TITLES[step]),
            "url": reverse(view, args=[slug, number] if decided else [slug, number, step]),
            "status": _("Ifyllt") if filled else _("Påbörjat") if begun else _("Inte ifyllt"),
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
    held = activity.meetings.filter(is_held=True).select_related("entered_by", "assignment")
    for row in held.prefetch_related("participations__organisation__names"):
        title = _("Möte med %(actor)s") % {"actor": names_of(row)}
        words = format_html('<span lang="sv">{}</span>', row.about)
        url = row.get_absolute_url()
        events.append({"on": row.day, "title": title, "text": words, "by": row.entered_by.name, "url": url})
    return sorted(events, key=lambda event: event["on"], reverse=True)
