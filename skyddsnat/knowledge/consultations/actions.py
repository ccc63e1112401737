"""Asking, and what the one who asked can do: add, take back, and ask again."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.consultations.access import asks_for, check_asked
from skyddsnat.knowledge.consultations.rules import A_DAY, State, check_next, due_after
from skyddsnat.knowledge.models import Consultation, ConsultationMessage, Method
from skyddsnat.shared.dates import today

Kind = ConsultationMessage.Kind


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody without an account, and how to reach them."""

    name: str
    email: str
    language: str = "sv"


@transaction.atomic
def ask(
    *,
    organisation: Organisation,
    subject: str,
    text: str,
    once: uuid.UUID,
    by: User | None,
    asker: Asker | None = None,
    method: Method | None = None,
) -> Consultation:
    """Take in a question; the same form sent twice asks once. `asker` is somebody without an account.

    Raises Refused for a personal number, for an organisation that is not the user's, and for many questions a day from
    one address.
    """
    before = Consultation.objects.filter(once=once, asked_by=by).first()
    if before is not None:
        return before
    check_no_number(subject, text)
    if by is not None and not asks_for(by).filter(pk=organisation.pk).exists():
        raise Refused(_("Du kan bara fråga för en organisation som du hör till."))
    if asker is not None:
        _check_not_too_many(asker.email)
    consultation = Consultation.objects.create(
        organisation=organisation, method=method, subject=subject.strip(), once=once, asked_by=by,
        asker_name=asker.name.strip() if asker else "", asker_email=asker.email.strip().lower() if asker else "",
        language=by.language if by else asker.language if asker else "sv", due_on=due_after(today()),
    )  # fmt: skip
    _say(consultation, Kind.QUESTION, text, by, once)
    record(by, "consultation.asked", consultation, organisation=organisation.code)
    return consultation


@transaction.atomic
def reply(*, consultation: Consultation, text: str, once: uuid.UUID, by: User | None) -> ConsultationMessage:
    """Add what the one who asked says; it waits for an answer again. `by` is None through a personal link."""
    current = locked(consultation)
    if by is not None:
        check_asked(by, current)
    before = current.messages.filter(once=once).first()
    if before is not None:
        return before
    if not current.is_open:
        raise Refused(_("Frågan är avslutad. Ställ en ny fråga i stället."))
    check_no_number(text)
    message = _say(current, Kind.REPLY, text, by, once)
    if current.state in {State.ASKED, State.ANSWERED}:
        current.due_on = due_after(today())
        current.state = State.WORKING if current.assigned_to_id else State.WAITING
    saved(current, "state", "due_on")
    record(by, "consultation.replied", current)
    return message


@transaction.atomic
def withdraw(*, consultation: Consultation, by: User | None) -> None:
    """Take back a question that has not been answered. `by` is None through a personal link."""
    current = locked(consultation)
    if by is not None:
        check_asked(by, current)
    if current.state == State.WITHDRAWN:
        return
    check_next(current.state, State.WITHDRAWN)
    current.state, current.ended_on = State.WITHDRAWN, today()
    saved(current, "state", "ended_on")
    record(by, "consultation.withdrawn", current)


@transaction.atomic
def ask_again(*, consultation: Consultation, by: User | None) -> None:
    """Let a question that was taken back wait again. `by` is None through a personal link."""
    current = locked(consultation)
    if by is not None:
        check_asked(by, current)
    if current.state == State.WAITING:
        return
    check_next(current.state, State.WAITING)
    if current.state != State.WITHDRAWN:
        raise Refused(_("Frågan är inte återtagen."))
    current.state, current.ended_on, current.due_on = State.WAITING, None, due_after(today())
    current.assigned_to = None
    saved(current, "state", "ended_on", "due_on", "assigned_to")
    record(by, "consultation.asked_again", current)


def locked(consultation: Consultation) -> Consultation:
    """The consultation as it is now, ours alone until the transaction ends."""
    found = Consultation.objects.select_for_update(of=("self",))
    return found.select_related("organisation", "method__activity").get(pk=consultation.pk)


def saved(current: Consultation, *fields: str) -> None:
    current.version += 1
    current.save(update_fields=[*fields, "version"])


def _say(
    consultation: Consultation, kind: Kind, text: str, by: User | None, once: uuid.UUID
) -> ConsultationMessage:
    return ConsultationMessage.objects.create(
        consultation=consultation, kind=kind, text=text.strip(), by=by, once=once
    )


def _check_not_too_many(email: str) -> None:
    lately = timezone.now() - datetime.timedelta(days=1)
    asked = Consultation.objects.filter(asker_email=email.strip().lower(), asked_at__gt=lately)
    if asked.count() >= A_DAY:
        raise Refused(
            _(
                "Det har kommit flera frågor från den adressen i dag. Lägg till i en av dem, eller fråga i morgon."
            )
        )
