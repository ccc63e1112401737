"""What waits for a person: the rooms above tell, through a hook, so that the desk and the reminders ask one place."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from skyddsnat.core.models import User


class Why(StrEnum):
    """Why something is on the desk, in the order it is shown."""

    LATE = "late"  # its day has passed
    WAITING = "waiting"  # somebody cannot go on until this person acts
    DUE = "due"  # its day is near
    SILENT = "silent"  # nothing has been heard for long


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `label`, `status`, `about` and `hint` are words in the reader's language.

    `about` says of what it is, `hint` what to do about it. `identity` is the same whatever the language and the day, so
    that the thing can be put aside and is not reminded of twice.
    """

    why: Why
    label: str
    url: str
    status: str
    tone: str = "warning"  # neutral, info, success, warning or danger
    due: datetime.date | None = None
    about: str = ""
    swedish: bool = False  # the label is somebody's own words in Swedish
    since: datetime.date | None = None  # since when it has waited, or been silent
    hint: str = ""
    key: str = ""  # tells apart what one finder has at one address
    source: str = ""  # the finder's name; `waiting_for` fills it in

    @property
    def identity(self) -> str:
        return f"{self.source}:{self.key or self.url}"[:IDENTITY_LONGEST]

    @property
    def can_wait(self) -> bool:
        """What is late stays in sight; everything else may be put aside until a day."""
        return self.why is not Why.LATE


IDENTITY_LONGEST = 300
type Finder = Callable[[User], Iterable[Task]]

_FINDERS: dict[str, Finder] = {}


def register_waiting(name: str, finder: Finder) -> None:
    """Let a room tell what waits for a user. Called in `AppConfig.ready`; one finder a name, else ValueError.

    The finder starts from the user and returns only what the user may open and is the one to do.
    """
    if _FINDERS.setdefault(name, finder) is not finder:
        raise ValueError(f"Somebody already tells of {name!r}.")


def waiting_for(user: User) -> list[Task]:
    """Everything that waits for the user: by why, then by day (those without a day last), then by words."""
    order = {why: place for place, why in enumerate(Why)}
    found = [replace(task, source=name) for name, finder in _FINDERS.items() for task in finder(user)]
    return sorted(found, key=lambda task: (order[task.why], task.due or datetime.date.max, task.label))
