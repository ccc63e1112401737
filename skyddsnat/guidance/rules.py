"""How a text stands: whether it is there, follows its source, and has been read by somebody. Pure."""

from __future__ import annotations

import datetime
from enum import StrEnum

KEEPS = datetime.timedelta(days=365)
"""How long a check holds before it is asked for anew."""


class State(StrEnum):
    """In the order in which something should be done about it."""

    MISSING = "missing"
    DRAFT = "draft"
    BEHIND = "behind"
    OLD = "old"
    UNCHECKED = "unchecked"
    CHECKED = "checked"


def is_old(checked_on: datetime.date, day: datetime.date) -> bool:
    return day - checked_on > KEEPS


def state_of(*, live: bool, behind: bool, checked_on: datetime.date | None, day: datetime.date) -> State:
    """The first thing to do about a page that is there; CHECKED when there is nothing."""
    if not live:
        return State.DRAFT
    if behind:
        return State.BEHIND
    if checked_on is None:
        return State.UNCHECKED
    return State.OLD if is_old(checked_on, day) else State.CHECKED
