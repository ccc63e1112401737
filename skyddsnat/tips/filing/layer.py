"""The outer layer of what is kept: a key for each tip, so that destroying the key destroys every copy of the tip."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32  # bytes
NONCE = 12  # bytes, drawn for each piece: a tip has few


class BrokenLayerError(ValueError):
    """Not wrapped with this key, or changed since."""


def new_key() -> bytes:
    return os.urandom(KEY)


def wrap(tip_key: bytes, data: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(tip_key).encrypt(nonce, data, None)


def unwrap(tip_key: bytes, wrapped: bytes) -> bytes:
    """BrokenLayerError when the key is another's or the bytes were changed."""
    try:
        return AESGCM(tip_key).decrypt(wrapped[:NONCE], wrapped[NONCE:], None)
    except (InvalidTag, ValueError):
        raise BrokenLayerError from None
