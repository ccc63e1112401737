"""Eight words that open a mailbox: from them alone come its address and the key that answers are sealed to.

7776 words (EFF's long list, CC BY 3.0 US) drawn eight times are 103 bits: nobody guesses them, so nothing is made slow.
"""

from __future__ import annotations

import base64
import difflib
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.sealing import bech32
from skyddsnat.shared.sealing.messages import recipient_of

COUNT = 8
SALT = b"skyddsnat receipt 1"
BYTES = 32
NEAR = 0.7  # how alike a word must be to be proposed


class UnknownWordError(ValueError):
    """Not such a receipt. `number` (from 1) of the word that is wrong, 0 when the count is; `near` is a likely one."""

    def __init__(self, number: int, word: str, near: str) -> None:
        super().__init__(f"word {number}")
        self.number, self.word, self.near = number, word, near


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What a receipt opens. `address` fetches (32 bytes, base64url), `identity` reads, `recipient` is sealed to."""

    address: str
    identity: str
    recipient: str

    @property
    def box(self) -> str:
        return box_of(self.address)

    @classmethod
    def of(cls, receipt: str) -> Mailbox:
        """The mailbox of a receipt. UnknownWordError when it is none."""
        words = tidy(receipt)
        address = base64.urlsafe_b64encode(_derived(words, b"address")).decode().rstrip("=")
        identity = bech32.encode("age-secret-key-", _derived(words, b"identity")).upper()
        return cls(address, identity, recipient_of(identity))


def box_of(address: str) -> str:
    """How the server knows a mailbox: SHA-256 of its address, which it does not keep."""
    return sha256_hex(address.encode())


@cache
def words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "browser" / "words.txt").read_text().split())


def new_receipt() -> str:
    """Eight words with a space between, drawn by chance."""
    return " ".join(secrets.choice(words()) for _n in range(COUNT))


def tidy(receipt: str) -> str:
    """A receipt as it is kept, from one as it may be typed: large letters, commas, new lines, numbers before words."""
    typed = ["".join(sign for sign in word if sign.isalpha() or sign == "-") for word in _parts(receipt)]
    typed = [word for word in typed if word.strip("-")]
    known = set(words())
    for number, word in enumerate(typed, 1):
        if word not in known:
            near = difflib.get_close_matches(word, words(), 1, NEAR)
            raise UnknownWordError(number, word, near[0] if near else "")
    if len(typed) != COUNT:
        raise UnknownWordError(0, "", "")
    return " ".join(typed)


def _parts(receipt: str) -> list[str]:
    return receipt.lower().replace(",", " ").replace(".", " ").replace(";", " ").split()


def _derived(receipt: str, what: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=BYTES, salt=SALT, info=what).derive(receipt.encode())
