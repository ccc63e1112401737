"""The job that sends: a slice at a time, so that other jobs come too, and the next is queued by the one before."""

from __future__ import annotations

import datetime
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import TimeDeltaParams

from skyddsnat.knowledge.mailings.sending import send_slice
from skyddsnat.knowledge.models import Mailing

NAME = "knowledge.send_mailing"
HEARD_OF = datetime.timedelta(minutes=1)  # a worker tells every ten seconds that it lives


@app.task(name=NAME)
def send_mailing(mailing_id: int) -> None:
    """Send for a while; then come back when more may be sent."""
    again_in = send_slice(mailing_id).again_in
    if again_in is not None:
        queue_sending(mailing_id, seconds=again_in)


def queue_sending(mailing_id: int, *, seconds: int = 0) -> None:
    """Let a worker send, unless one is asked to already. Waits for the transaction to end, as the queue is a table."""
    lock, later = f"{NAME}:{mailing_id}", TimeDeltaParams(seconds=seconds) if seconds else None
    with suppress(AlreadyEnqueued), transaction.atomic():
        send_mailing.configure(queueing_lock=lock, schedule_in=later).defer(mailing_id=mailing_id)


def somebody_sends() -> bool:
    """Whether a worker has been heard of lately; without one nothing that waits leaves."""
    lately = timezone.now() - HEARD_OF
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=lately).exists()


def queue_left_behind() -> None:
    """Take up mailings whose worker was killed: their letters wait and no job is queued."""
    for pk in Mailing.objects.filter(state=Mailing.State.SENDING).values_list("pk", flat=True):
        queue_sending(pk)
