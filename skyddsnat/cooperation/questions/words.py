"""Words of the pages: in two languages, with their tags and dates."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.shared.dates import STOCKHOLM, format_date

type Row = dict[str, Any]
TONES = {
    State.RAISED: "warning", State.WORKING: "info", State.AGREED: "success", State.SPREAD: "success",
    State.CLOSED: "neutral",
}  # fmt: skip


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def in_language(row: Any, field: str) -> Row:
    """A field in the page's language; marked as Swedish where English is missing."""
    english = getattr(row, f"{field}_en")
    if language() == "en" and english:
        return {"value": english, "swedish": False}
    return {"value": getattr(row, field), "swedish": language() == "en"}


def said_in(text: str, written: str) -> Row:
    """Words with the language they were written in, when that is not the page's."""
    return {"value": text, "lang": written if written != language() else ""}


def name_of(organisation: Organisation | None) -> Row:
    """An organisation by name; None is those who lead the assignment."""
    if organisation is None:
        return {"value": _("Uppdraget"), "swedish": False}
    return {"value": str(organisation), "swedish": language() == "en" and not organisation.name_en}


def state_tag(question: Question) -> Row:
    return {"text": State(question.state).label, "tone": TONES[State(question.state)]}


def day_of(moment: datetime.datetime) -> str:
    return format_date(moment.astimezone(STOCKHOLM).date(), language())


def long_day(day: datetime.date) -> str:
    return format_date(day, language())


def trail(question: Question | None = None) -> list[Row]:
    """Breadcrumbs down to the list, or to a question in it."""
    items: list[Row] = [{"label": _("Gemensamma frågor"), "url": reverse("cooperation:questions")}]
    if question is not None:
        title = in_language(question, "title")
        items.append(
            {"label": title["value"], "swedish": title["swedish"], "url": question.get_absolute_url()}
        )
    return items
