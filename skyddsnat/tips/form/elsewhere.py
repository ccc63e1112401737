"""Where the form leads that is not in this room: where else to turn, and away from here at once.

The room that has those pages tells it through a hook; the form works without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Ways(NamedTuple):
    """Addresses of the guide and of the way out, and the static file that makes the way out quick; "" for none."""

    where: str = ""
    leave: str = ""
    script: str = ""


type Teller = Callable[[str], Ways]

_TELLERS: list[Teller] = []


def register_ways(teller: Teller) -> None:
    """Let a room tell the ways in a language. Called in `AppConfig.ready`; the last who is registered is asked."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def ways_in(language: str) -> Ways:
    return _TELLERS[-1](language) if _TELLERS else Ways()
