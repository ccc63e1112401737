"""Beginning, closing and opening a question, and saying that what was learnt is spread."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions.actions.keeping import locked, moved
from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.core.api import check_may, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def begin(*, question: Question, by: User) -> Question:
    """Work on the question from now; somebody is invited."""
    check_may(by, WRITE)
    current = locked(question)
    if current.state != State.WORKING:
        moved(current, State.WORKING)
        record(by, "question.begun", current)
    return current


@transaction.atomic
def say_spread(*, question: Question, by: User) -> Question:
    """The experience has reached at least one organisation."""
    check_may(by, WRITE)
    current = locked(question)
    if current.state != State.SPREAD:
        moved(current, State.SPREAD)
        record(by, "question.spread", current)
    return current


@transaction.atomic
def close_question(*, question: Question, reason: str, by: User, version: int, note: str = "") -> Question:
    """End the work, and say why."""
    check_may(by, WRITE)
    current = locked(question)
    if (current.state, current.close_reason, current.close_note) == (State.CLOSED, reason, note.strip()):
        return current  # a second click
    current = locked(question, version)
    check_impersonal(note)
    current.closed_on, current.close_reason, current.close_note = today(), reason, note.strip()
    moved(current, State.CLOSED, "closed_on", "close_reason", "close_note", reason=reason)
    record(by, "question.closed", current, reason=reason)
    return current


@transaction.atomic
def reopen(*, question: Question, by: User) -> Question:
    """Work on a closed question again."""
    check_may(by, WRITE)
    current = locked(question)
    if current.state == State.CLOSED:
        current.closed_on, current.close_reason, current.close_note = None, "", ""
        moved(current, State.WORKING, "closed_on", "close_reason", "close_note")
        record(by, "question.reopened", current)
    return current
