"""The parts of the assessment's pages, each as the data its component draws."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate import convention, rules
from skyddsnat.mandate.actions.assessments import answers_of
from skyddsnat.mandate.actions.follow_ups import next_follow_up
from skyddsnat.mandate.assessment_rules import done_steps, lacks
from skyddsnat.mandate.guidance import QUESTIONS, STEP_TITLES
from skyddsnat.mandate.models import Activity, ChildRightsAssessment
from skyddsnat.mandate.views.frame import long_date, own_words
from skyddsnat.shared.dates import today


def step_rows(assessment: ChildRightsAssessment | None, step: str, url: str = "") -> list[dict[str, Any]]:
    """A step as rows of a summary list: its text, and what the guided form asks for besides."""
    text = getattr(assessment, step) if assessment else ""
    first = {"label": str(QUESTIONS[step]), "url": url, **own_words(text)}
    if assessment is not None and step in assessment.copied:
        first["tag"] = {"text": _("Från mall – läs igenom"), "tone": "warning"}
    return [first, *(_more(assessment, step) if assessment else [])]


def _more(assessment: ChildRightsAssessment, step: str) -> list[dict[str, Any]]:
    if step == "listening" and assessment.asked:
        told = [
            {
                "label": _("Har barnens egen syn hämtats in?"),
                "value": str(assessment.get_asked_display()),
            },
            {"label": _("Hur"), **own_words(assessment.asked_how)},
            {"label": _("Vad barnen har sagt"), **own_words(assessment.asked_said)},
            {"label": _("Varför inte"), **own_words(assessment.asked_why_not)},
        ]
        return [row for row in told if row["value"]]
    if step == "knowledge":
        known = convention.articles()
        return [
            {"label": known[row.article].label, **own_words(row.why)}
            for row in assessment.articles.all()
            if row.article in known
        ]
    if step == "options":
        return [
            {
                "label": _("Val %(number)s") % {"number": row.position},
                **own_words(f"{row.what}: {row.consequence}"),
                "tag": {
                    "text": str(row.get_stance_display()),
                    "tone": {"for": "success", "against": "danger"}.get(row.stance, "neutral"),
                },
            }
            for row in assessment.choices.all()
        ]
    if step == "weighing" and assessment.outcome:
        rows: list[dict[str, Any]] = [{"label": _("Utfall"), "value": str(assessment.get_outcome_display())}]
        if assessment.measures:
            rows.append({"label": _("Så kompenseras barnen"), **own_words(assessment.measures)})
        if assessment.measures_by:
            rows.append({"label": _("Ansvarig för det"), "value": assessment.measures_by.name})
        return rows
    if step == "feedback" and assessment.follow_up_on:
        return [{"label": _("Följs upp"), "value": long_date(assessment.follow_up_on)}]
    return []


def sections(activity: Activity, *, editable: bool) -> list[dict[str, Any]]:
    """The six steps with their rows and what is missing in each, once somebody has begun."""
    found = activity.assessment
    missing: dict[str, list[str]] = {}
    if found is not None and any(found.answers.values()):
        for lack in lacks(answers_of(found)):
            missing.setdefault(lack.step, []).append(lack.words)
    args = [activity.assignment.slug, activity.number]
    return [
        {
            "title": str(STEP_TITLES[step]),
            "rows": step_rows(
                found, step, reverse("mandate:assessment-step", args=[*args, step]) if editable else ""
            ),
            "lacks": missing.get(step, []),
        }
        for step in rules.STEPS
    ]


def steps(activity: Activity, current: str) -> list[dict[str, Any]]:
    """Where one is among the six."""
    done = done_steps(answers_of(activity.assessment))
    args = [activity.assignment.slug, activity.number]
    return [
        {
            "label": str(STEP_TITLES[step]),
            "url": reverse("mandate:assessment-step", args=[*args, step]),
            "state": "current" if step == current else "done" if step in done else "todo",
        }
        for step in rules.STEPS
    ]


def follow_up_state(assessment: ChildRightsAssessment | None) -> dict[str, Any] | None:
    """When to look again, and whether that day has passed; None when there is nothing to look for."""
    day = next_follow_up(assessment)
    if day is None:
        return None
    late = day < today()
    return {
        "day": day,
        "late": late,
        "tag": {"text": _("Försenad"), "tone": "danger"} if late else {"text": _("Planerad"), "tone": "info"},
    }


def follow_up_events(assessment: ChildRightsAssessment | None) -> list[dict[str, Any]]:
    """The follow-ups as a timeline, the latest first."""
    rows = assessment.follow_ups.select_related("done_by").order_by("-pk") if assessment else []
    return [
        {
            "on": row.done_on,
            "by": row.done_by.name,
            "title": row.found,
            **own_words(""),
            "text": _("Följs upp igen %(day)s") % {"day": long_date(row.next_on)} if row.next_on else "",
        }
        for row in rows
    ]
