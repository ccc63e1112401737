"""A question that authorities have agreed on is evidence, once, on its activity. It is common: no one is named."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.cooperation.models import Question
from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.shared.dates import STOCKHOLM

KIND = "question_worked_on"


def prove_questions() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = Question.objects.filter(
        evidence=None, practices__approved_at__isnull=False, activity__started_on__isnull=False
    )
    return sum(_prove_waiting(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True).distinct())


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    return prove(Question.objects.select_for_update(of=("self",)).get(pk=pk), by=None)


def prove(question: Question, *, by: User | None) -> int:
    """The question as evidence, when its activity has begun; 1 when the row was added. Within a transaction."""
    activity = question.activity
    first = question.practices.exclude(approved_at=None).order_by("number").first()
    if question.evidence_id is not None or activity is None or activity.started_on is None:
        return 0
    if first is None or first.approved_at is None:
        return 0
    day = first.approved_at.astimezone(STOCKHOLM).date()
    entry = Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(day, activity.started_on),
        reference=f"Gemensam fråga {question.pk}",
    )  # fmt: skip
    [row] = append_rows(activity.assignment, [entry])
    question.evidence = row
    question.save(update_fields=["evidence"])
    record(by, "question.proven", question, seq=row.seq)
    return 1
