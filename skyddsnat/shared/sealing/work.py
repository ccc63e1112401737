"""Proof of work: a number that makes SHA-256 begin with many zeros. It costs the sender time and the reader nothing."""

from __future__ import annotations

import hashlib


def bits_of(challenge: str, sealed_sha256: str, nonce: str) -> int:
    """How many zero bits SHA-256 of "challenge.sealed_sha256.nonce" begins with: 0–256."""
    digest = hashlib.sha256(f"{challenge}.{sealed_sha256}.{nonce}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()
