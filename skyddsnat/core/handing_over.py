"""Letters sent at most once (ADR 0023): queued once, claimed, and given to the mail server."""

from __future__ import annotations

import contextlib
import smtplib
from typing import Any

from anymail.exceptions import AnymailAPIError
from django.core.mail import EmailMessage, mailers
from django.db import models, transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
)  # the server has answered: it did not take it


class NotTakenError(Exception):
    """The mail server has not taken the letter: it could not be reached, or it said no. Holds the kind of fault only,
    since what a mail server says names the receiver.
    """


def queue_once(task: Task[Any, Any, Any], pk: int, **arguments: Any) -> None:
    """Let a worker do the task about that row, unless one is asked to already. The queue is a table: it waits for the
    transaction."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=f"{task.name}:{pk}").defer(**arguments)


def claim(letter: models.QuerySet[Any], *, field: str = "claimed_at", **also: Any) -> bool:
    """Make the letter, the one row of these, ours alone to send; False when somebody has it.

    Committed before the mail server hears of it; `also` is written with it.
    """
    with transaction.atomic(durable=True):
        return bool(letter.filter(**{field: None}).update(**{field: timezone.now()}, **also))


def hand_over(letter: EmailMessage) -> None:
    """Give the letter to the mail server; NotTakenError when it certainly did not get it."""
    server = mailers.default
    try:
        server.open()
    except Exception as error:
        raise NotTakenError(type(error).__name__) from None
    try:
        server.send_messages([letter])
    except REFUSED as error:
        raise NotTakenError(type(error).__name__) from None
    except AnymailAPIError as error:
        if error.status_code is None:
            raise  # no answer: it may have been taken
        raise NotTakenError(type(error).__name__) from None
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()
