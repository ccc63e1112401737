"""The code of a batch: short enough for a small QR code, without letters that look alike, and no words by accident."""

from __future__ import annotations

import secrets

# No vowels (no words), no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
LETTERS = "34679CDFGHJKMNPQRTWXY"
LENGTH = 6
SHAPE = f"^[{LETTERS}]{{{LENGTH}}}$"


def new_code() -> str:
    """A code out of some 85 million."""
    return "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
