"""Sending a mailing, letter by letter, never twice.

A letter is claimed, with a moment, and the claim committed, before the mail server hears of it; what the server answers
is written down after. A program that ends in between leaves the letter `sending`. Whoever sends on holds a lock of the
database that goes away with its holder, so such a letter was left behind: it becomes `uncertain`, and a person decides.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from skyddsnat.core.api import hash_of, new_secret, record
from skyddsnat.knowledge.mailings.bounces import suppress
from skyddsnat.knowledge.mailings.handing import Answer, Ending, MailServer, Server, Unreachable
from skyddsnat.knowledge.mailings.keeping import last_day
from skyddsnat.knowledge.mailings.letters import Receiver, link_of, message_for, refuse_link_of, written
from skyddsnat.knowledge.mailings.proof import prove_mailing
from skyddsnat.knowledge.mailings.rules import (
    SLICE_SECONDS,
    TRIES,
    UNCERTAIN_STOPS,
    allowed_now,
    before,
    next_try,
)
from skyddsnat.knowledge.models import Delivery, LetterLink, Mailing, Suppression
from skyddsnat.shared.dates import today

TROUBLE_SECONDS = 60  # until the server is asked again
LOCK = 5_020  # the space of the locks, one a mailing
State = Delivery.State
ENDINGS = {
    Ending.TAKEN: State.SENT,
    Ending.REFUSED: State.REFUSED,
    Ending.FAILED: State.FAILED,
    Ending.LATER: State.WAITING,
    Ending.OURS: State.WAITING,
    Ending.UNKNOWN: State.UNCERTAIN,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a slice did: how many letters left, and in how many seconds the next slice may begin; None when none is."""

    letters: int
    again_in: int | None


def send_slice(
    mailing_id: int,
    *,
    server: Server | None = None,
    seconds: float = SLICE_SECONDS,
    at_once: int | None = None,
) -> Sent:
    """Send what may be sent now, or `at_once` letters whatever the rate. Not atomic: each letter has two transactions
    of its own.
    """
    with _alone(mailing_id) as alone:
        if not alone:
            return Sent(0, None)
        _give_up_left_behind(mailing_id)
        if not _ready(mailing_id).exists():
            _finish(mailing_id)
            return Sent(0, _seconds_to_next(mailing_id))
        allowance = _allowance() if at_once is None else at_once
        sent = _send_some(mailing_id, server or MailServer(), time.monotonic() + seconds, allowance)
        if sent.letters:
            prove_mailing(mailing_id)
        _finish(mailing_id)
        return sent


def _send_some(mailing_id: int, server: Server, deadline: float, allowance: int) -> Sent:
    count, mailing = 0, _mailing(mailing_id)
    try:
        while count < allowance:
            if time.monotonic() > deadline:
                return Sent(count, 0)
            server.open()
            claimed = claim(mailing)
            if claimed is None:
                return Sent(count, _seconds_to_next(mailing_id))
            count += 1
            answer = server.send(_message(*claimed))
            note(claimed[0], answer)
            if answer.ending in {Ending.OURS, Ending.UNKNOWN}:
                _note_trouble(mailing_id, answer)
                return Sent(count, TROUBLE_SECONDS)
    except Unreachable:
        _trouble(mailing_id, "unreachable")
        return Sent(count, TROUBLE_SECONDS)
    finally:
        server.close()
    return Sent(count, SLICE_SECONDS)


def claim(mailing: Mailing) -> tuple[Delivery, str] | None:
    """The next letter and the secret of its links, ours alone to hand over; None when there is none to send."""
    while True:
        with transaction.atomic():
            waiting = _ready(mailing.pk).select_related("organisation", "contact").order_by("pk")
            found = waiting.select_for_update(skip_locked=True, of=("self",)).first()
            if found is None:
                return None
            found.mailing = mailing  # with what belongs to it, which is read once
            if _is_wanted(found):
                return found, _claimed(found)
            found.state = State.SKIPPED
            found.save(update_fields=["state"])


def _claimed(found: Delivery) -> str:
    secret = new_secret()
    LetterLink.objects.create(delivery=found, secret_sha256=hash_of(secret), expires_on=last_day(today()))
    found.state, found.claimed_at, found.attempts = State.SENDING, timezone.now(), found.attempts + 1
    found.save(update_fields=["state", "claimed_at", "attempts"])
    return secret


