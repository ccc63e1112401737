"""A code that is printed small, scanned or typed on a phone: no letters that look alike, no words by accident."""

from __future__ import annotations

import secrets

# No vowels (no words), no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
LETTERS = "34679CDFGHJKMNPQRTWXY"
LENGTH = 6
SHAPE = f"^[{LETTERS}]{{{LENGTH}}}$"


def new_code() -> str:
    """A code out of some 85 million."""
    return "".join(secrets.choice(LETTERS) for _n in range(LENGTH))


def typed(text: str) -> str:
    """A code as it is kept, from one as it may be typed: in small letters, with spaces or a hyphen."""
    return "".join(text.split()).replace("-", "").upper()


def fragment(code: str, place: str) -> str:
    """What a link says of the workplace that it leads from: its code and municipality, after the #.

    Browsers send that part to nobody. The form for tips reads it where it is shown (tips/form/steps.js).
    """
    return f"#kod={code}&plats={place}"
