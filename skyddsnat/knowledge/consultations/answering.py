"""What the staff do with a question: take it, answer, ask back, close; each can be taken back."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.consultations.access import check_may_answer
from skyddsnat.knowledge.consultations.actions import locked, saved
from skyddsnat.knowledge.consultations.notices import queue_notice
from skyddsnat.knowledge.consultations.proof import prove, take_back_proof
from skyddsnat.knowledge.consultations.rules import State, check_next
from skyddsnat.knowledge.models import Consultation, ConsultationMessage, Method
from skyddsnat.shared.dates import today

Kind = ConsultationMessage.Kind


class SaidMeanwhile(Refused):
    """Something was said or done since the reader opened the page. `current` is how it stands."""

    def __init__(self, current: Consultation) -> None:
        self.current = current
        super().__init__(
            _("Något har hänt i frågan medan du skrev. Läs det, och skicka sedan om det passar.")
        )


@transaction.atomic
def take(*, consultation: Consultation, by: User) -> None:
    """Be the one who answers. Somebody who has it keeps it: Refused."""
    check_may_answer(by, consultation)
    current = locked(consultation)
    if current.state == State.WORKING and current.assigned_to_id == by.pk:
        return
    if current.state == State.WORKING and current.assigned_to is not None:
        raise Refused(_("%(name)s har tagit frågan.") % {"name": current.assigned_to.name})
    check_next(current.state, State.WORKING)
    current.state, current.assigned_to, current.ended_on = State.WORKING, by, None
    saved(current, "state", "assigned_to", "ended_on")
    record(by, "consultation.taken", current)


@transaction.atomic
def leave(*, consultation: Consultation, by: User) -> None:
    """Let somebody else take it: it waits for anybody again."""
    check_may_answer(by, consultation)
    current = locked(consultation)
    if current.state == State.WAITING:
        return
    if current.state != State.WORKING:
        raise Refused(_("Ingen arbetar med frågan just nu."))
    current.state, current.assigned_to = State.WAITING, None
    saved(current, "state", "assigned_to")
    record(by, "consultation.left", current)


@transaction.atomic
def answer(
    *, consultation: Consultation, text: str, once: uuid.UUID, by: User, version: int | None = None,
    method: Method | None = None,
) -> ConsultationMessage:  # fmt: skip
    """Answer; the one who asked gets a letter that says so, and the answer is evidence on the method's activity.

    Raises Refused for a personal number, and SaidMeanwhile when something has happened since `version`.
    """
    current, before = _ready(consultation, once, by, version)
    if before is not None:
        return before
    check_next(current.state, State.ANSWERED)
    message = _say(current, Kind.ANSWER, text, by, once)
    if method is not None and current.evidence_id is None:
        current.method = method
    current.state, current.assigned_to = State.ANSWERED, by
    current.answered_on = current.answered_on or today()
    saved(current, "state", "assigned_to", "answered_on", "method")
    record(by, "consultation.answered", current)
    prove(current)
    return message


@transaction.atomic
def ask_back(
    *, consultation: Consultation, text: str, once: uuid.UUID, by: User, version: int | None = None
) -> ConsultationMessage:
    """Ask the one who asked. Raises as `answer` does."""
    current, before = _ready(consultation, once, by, version)
    if before is not None:
        return before
    check_next(current.state, State.ASKED)
    message = _say(current, Kind.ASKED_BACK, text, by, once)
    current.state, current.assigned_to = State.ASKED, by
    saved(current, "state", "assigned_to")
    record(by, "consultation.asked_back", current)
    return message


@transaction.atomic
def retract_answer(*, message: ConsultationMessage, reason: str, by: User) -> None:
    """Take back an answer: it is no longer shown, and when no other stands its evidence is taken back too."""
    check_may_answer(by, message.consultation)
    current = locked(message.consultation)
    answers = current.messages.filter(kind=Kind.ANSWER, retracted_at=None)
    if not answers.filter(pk=message.pk).exists():
        return
    if not reason.strip():
        raise Refused(_("Skriv varför svaret tas tillbaka."))
    answers.filter(pk=message.pk).update(retracted_at=timezone.now())
    if not answers.exists():
        take_back_proof(current, reason=reason, by=by)
        current.answered_on = None
        if current.state == State.ANSWERED:
            current.state, current.assigned_to = State.WORKING, by
    saved(current, "answered_on", "state", "assigned_to", "evidence")
    record(by, "consultation.answer_retracted", current)


@transaction.atomic
def close(*, consultation: Consultation, by: User) -> None:
    """Nothing more is said."""
    check_may_answer(by, consultation)
    current = locked(consultation)
    if current.state == State.CLOSED:
        return
    check_next(current.state, State.CLOSED)
    current.state, current.ended_on = State.CLOSED, today()
    saved(current, "state", "ended_on")
    record(by, "consultation.closed", current)


@transaction.atomic
def reopen(*, consultation: Consultation, by: User) -> None:
    """Open a closed one again, as it was: answered, or with whoever opens it."""
    check_may_answer(by, consultation)
    current = locked(consultation)
    if current.state != State.CLOSED:
        return
    current.ended_on = None
    if current.answered_on is not None:
        current.state = State.ANSWERED
    else:
        current.state, current.assigned_to = State.WORKING, by
    saved(current, "state", "ended_on", "assigned_to")
    record(by, "consultation.reopened", current)


def _ready(
    consultation: Consultation, once: uuid.UUID, by: User, version: int | None
) -> tuple[Consultation, ConsultationMessage | None]:
    """The consultation to write in, and what the same form has said already."""
    check_may_answer(by, consultation)
    current = locked(consultation)
    before = current.messages.filter(once=once).first()
    if before is None and version is not None and current.version != version:
        raise SaidMeanwhile(current)
    if before is None and current.state == State.CLOSED:
        raise Refused(_("Frågan är avslutad. Kopiera din text, öppna frågan igen och svara sedan."))
    return current, before


def _say(current: Consultation, kind: Kind, text: str, by: User, once: uuid.UUID) -> ConsultationMessage:
    check_no_number(text)
    message = ConsultationMessage.objects.create(
        consultation=current, kind=kind, text=text.strip(), by=by, once=once
    )
    queue_notice(message)
    return message
