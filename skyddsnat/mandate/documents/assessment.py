"""The assessment as a document: one set of data for the PDF, the Word file and the page for printing. In Swedish."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.models import AuditEntry, User
from skyddsnat.mandate import convention, rules
from skyddsnat.mandate.guidance import QUESTIONS, STEP_TITLES
from skyddsnat.mandate.models import Activity, ChildRightsAssessment
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_period
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset import render

TEMPLATE = Path(__file__).parent / "assessment.typ"
type Block = dict[str, Any]


def document_data(activity: Activity, assessment: ChildRightsAssessment) -> dict[str, Any]:
    """Everything the document says. Without a decision it says on its face that it is a draft."""
    with override("sv"):
        assignment = activity.assignment
        draft = assessment.decided_at is None
        data: dict[str, Any] = {
            "language": "sv",
            "demo": assignment.is_demo or settings.DEMO,
            "draft": draft,
            "draft_words": _("Utkast. Prövningen är inte beslutad och gäller inte.") if draft else "",
            "demo_words": _("Demonstrationsdata: allt i detta dokument är påhittat."),
            "title": _("Utkast: prövning av barnets bästa") if draft else _("Prövning av barnets bästa"),
            "subtitle": activity.title,
            "dnr": assignment.dnr,
            "authority": str(assignment.authority),
            "date": (assessment.decided_at or timezone.now()).astimezone(STOCKHOLM).date().isoformat(),
            "facts": _facts(activity, assessment),
            "sections": [_section(n, step, assessment) for n, step in enumerate(rules.STEPS, start=1)],
            "approval_heading": _("Vem som har skrivit och vem som har beslutat"),
            "approval": _approval(assessment),
            "source": convention.source(),
            "hash_label": _("SHA-256 för dokumentets data"),
        }
        return data | {"data_hash": sha256_hex(canonical_json(data))}


def pdf(data: dict[str, Any], *, created: datetime.datetime | None = None) -> bytes:
    """The data as PDF/A-2a and PDF/UA-1. The same data gives the same bytes."""
    day = datetime.date.fromisoformat(data["date"])
    at = created or datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
    return render(TEMPLATE, data, created=at)


def writers_of(assessment: ChildRightsAssessment) -> list[User]:
    """Everybody who has written any of the text, also what others have changed since."""
    written = AuditEntry.objects.filter(
        target_type=assessment._meta.label_lower, target_id=str(assessment.pk),
        verb__in=["assessment.written", "assessment.started_from"],
    )  # fmt: skip
    ids = {
        pk for pk in (*written.values_list("by_id", flat=True), assessment.written_by_id) if pk is not None
    }
    return list(User.objects.filter(pk__in=ids).order_by("name", "pk"))


def _facts(activity: Activity, assessment: ChildRightsAssessment) -> list[Block]:
    assignment = activity.assignment
    rows = [
        (_("Uppdrag"), assignment.title),
        (_("Regeringens beslut"), format_date(assignment.decided_on) if assignment.decided_on else ""),
        (_("Diarienummer"), assignment.dnr),
        (_("Insats"), f"{activity.number}. {activity.title}"),
        (_("Vad den ska leda till"), activity.purpose),
        (_("Planerad tid"), format_period(activity.starts, activity.ends, "sv")),
        (_("Ansvarig"), activity.responsible.name),
        (_("Uppföljning"), format_date(assessment.follow_up_on) if assessment.follow_up_on else ""),
    ]
    return _pairs(rows)


def _pairs(rows: list[tuple[str, str]]) -> list[Block]:
    return [{"label": label, "value": value} for label, value in rows if value]


def _section(number: int, step: str, assessment: ChildRightsAssessment) -> Block:
    text = getattr(assessment, step)
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()] or [_("Inte ifyllt")]
    made: Block = {
        "heading": f"{number}. {STEP_TITLES[step]}",
        "question": str(QUESTIONS[step]),
        "paragraphs": paragraphs,
        "pairs": [],
        "table": None,
    }
    return made | _more(step, assessment)


def _more(step: str, assessment: ChildRightsAssessment) -> Block:
    """What the guided form adds to a step."""
    if step == "listening" and assessment.asked:
        return {"pairs": _pairs([
            (_("Har barnens egen syn hämtats in?"), str(assessment.get_asked_display())),
            (_("Hur"), assessment.asked_how),
            (_("Vad barnen har sagt"), assessment.asked_said),
            (_("Varför inte"), assessment.asked_why_not),
        ])}  # fmt: skip
    if step == "knowledge":
        return {"table": _articles(assessment)}
    if step == "options":
        return {"table": _choices(assessment)}
    if step == "weighing" and assessment.outcome:
        responsible = assessment.measures_by
        return {"pairs": _pairs([
            (_("Utfall"), str(assessment.get_outcome_display())),
            (_("Så kompenseras barnen"), assessment.measures),
            (_("Ansvarig för det"), responsible.name if responsible else ""),
        ])}  # fmt: skip
    if step == "feedback" and assessment.follow_up_on:
        return {"pairs": _pairs([(_("Följs upp"), format_date(assessment.follow_up_on))])}
    return {}


def _articles(assessment: ChildRightsAssessment) -> Block | None:
    known = convention.articles()
    rows = [[known[row.article].label, row.why] for row in assessment.articles.all() if row.article in known]
    columns = [_("Artikel i barnkonventionen"), _("Varför den gäller")]
    return {"title": _("Artiklar som gäller"), "columns": columns, "rows": rows} if rows else None


def _choices(assessment: ChildRightsAssessment) -> Block | None:
    rows = [[row.what, row.consequence, str(row.get_stance_display())] for row in assessment.choices.all()]
    columns = [_("Val"), _("Vad det betyder för barnen"), _("För eller emot")]
    return {"title": _("Val och följder"), "columns": columns, "rows": rows} if rows else None


def _approval(assessment: ChildRightsAssessment) -> list[Block]:
    """Who wrote and who decided: two persons, and the document shows it."""
    decided = assessment.decided_at
    rows = [
        (_("Skriven av"), ", ".join(user.name for user in writers_of(assessment))),
        (_("Skickad för beslut av"), assessment.sent_by.name if assessment.sent_by else ""),
        (_("Skickad"), _day(assessment.sent_at)),
        (_("Beslutad av"), assessment.decided_by.name if assessment.decided_by else _("Inte beslutad")),
        (_("Beslutad"), _day(decided)),
    ]
    return _pairs(rows)


def _day(moment: datetime.datetime | None) -> str:
    return format_date(moment.astimezone(STOCKHOLM).date()) if moment else ""
