"""The guide's address in each language: short enough to be said and printed."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

ADDRESSES = {"sv": "vart", "sv-simple": "vart"}
OTHERS = "where"
WORDS = {*ADDRESSES.values(), OTHERS}


def _address() -> str:
    return ADDRESSES.get(get_language() or "sv", OTHERS)


WHERE = lazy(_address, str)()
