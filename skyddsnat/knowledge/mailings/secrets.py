"""Secrets of personal links, and hashes of addresses: what is kept is never what was sent."""

from __future__ import annotations

import datetime
import hashlib
import secrets

DAYS_OPEN = 365
LENGTH = 43  # of a secret of 32 bytes, as it stands in an address


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def address_hash(address: str) -> str:
    """The same for one address however its letters are written."""
    return hash_of(address.strip().casefold())


def last_day(today: datetime.date) -> datetime.date:
    """The last day that a link of today opens something."""
    return today + datetime.timedelta(days=DAYS_OPEN)
