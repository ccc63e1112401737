"""A message sealed with age (https://age-encryption.org/v1) to one or several keys, of one length whatever it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyrage

SIZE = 32_768  # bytes of every message before it is sealed, so that its length tells nothing
LENGTH = 4  # bytes that tell how much of it is said; the rest is zeros
LONGEST = SIZE - LENGTH  # bytes of JSON


class TooLongError(ValueError):
    """More than a message holds. `over` is how many bytes too many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} bytes too many")
        self.over = over


class UnopenedError(ValueError):
    """The key does not open it, or it is no sealed message."""


def new_identity() -> str:
    """A new private key, as age writes it: AGE-SECRET-KEY-1…"""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of a private key: age1…"""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def seal_message(said: Mapping[str, Any], recipients: Iterable[str]) -> bytes:
    """The message, sealed to all the recipients (age1…). TooLongError over `LONGEST` bytes of JSON."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > LONGEST:
        raise TooLongError(len(text) - LONGEST)
    padded = len(text).to_bytes(LENGTH) + text + bytes(LONGEST - len(text))
    sealed: bytes = pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return sealed


def open_message(sealed: bytes, identity: str) -> dict[str, Any]:
    """What was said. UnopenedError when this key does not open it or it is not a message."""
    try:
        padded = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
        said = json.loads(padded[LENGTH : LENGTH + int.from_bytes(padded[:LENGTH])])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise UnopenedError from error
    if len(padded) != SIZE or not isinstance(said, dict):
        raise UnopenedError
    return said
