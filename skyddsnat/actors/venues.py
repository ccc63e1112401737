"""Workplaces that are known by a short code: a higher room keeps them, and tells of them through a hook.

So the room that takes in tips can say which police region one belongs to, and that it was received, and knows nothing
more of the company; and the room that keeps the companies learns nothing of the tips.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from skyddsnat.actors.models import Place
from skyddsnat.actors.police import PoliceRegion


@dataclass(frozen=True, slots=True)
class Venue:
    """A workplace as others may know it. Never who works there or speaks for it."""

    code: str
    name: str
    sector: str  # hotel, taxi or restaurant
    municipality: Place
    police_region: PoliceRegion | None


type Find = Callable[[str], Venue | None]
type Received = Callable[[str, datetime.date], bool]

_KEEPERS: list[tuple[Find, Received]] = []


def register_venues(find: Find, received: Received) -> None:
    """Let a room tell of its workplaces, and hear that tips from them were received. Called in `AppConfig.ready`."""
    if (find, received) not in _KEEPERS:
        _KEEPERS.append((find, received))


def venue_of(code: str) -> Venue | None:
    """The workplace of a code as somebody may have typed it, while it is open; None when there is none."""
    return next((venue for find, _received in _KEEPERS if (venue := find(code)) is not None), None)


def tell_received(code: str, day: datetime.date) -> bool:
    """Say that a tip with that code has been received, on a day of which only the month is kept.

    False when nobody keeps the code. As often as you like: a workplace and month are noted once. Raises Refused for a
    month that has not begun, or that is too long ago to tell of.
    """
    return any(received(code, day) for _find, received in _KEEPERS)
