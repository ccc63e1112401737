"""What is taken, what work is asked for, and when a tip is destroyed. Nothing here knows the database."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.sealing import SIZE
from skyddsnat.tips.kinds import Kind, State

type Sealer = Literal["browser", "server"]

BEGINNING = b"age-encryption.org/v1\n"
MOST_AROUND = 16_384  # bytes of age's own around a message; a recipient takes about a hundred
RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
BOX = re.compile(r"[0-9a-f]{64}")
LANGUAGE = re.compile(r"[a-z]{2,3}")

CALM = 60  # tips in ten minutes that ask nobody for work
FIRST_BITS, MOST_BITS = 11, 20  # a moment, and some seconds, on a phone


class RefusedSending(Refused):
    """What was sent cannot be kept. `code` says why to a program; the sentence says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class AnotherSending(RefusedSending):
    """Something else was sent under the same mark or receipt. What came first is kept."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A tip as it comes to the door. `key` is what it was sealed to; "" is the receiver's key in use."""

    mark: uuid.UUID
    receiver_id: int
    key: str
    kind: str
    language: str
    sealed: bytes
    sealed_by: Sealer
    box: str | None
    answers_to: str
    challenge: str = ""
    nonce: str = ""


def check_sending(sending: Sending) -> None:
    """Raise RefusedSending unless all of it has the shape that it should."""
    boxed = bool(sending.box) and bool(sending.answers_to)
    whole = (
        sending.kind in Kind.values
        and LANGUAGE.fullmatch(sending.language) is not None
        and (not sending.key or RECIPIENT.fullmatch(sending.key) is not None)
        and (boxed or (not sending.box and not sending.answers_to))
        and (not boxed or BOX.fullmatch(sending.box or "") is not None)
        and (not boxed or RECIPIENT.fullmatch(sending.answers_to) is not None)
    )
    if not whole:
        raise misshapen()
    check_sealed(sending.sealed)


def check_sealed(sealed: bytes) -> None:
    """Raise RefusedSending unless the bytes look like a message sealed with age, filled up to its one length."""
    if not sealed.startswith(BEGINNING) or not SIZE < len(sealed) <= SIZE + MOST_AROUND:
        raise misshapen()


def misshapen() -> RefusedSending:
    return RefusedSending(
        "shape", _("Det som kom fram går inte att läsa. Ladda om sidan och skicka en gång till.")
    )


def bits_for(count: int) -> int:
    """How much work is asked for after `count` tips in ten minutes: none in calm, one bit more for each doubling."""
    return 0 if count <= CALM else min(MOST_BITS, FIRST_BITS + (count // CALM).bit_length() - 1)


@dataclass(frozen=True, slots=True)
class Ending:
    """What decides when a tip is destroyed. `waits` says that something of the sender's has not been read."""

    kind: str
    state: str
    closed_on: datetime.date | None
    hold_until: datetime.date | None
    waits: bool


def destroyed_on(ending: Ending, days: Mapping[str, int]) -> datetime.date | None:
    """The first day on which the tip is destroyed; None while it cannot be known."""
    if ending.state != State.CLOSED or ending.closed_on is None or ending.waits:
        return None
    due = ending.closed_on + datetime.timedelta(days=days[ending.kind])
    if ending.hold_until is not None:
        due = max(due, ending.hold_until + datetime.timedelta(days=1))
    return due


def is_due(ending: Ending, days: Mapping[str, int], *, today: datetime.date) -> bool:
    on = destroyed_on(ending, days)
    return on is not None and on <= today


def check_hold(until: datetime.date, source: str, *, today: datetime.date) -> None:
    """Raise Refused unless a legal hold has a day to come and a source."""
    if until < today:
        raise Refused(_("Dagen har redan varit. Välj en dag som kommer."))
    if not source.strip():
        raise Refused(_("Skriv vilket beslut eller vilken lag som kräver att tipset finns kvar."))
