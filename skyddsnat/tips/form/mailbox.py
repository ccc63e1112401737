"""The mailbox for those whose browser does not open it itself: the server does so for the moment and keeps nothing."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.views.decorators.debug import sensitive_variables

from skyddsnat.shared.sealing import Mailbox, UnopenedError, open_message, seal_message
from skyddsnat.tips.filing.api import AnotherSending, add_from_sender, fetch
from skyddsnat.tips.form.drawing import mark_of
from skyddsnat.tips.form.rules import VERSION


class Said(NamedTuple):
    """Something in the mailbox: an answer (text None when it does not open), or that the sender added something."""

    on: datetime.date
    is_own: bool
    text: str | None


class Found(NamedTuple):
    owned: bool
    said: list[Said]


@sensitive_variables()
def look_into(receipt: str) -> Found | None:
    """What the words open, in order; None when they open nothing."""
    mailbox = Mailbox.of(receipt)
    box = fetch(address=mailbox.address)
    if box is None:
        return None
    own = [Said(day, True, None) for day in box.added]
    answers = [Said(one.on, False, _text(one.sealed, mailbox.identity)) for one in box.answers]
    return Found(box.owned, sorted([*own, *answers], key=lambda one: (one.on, not one.is_own)))


@sensitive_variables()
def add(receipt: str, text: str, *, seed: str, language: str) -> bool:
    """Seal what the sender adds and keep it once; False when the words open nothing, TooLongError when too long."""
    mailbox = Mailbox.of(receipt)
    box = fetch(address=mailbox.address)
    if box is None:
        return False
    sealed = seal_message({"v": VERSION, "text": text, "lang": language}, [box.key])
    try:
        added = add_from_sender(
            address=mailbox.address, mark=mark_of(seed, text), sealed=sealed, sealed_by="server"
        )
    except AnotherSending:
        return True  # the same text was sent twice, and was sealed anew the second time
    return added is not None


@sensitive_variables()
def _text(sealed: bytes, identity: str) -> str | None:
    try:
        return str(open_message(sealed, identity).get("text", ""))
    except UnopenedError:
        return None
