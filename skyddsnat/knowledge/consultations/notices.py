"""The letter that says that there is an answer: a link and never the text, sent once whatever happens."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from skyddsnat.core.api import (
    NotTakenError,
    absolute,
    claim,
    hand_over,
    hash_of,
    new_secret,
    queue_once,
    record,
)
from skyddsnat.knowledge.consultations.rules import LINK_DAYS, last_day_of_link
from skyddsnat.knowledge.models import Consultation, ConsultationLink, ConsultationMessage
from skyddsnat.shared.dates import today

NAME = "knowledge.consultation_notice"


@app.task(
    name=NAME, retry=RetryStrategy(max_attempts=8, exponential_wait=20, retry_exceptions={NotTakenError})
)
def send_notice(message_id: int) -> None:
    deliver_notice(message_id)


def queue_notice(message: ConsultationMessage) -> None:
    """Let a worker send the letter when this transaction has ended: the queue is a table."""
    queue_once(send_notice, message.pk, message_id=message.pk)


def queue_left_notices() -> None:
    """Take up the letters that no server has taken and nobody has claimed."""
    kinds = [ConsultationMessage.Kind.ANSWER, ConsultationMessage.Kind.ASKED_BACK]
    for message in ConsultationMessage.objects.filter(
        kind__in=kinds, notice_claimed_at=None, retracted_at=None
    ):
        queue_notice(message)


def deliver_notice(message_id: int) -> bool:
    """Send the letter, and say whether it went. One that is claimed is somebody else's, or was cut off.

    Not atomic as a whole: the claim is committed before the mail server hears of the letter.
    """
    message = _claimed(message_id)
    if message is None:
        return False
    consultation = message.consultation
    receiver = consultation.asked_by.email if consultation.asked_by else consultation.asker_email
    if not receiver or message.retracted_at is not None:
        return False
    if consultation.asked_by is None:
        link = reverse("knowledge:consultation-link", args=[make_link(consultation)])
    else:
        link = consultation.get_absolute_url()
    try:
        hand_over(_letter(consultation, message, receiver, link))
    except NotTakenError:
        ConsultationMessage.objects.filter(pk=message.pk).update(notice_claimed_at=None)
        raise
    with transaction.atomic():
        ConsultationMessage.objects.filter(pk=message.pk).update(notice_sent_at=timezone.now())
        record(None, "consultation.notice_sent", consultation)
    return True


@transaction.atomic
def make_link(consultation: Consultation) -> str:
    """A new personal link to the consultation: its secret, which is kept nowhere."""
    secret = new_secret()
    ConsultationLink.objects.create(
        consultation=consultation,
        secret_sha256=hash_of(secret),
        expires_on=last_day_of_link(today()),
    )
    return secret


def _claimed(message_id: int) -> ConsultationMessage | None:
    if not claim(ConsultationMessage.objects.filter(pk=message_id), field="notice_claimed_at"):
        return None
    return ConsultationMessage.objects.select_related("consultation__asked_by").get(pk=message_id)


def _letter(
    consultation: Consultation, message: ConsultationMessage, receiver: str, link: str
) -> EmailMessage:
    with override(consultation.language):
        answered = message.kind == ConsultationMessage.Kind.ANSWER
        subject = (
            _("Skyddsnät: din fråga har fått ett svar")
            if answered
            else _("Skyddsnät: vi har en fråga till dig")
        )
        personal = consultation.asked_by_id is None
        body = render_to_string(
            "knowledge/consultations/notice.txt",
            {"answered": answered, "link": absolute(link), "days": LINK_DAYS, "personal": personal},
        )
        return EmailMessage(subject=subject, body=body, to=[receiver])
