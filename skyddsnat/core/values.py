"""Values that texts of several rooms name, such as phone numbers: the room that keeps them answers, through a hook."""

from __future__ import annotations

from collections.abc import Callable

type Teller = Callable[[str], str]

_TELLERS: list[Teller] = []


def register_values(teller: Teller) -> None:
    """Let a room tell values: it gets a key and answers "" for one that it lacks. Called in `AppConfig.ready`."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def shared_value(key: str) -> str:
    """The value of that key as plain text; "" when nobody keeps it."""
    return next((value for teller in _TELLERS if (value := teller(key))), "")
