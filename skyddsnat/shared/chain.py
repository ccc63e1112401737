"""The hash chain of the evidence ledger, in a form that can be checked without a database.

`hash(n) = SHA-256(hash(n−1) ‖ canonical JSON of row n)`, with `hash(0)` thirty-two zero bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from skyddsnat.shared.hashing import canonical_json

GENESIS = bytes(32)
FIELDS = (
    "assignment", "seq", "kind", "activity", "organisation", "place", "occurred_on", "quantity", "reference",
    "recorded_at", "corrects",
)  # fmt: skip


def row_hash(previous: bytes, row: Sequence[Any]) -> bytes:
    """Hash of a row given the one before; `row` holds JSON scalars in the order of FIELDS, `corrects` if set."""
    return hashlib.sha256(previous + canonical_json(row)).digest()


def chained(previous: bytes, contents: Iterable[bytes]) -> list[bytes]:
    """The hash before, then that of each row; `contents` are the rows' canonical JSON, in order."""
    hashes = [previous]
    for content in contents:
        previous = hashlib.sha256(previous + content).digest()
        hashes.append(previous)
    return hashes
