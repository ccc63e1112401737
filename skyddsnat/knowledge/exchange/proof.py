"""Experience shared is evidence, once a question: an answer that is shown, from another organisation."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Post
from skyddsnat.knowledge.proof import take_back
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.shared.dates import STOCKHOLM

KIND = "experience_shared"
NOT_SHOWN = "Svaret visas inte längre"  # in the ledger, which is in Swedish


def prove_exchange() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = Post.objects.filter(
        question=None, evidence=None, state=Post.State.SHOWN, method__activity__started_on__isnull=False
    )
    return sum(_prove_waiting(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    found = Post.objects.select_for_update(of=("self",))
    return _prove(found.select_related("method__activity", "organisation").get(pk=pk))


def settle(question: Post, *, by: User) -> None:
    """Let the ledger say what is shown now. Called within the transaction that holds the question."""
    if question.evidence_id is None:
        _prove(question)
    elif _first_answer(question) is None:
        _take_back(question, by)


def _first_answer(question: Post) -> Post | None:
    """The first answer from another organisation, when both it and the question are shown."""
    if question.state != Post.State.SHOWN or question.organisation_id is None:
        return None
    answers = Post.objects.filter(question=question, state=Post.State.SHOWN, organisation__isnull=False)
    other = answers.exclude(organisation=question.organisation_id)
    return other.select_related("organisation").order_by("shown_at", "pk").first()


def _prove(question: Post) -> int:
    activity = question.method.activity if question.method else None
    answer = _first_answer(question)
    if activity is None or activity.started_on is None or answer is None or answer.shown_at is None:
        return 0
    organisation = answer.organisation
    entry = Entry(
        kind=KIND, activity=activity.pk,
        occurred_on=max(answer.shown_at.astimezone(STOCKHOLM).date(), activity.started_on),
        organisation=organisation.pk if organisation else None,
        place=organisation.place_id if organisation else None, reference=f"Utbyte, fråga {question.pk}",
    )  # fmt: skip
    [row] = append_rows(activity.assignment, [entry])
    question.evidence = row
    question.save(update_fields=["evidence"])
    record(None, "post.proven", question, seq=row.seq)
    return 1


def _take_back(question: Post, by: User) -> None:
    take_back(question.evidence, reason=NOT_SHOWN, by=by)
    question.evidence = None
    question.save(update_fields=["evidence"])
