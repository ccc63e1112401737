"""Giving a letter to the mail server, and what its answer means. What the server says is not kept: it names people."""

from __future__ import annotations

import contextlib
import smtplib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives, mailers

PERMANENT = 500
TOO_MANY, NOT_ALLOWED = 429, {401, 402, 403}


class Ending(StrEnum):
    """How it went, as far as can be known."""

    TAKEN = "taken"
    REFUSED = "refused"  # for good, because of the address
    FAILED = "failed"  # for good, because of something else
    LATER = "later"  # certainly not taken; it may be tried again
    OURS = "ours"  # certainly not taken, and no letter would be: our own settings are wrong
    UNKNOWN = "unknown"  # the connection broke before the answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a letter. `fault` is a kind and a code, never what the server said."""

    ending: Ending
    message_id: str = ""
    fault: str = ""


class Unreachable(Exception):
    """No mail server answers. Nothing was handed over."""


class Server(Protocol):
    """What takes letters."""

    def open(self) -> None: ...

    def send(self, message: EmailMultiAlternatives) -> Answer: ...

    def close(self) -> None: ...


class MailServer:
    """The mail server of the settings, on one connection for many letters."""

    def __init__(self) -> None:
        self._server: Any = None

    def open(self) -> None:
        """Be connected; raises Unreachable."""
        if self._server is not None:
            return
        server = mailers.default
        try:
            server.open()
        except Exception as fault:
            raise Unreachable(type(fault).__name__) from None
        self._server = server

    def send(self, message: EmailMultiAlternatives) -> Answer:
        """Hand over one letter. After anything but success the connection is let go: it may be half-way in a letter."""
        try:
            taken = self._server.send_messages([message])
        except Exception as fault:
            self.close()
            return answer_of(fault)
        answer = answer_from(message) if taken else Answer(Ending.UNKNOWN, fault="not counted")
        if answer.ending is not Ending.TAKEN:
            self.close()
        return answer

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.close()


def answer_from(message: EmailMultiAlternatives) -> Answer:
    """What a provider says of a letter that it has taken; an SMTP server says nothing more."""
    status = getattr(message, "anymail_status", None)
    if status is None:
        return Answer(Ending.TAKEN, message_id=str(message.extra_headers.get("Message-ID", "")))
    said = set(status.status or ())
    if said and said <= {"rejected", "invalid", "failed"}:
        return Answer(Ending.REFUSED if said <= {"rejected", "invalid"} else Ending.FAILED, fault=min(said))
    return Answer(Ending.TAKEN, message_id=str(status.message_id or ""))


def answer_of(fault: BaseException) -> Answer:
    """What a fault means. Whatever is not certainly a no may have been taken."""
    kind = type(fault).__name__
    if isinstance(fault, AnymailError):
        return _of_provider(fault, kind)
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code = min((code for code, _said in fault.recipients.values()), default=PERMANENT)
        return Answer(Ending.REFUSED if code >= PERMANENT else Ending.LATER, fault=f"{kind} {code}")
    if isinstance(fault, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        ours = fault.smtp_code >= PERMANENT
        return Answer(Ending.OURS if ours else Ending.LATER, fault=f"{kind} {fault.smtp_code}")
    if isinstance(fault, smtplib.SMTPResponseException):
        failed = fault.smtp_code >= PERMANENT
        return Answer(Ending.FAILED if failed else Ending.LATER, fault=f"{kind} {fault.smtp_code}")
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return Answer(Ending.OURS, fault=kind)
    if isinstance(fault, ValueError):
        return Answer(
            Ending.REFUSED, fault=kind
        )  # an address that cannot be written: nothing was handed over
    return Answer(Ending.UNKNOWN, fault=kind)


def _of_provider(fault: AnymailError, kind: str) -> Answer:
    if isinstance(fault, AnymailRecipientsRefused):
        return Answer(Ending.REFUSED, fault=kind)
    code = getattr(fault, "status_code", None)
    if not isinstance(fault, AnymailAPIError):
        return Answer(Ending.FAILED, fault=kind)  # raised before anything was sent: a feature or a value
    if code is None or code >= PERMANENT:
        return Answer(Ending.UNKNOWN, fault=f"{kind} {code or ''}".strip())
    if code == TOO_MANY:
        return Answer(Ending.LATER, fault=f"{kind} {code}")
    return Answer(Ending.OURS if code in NOT_ALLOWED else Ending.FAILED, fault=f"{kind} {code}")
