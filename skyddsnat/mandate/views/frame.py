"""What the room's pages share: finding the assignment, breadcrumbs, and words in two languages."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.activities import state
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.mandate.rules import State
from skyddsnat.shared import money
from skyddsnat.shared.dates import STOCKHOLM, format_date

type Context = dict[str, Any]


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def format_kr(ore: int) -> str:
    """A sum as the page's language writes it."""
    return money.format_kr(ore, language())


def long_date(day: datetime.date | None) -> str:
    return format_date(day, language()) if day else ""


def swedish_day(moment: datetime.datetime) -> datetime.date:
    """The date in Sweden at a moment."""
    return moment.astimezone(STOCKHOLM).date()


def own_words(text: str, **more: Any) -> dict[str, Any]:
    """A cell or row with words that somebody typed in Swedish."""
    return {"value": text, "swedish": language() == "en", **more}


def in_language(item: Any, name: str, **more: Any) -> dict[str, Any]:
    """A cell or row with a field in the page's language; marked as Swedish where English is missing."""
    english = getattr(item, f"{name}_en", "")
    if language() == "en" and english:
        return {"value": english, "swedish": False, **more}
    return own_words(getattr(item, name), **more)


def the_assignment(request: AuthenticatedRequest, slug: str) -> Assignment:
    return get_object_or_404(access.assignments_for(request.user), slug=slug)


def the_activity(request: AuthenticatedRequest, slug: str, number: int) -> Activity:
    return get_object_or_404(access.activities_for(request.user), assignment__slug=slug, number=number)


def posted(request: AuthenticatedRequest) -> QueryDict | None:
    """What was sent, for a form; None when the page is only being opened."""
    return request.POST if request.method == "POST" else None


def typed_on(request: AuthenticatedRequest, version: int) -> QueryDict:
    """What was typed, now knowing the version that somebody else saved: the next save is made with open eyes."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed


def page(request: AuthenticatedRequest, assignment: Assignment, **context: Any) -> Context:
    """The context that every page under an assignment has."""
    return {
        "assignment": assignment,
        "assignment_is_demo": assignment.is_demo,
        "may_write": access.may_write(request.user),
        **context,
    }


def trail(assignment: Assignment | None = None, activity: Activity | None = None) -> list[dict[str, Any]]:
    """Breadcrumbs down to the assignment, or to an activity in it."""
    items: list[dict[str, Any]] = [{"label": _("Uppdrag"), "url": reverse("mandate:assignments")}]
    if assignment is not None:
        title = in_language(assignment, "title")
        items.append(
            {"label": title["value"], "swedish": title["swedish"], "url": assignment.get_absolute_url()}
        )
    if assignment is not None and activity is not None:
        items.append({"label": _("Insatser"), "url": reverse("mandate:activities", args=[assignment.slug])})
        url = reverse("mandate:activity", args=[assignment.slug, activity.number])
        title = in_language(activity, "title")
        items.append({"label": title["value"], "swedish": title["swedish"], "url": url})
    return items


def state_tag(activity: Activity) -> dict[str, str]:
    """Where an activity is, as a tag."""
    words = {
        State.PLANNED: (_("Planerad"), "neutral"),
        State.STARTED: (_("Pågår"), "info"),
        State.FINISHED: (_("Avslutad"), "success"),
    }
    text, tone = words[state(activity)]
    return {"text": text, "tone": tone}


def assessment_tag(activity: Activity) -> dict[str, str]:
    """How the child-rights assessment of an activity stands, as a tag."""
    assessment = activity.assessment
    if assessment is None:
        return {"text": _("Inte påbörjad"), "tone": "warning"}
    if assessment.decided_at is not None:
        return {"text": _("Beslutad"), "tone": "success"}
    if assessment.sent_at is not None:
        return {"text": _("Väntar på beslut"), "tone": "info"}
    return {"text": _("Åter för ändring") if assessment.remark else _("Utkast"), "tone": "warning"}
