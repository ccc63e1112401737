"""A seal on the input: whoever holds the file and the key can show that a table was made from it.

A bare hash would let an outsider try every possible small table until the hash fits, and so read what is hidden. The
key is 256 random bits, told once to whoever made the table and written nowhere.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path


def new_key() -> str:
    return secrets.token_hex(32)


def seal(path: Path, key: str) -> str:
    """HMAC-SHA-256 of a file under the key, in hexadecimal digits."""
    made = hmac.new(bytes.fromhex(key), digestmod="sha256")
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            made.update(piece)
    return made.hexdigest()
