"""Values that texts of several rooms name, such as phone numbers: the room that keeps them answers, through a hook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

type Teller = Callable[[Collection[str]], Mapping[str, str]]

_TELLERS: list[Teller] = []


def register_values(teller: Teller) -> None:
    """Let a room tell values: it gets keys and leaves out those that it does not keep. Called in `AppConfig.ready`."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def shared_values(keys: Collection[str]) -> dict[str, str]:
    """The values of those keys as plain text; "" for one that nobody keeps."""
    found = dict.fromkeys(keys, "")
    for teller in _TELLERS:
        found |= teller(keys)
    return found
