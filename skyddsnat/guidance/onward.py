"""Where a page leads beyond the public pages: rooms that this one may not know of are joined to it from above."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import NamedTuple

from skyddsnat.guidance.keys import translation_key


class Onward(NamedTuple):
    """A way on from a page: what it says, a line about it, and where it leads."""

    text: str
    hint: str
    url: str


type Teller = Callable[[str], list[Onward]]

_TELLERS: dict[uuid.UUID, Teller] = {}


def register_onward(key: str, teller: Teller) -> None:
    """Let the shipped page of that key, in every language, lead on. Called in `AppConfig.ready`, once a page.

    The teller gets the page's language, and gives nothing in a language that it has no words in.
    """
    if _TELLERS.setdefault(translation_key(key), teller) is not teller:
        raise ValueError(f"Somebody already leads on from {key!r}.")


def onward_from(key: uuid.UUID, language: str) -> list[Onward]:
    """The ways on from a page by its translation key."""
    teller = _TELLERS.get(key)
    return teller(language) if teller else []
