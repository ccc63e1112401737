"""Work that is asked of senders when many come at once: never more than some seconds, and nobody is turned away.

A challenge is a signed text, so that nothing is kept of those who ask for one. It says in which ten minutes it was made
and no more, so that it tells nobody apart.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

from skyddsnat.shared.encoding import b64url
from skyddsnat.shared.sealing import bits_of
from skyddsnat.tips.filing.rules import bits_for

SLOT = 600  # seconds
KEPT_SLOTS = 18  # three hours: a form may take its time
SALT = "skyddsnat.tips.filing.challenges"
COUNTED = 40_000  # more than that asks for no more work
COUNT_SECONDS = 5.0  # how long a count is believed
LONGEST = 100  # characters of a challenge or a nonce


class Challenge(NamedTuple):
    """What the form hands over with the tip, and the work that it asks for."""

    text: str
    bits: int


class _Counted(NamedTuple):
    at: float
    database: str
    bits: int


_last = _Counted(-COUNT_SECONDS, "", 0)


def new_challenge() -> Challenge:
    bits = bits_now()
    return Challenge(_signed(int(time.time()) // SLOT, bits), bits)


def work_of(challenge: str, nonce: str, sealed_sha256: str) -> tuple[int, int]:
    """Bits asked and bits done. A challenge that is old, or not ours, is no work done."""
    bits = _bits_in(challenge)
    if bits is None or len(nonce) > LONGEST:
        return bits_now(), 0
    return bits, min(bits_of(challenge, sealed_sha256, nonce), 256) if bits else 0


def bits_now() -> int:
    """What is asked for just now: how many tips came in the last ten minutes, counted at most every few seconds."""
    global _last
    database = str(connection.settings_dict["NAME"])
    if _last.database != database or time.monotonic() - _last.at > COUNT_SECONDS:
        _last = _Counted(time.monotonic(), database, bits_for(_came_lately()))
    return _last.bits


def _came_lately() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM"
            " (SELECT FROM tips_tip WHERE received_at > now() - interval '10 minutes' LIMIT %s) AS lately",
            [COUNTED],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _signed(slot: int, bits: int) -> str:
    said = f"{slot}.{bits}"
    mac = salted_hmac(SALT, said, algorithm="sha256").digest()
    return f"{said}.{b64url(mac[:16])}"


def _bits_in(challenge: str) -> int | None:
    """The bits that a challenge of ours asks for; None when it is not ours, or too old."""
    slot, _dot, rest = challenge.partition(".")
    bits = rest.partition(".")[0]
    if len(challenge) > LONGEST or not (
        slot.isascii() and slot.isdigit() and bits.isascii() and bits.isdigit()
    ):
        return None
    age = int(time.time()) // SLOT - int(slot)
    ours = constant_time_compare(challenge, _signed(int(slot), int(bits)))
    return int(bits) if ours and 0 <= age <= KEPT_SLOTS else None