def note(delivery: Delivery, answer: Answer) -> None:
    """Write down what the server answered, on the claim that it is the answer to."""
    now = timezone.now()
    state = ENDINGS[answer.ending]
    if answer.ending is Ending.LATER and delivery.attempts >= TRIES:
        state = State.FAILED
    values = {
        "state": state,
        "message_id": answer.message_id[:200],
        "fault": answer.fault[:60],
        "sent_at": now if state == State.SENT else None,
        "next_at": next_try(delivery.attempts, now) if answer.ending is Ending.LATER else None,
    }
    with transaction.atomic():
        mine = Delivery.objects.filter(
            pk=delivery.pk, claimed_at=delivery.claimed_at, state__in=before(state) - {State.FAILED}
        )
        mine.update(**values)
        if state == State.REFUSED:
            suppress(delivery.address_sha256, Suppression.Reason.BOUNCED, source="server")


def _message(delivery: Delivery, secret: str) -> EmailMultiAlternatives:
    refuse = refuse_link_of(secret)
    organisation, language = delivery.organisation, delivery.language
    name = organisation.name_en or organisation.name if language == "en" else organisation.name
    receiver = Receiver(name, delivery.contact.function if delivery.contact else "", language)
    said = written(delivery.mailing, receiver, link=link_of(secret), refuse=refuse)
    return message_for(delivery.mailing, said, to=delivery.address, language=language, refuse=refuse)


def _is_wanted(delivery: Delivery) -> bool:
    """Whether the receiver still has the address and has not said no since the letter was put in the queue."""
    contact = delivery.contact
    if contact is None or contact.ended_on is not None:
        return False
    return not Suppression.objects.filter(address_sha256=delivery.address_sha256).exists()


def _mailing(mailing_id: int) -> Mailing:
    related = ("method__activity__assignment__authority", "activity__assignment__authority")
    return Mailing.objects.select_related(*related).get(pk=mailing_id)


def _ready(mailing_id: int) -> QuerySet[Delivery]:
    now = timezone.now()
    return Delivery.objects.filter(
        Q(next_at=None) | Q(next_at__lte=now), mailing=mailing_id, state=State.WAITING
    ).filter(mailing__state=Mailing.State.SENDING)


def _seconds_to_next(mailing_id: int) -> int | None:
    """When the first of those that were told "later" may be tried; None when no letter waits."""
    waiting = Delivery.objects.filter(
        mailing=mailing_id, mailing__state=Mailing.State.SENDING, state=State.WAITING
    )
    if not waiting.exists():
        return None
    first = waiting.aggregate(first=Min("next_at"))["first"]
    return max(0, round((first - timezone.now()).total_seconds())) if first else 0


def _allowance() -> int:
    """How many letters may leave now, all mailings together."""
    now = timezone.now()
    claimed = Delivery.objects.filter(claimed_at__gt=now - datetime.timedelta(minutes=1))
    recent = claimed.filter(claimed_at__gt=now - datetime.timedelta(seconds=SLICE_SECONDS))
    return allowed_now(
        a_minute=settings.LETTERS_A_MINUTE, last_minute=claimed.count(), last_slice=recent.count()
    )


def _give_up_left_behind(mailing_id: int) -> None:
    """Letters that whoever sent before had in hand when it ended: nobody knows whether they left."""
    left = Delivery.objects.filter(mailing=mailing_id, state=State.SENDING)
    left.update(state=State.UNCERTAIN, fault="cut off")


def _note_trouble(mailing_id: int, answer: Answer) -> None:
    uncertain = Delivery.objects.filter(mailing=mailing_id, state=State.UNCERTAIN).count()
    if answer.ending is Ending.OURS:
        _trouble(mailing_id, "settings", pause=True)
    else:
        _trouble(mailing_id, "uncertain", pause=uncertain >= UNCERTAIN_STOPS)


@transaction.atomic
def _trouble(mailing_id: int, code: str, *, pause: bool = False) -> None:
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    mailing.trouble = code
    if pause and mailing.state == Mailing.State.SENDING:
        mailing.state = Mailing.State.PAUSED
        record(None, "mailing.paused", mailing, trouble=code)
    mailing.save(update_fields=["trouble", "state"])


@transaction.atomic
def _finish(mailing_id: int) -> None:
    """Say that a mailing is done when no letter waits."""
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    if mailing.state != Mailing.State.SENDING or mailing.deliveries.filter(state=State.WAITING).exists():
        return
    mailing.state, mailing.ended_at, mailing.trouble = Mailing.State.DONE, timezone.now(), ""
    mailing.save(update_fields=["state", "ended_at", "trouble"])
    sent = mailing.deliveries.filter(state__in=[State.SENT, State.BOUNCED]).count()
    record(None, "mailing.done", mailing, letters=sent)


@contextmanager
def _alone(mailing_id: int) -> Iterator[bool]:
    """Whether nobody else sends this mailing now. The lock is the connection's: it ends with whoever holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, mailing_id])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, mailing_id])
