"""What every write to a question begins and ends with: the row held, its version checked, its count of saves."""

from __future__ import annotations

from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.rules import Facts, check_next
from skyddsnat.core.api import ChangedMeanwhile
from skyddsnat.knowledge.api import outcomes_of


def locked(question: Question, version: int | None = None) -> Question:
    """The row as it is now, held until the transaction ends. Raises ChangedMeanwhile for an old version."""
    current = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def saved(current: Question, *fields: str) -> None:
    current.version += 1
    current.save(update_fields=[*fields, "version"])


def facts_of(question: Question, *, reason: str = "") -> Facts:
    """What the rules ask of the question, as it is now."""
    practice = question.practices.first()
    mailings = [one.mailing for one in practice.spreadings.select_related("mailing")] if practice else []
    return Facts(
        parties=question.parties.filter(left_on=None).count(),
        consents=practice.consents.count() if practice else 0,
        approved=practice is not None and practice.approved_at is not None,
        reached=sum(one.reached for one in outcomes_of(mailings).values()),
        reason=reason,
    )


def moved(current: Question, wanted: State, *fields: str, reason: str = "") -> None:
    """Let the locked question go where the table allows, and save it."""
    check_next(current.state, wanted, facts_of(current, reason=reason))
    current.state = wanted
    saved(current, "state", *fields)
