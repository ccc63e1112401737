"""What comes to the door as JSON, read without trust."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any, NamedTuple

from skyddsnat.tips.filing.challenges import LONGEST
from skyddsnat.tips.filing.rules import Sending, misshapen

LARGEST = 100_000  # bytes of JSON; a sealed message is about 45 000
BIGGEST_ID = 2**63 - 1


class Addition(NamedTuple):
    """What a sender adds, and to which mailbox."""

    address: str
    mark: uuid.UUID
    sealed: bytes


def read_sending(body: bytes) -> Sending:
    """A tip. RefusedSending when it is not one."""
    said = _object(body)
    receiver = said.get("receiver")
    if not isinstance(receiver, int) or not 0 < receiver <= BIGGEST_ID:
        raise misshapen()
    return Sending(
        mark=_mark(said),
        receiver_id=receiver,
        key=_text(said, "key"),
        kind=_text(said, "kind"),
        language=_text(said, "language"),
        sealed=_bytes(said),
        sealed_by="browser",
        box=_text(said, "box") or None,
        answers_to=_text(said, "answers_to"),
        challenge=_text(said, "challenge")[: LONGEST + 1],
        nonce=_text(said, "nonce")[: LONGEST + 1],
    )


def read_address(body: bytes) -> str:
    """The address of a mailbox. RefusedSending when there is none."""
    address = _text(_object(body), "address")
    if not address:
        raise misshapen()
    return address


def read_addition(body: bytes) -> Addition:
    """A message to a mailbox. RefusedSending when it is not one."""
    said = _object(body)
    return Addition(_text(said, "address"), _mark(said), _bytes(said))


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise misshapen()
    return said


def _text(said: dict[str, Any], name: str) -> str:
    """A text, "" when it is left out or null."""
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise misshapen()
    return value


def _mark(said: dict[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(_text(said, "mark"))
    except ValueError:
        raise misshapen() from None


def _bytes(said: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(_text(said, "sealed"), validate=True)
    except ValueError:
        raise misshapen() from None
