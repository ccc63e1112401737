"""The mark and the receipt of a tip that the server seals: the same however many times the same tip is sent.

They are drawn from a secret that travels in the form and from what the tip says. So a second sending is the same tip
with the same mailbox, and a tip that was changed after it was sent is another, with another mailbox.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from skyddsnat.shared.sealing import COUNT
from skyddsnat.shared.sealing.receipts import words

SEED = re.compile(r"[0-9a-f]{64}")
MARK_BYTES, WORD_BYTES = 16, 48  # far more than eight words need, so that no word is likelier than another


class Drawn(NamedTuple):
    mark: uuid.UUID
    receipt: str


def seed_in(text: str) -> str:
    """The secret that a page sent, or a new one."""
    return text if SEED.fullmatch(text) else secrets.token_hex(32)


def drawn(seed: str, given: Mapping[str, str], receiver: int, language: str) -> Drawn:
    said = json.dumps([sorted(given.items()), receiver, language])
    number = int.from_bytes(_derived(seed, f"receipt {said}", WORD_BYTES))
    chosen = []
    for _n in range(COUNT):
        number, place = divmod(number, len(words()))
        chosen.append(words()[place])
    return Drawn(mark_of(seed, said), " ".join(chosen))


def mark_of(seed: str, said: str) -> uuid.UUID:
    return uuid.UUID(bytes=_derived(seed, f"mark {said}", MARK_BYTES), version=4)


def _derived(seed: str, what: str, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=b"skyddsnat form 1", info=what.encode()).derive(
        bytes.fromhex(seed)
    )
