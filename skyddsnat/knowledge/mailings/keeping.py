"""How long the links of a letter live, and what is kept of an address that wants no letters."""

from __future__ import annotations

import datetime

from skyddsnat.shared.hashing import sha256_hex

DAYS_OPEN = 365


def address_hash(address: str) -> str:
    """The same for one address however its letters are written."""
    return sha256_hex(address.strip().casefold().encode())


def last_day(today: datetime.date) -> datetime.date:
    """The last day that a link of today opens something."""
    return today + datetime.timedelta(days=DAYS_OPEN)
