"""What a sender finds in the mailbox that the receipt opens."""

from __future__ import annotations

import datetime
import uuid
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.tips.filing.access import key_to_write_to, messages_of, tip_of_box
from skyddsnat.tips.filing.keys import proof_of
from skyddsnat.tips.filing.proofs import Proof
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import FilingKey, Message, Tip


class Answer(NamedTuple):
    """An answer as it was sealed to the receipt's key."""

    mark: uuid.UUID
    on: datetime.date
    sealed: bytes


class Box(NamedTuple):
    """A mailbox: the proof of filing, the key to seal additions to, whether somebody owns the tip, what was said."""

    found: bool
    proof: str
    key: str
    owned: bool
    answers: list[Answer]
    added: list[datetime.date]


def unknown() -> Box:
    """No such mailbox; 103 bits need no other guard than that they are not guessed."""
    return Box(False, "", "", False, [], [])


@transaction.atomic
def fetch(*, address: str) -> Box | None:
    """What is in the mailbox, and note that it was fetched; None when there is none."""
    tip = tip_of_box(address)
    if tip is None:
        return None
    said = messages_of(tip)
    answers = [
        Answer(one.mark, _day(one.at), sealed)
        for one, sealed in said
        if one.writer == "receiver" and not one.is_note
    ]
    added = [_day(one.at) for one, _sealed in said if one.writer == "sender"]
    _note_fetched(tip)
    key = FilingKey.objects.filter(retired_at=None).first()
    sealed_key = bytes(key.sealed) if key is not None and key.sealed is not None else None
    proof = proof_of(Proof(tip.sealed_sha256, _day(tip.received_at)), key.kid if key else None, sealed_key)
    return Box(True, proof, key_to_write_to(tip), tip.state != State.NEW, answers, added)


def _note_fetched(tip: Tip) -> None:
    """Note on which day the sender fetched the answers that are new; not when on the day, which is theirs."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    new = Message.objects.filter(tip=tip, writer="receiver", is_note=False, read_at=None)
    new.update(read_at=today)


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()
