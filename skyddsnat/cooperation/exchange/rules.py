"""How long a link lives, how often a code may be tried, and what a link may ask."""

from __future__ import annotations

import datetime

from skyddsnat.shared.hashing import sha256_hex

DAYS = (1, 3, 7, 14)  # that a link may be chosen to live
MOST_TRIES = 8  # then the link opens nothing
FIRST_WAIT = datetime.timedelta(seconds=2)
CODE_DIGITS = 8
HOLD_SECONDS = 60 * 60  # that the page stays open after the code


def grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def tidy(code: str) -> str:
    """A code as it may be typed, with its digits alone."""
    return "".join(sign for sign in code if sign.isdecimal())


def code_hash(secret: str, code: str) -> str:
    """What is kept of a code. It holds the link's secret too, so that a copy of the table is no help in guessing."""
    return sha256_hex(f"{secret}.{tidy(code)}".encode())


def wait_after(tries: int) -> datetime.timedelta:
    """How long one waits after so many wrong codes: twice as long for each."""
    return FIRST_WAIT * 2**tries


def is_worn_out(tries: int) -> bool:
    return tries >= MOST_TRIES


def code_of(secret: str) -> str:
    """Eight digits in two groups, to be read out, from a secret of the form: sent twice, it shows the same code."""
    number = int(sha256_hex(secret.encode()), 16)
    return grouped(f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}")
