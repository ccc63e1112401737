"""Bytes that only the site's secret opens: who has the database alone has no use of what is kept in it so."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from skyddsnat.shared.encoding import UnreadableError

NONCE = 12  # bytes that AES-GCM wants anew each time


def lock(data: bytes, secret: str, purpose: bytes) -> bytes:
    """The bytes as they are kept. What is locked for one purpose opens for no other."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(secret, purpose)).encrypt(nonce, data, purpose)


def unlock(locked: bytes, secret: str, purpose: bytes) -> bytes:
    """UnreadableError when they were locked with another secret, or changed since."""
    try:
        return AESGCM(_key(secret, purpose)).decrypt(locked[:NONCE], locked[NONCE:], purpose)
    except (InvalidTag, ValueError):
        raise UnreadableError("sealed with another secret") from None


def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
