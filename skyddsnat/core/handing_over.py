"""Giving a letter to the mail server, and knowing when it certainly did not take it."""

from __future__ import annotations

import contextlib
import smtplib

from anymail.exceptions import AnymailAPIError
from django.core.mail import EmailMessage, mailers

REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
)  # the server has answered: it did not take it


class NotTakenError(Exception):
    """The mail server has not taken the letter: it could not be reached, or it said no. Holds the kind of fault only,
    since what a mail server says names the receiver.
    """


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
