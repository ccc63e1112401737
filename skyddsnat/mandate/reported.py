"""What the report says of each clause: a room above tells, through a hook, so that this room imports none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the report, in words, with its page."""

    label: str
    url: str
    note: str = ""
    issued: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """Clause number → where the report tells of it; and the numbers in its text that nothing stands behind.

    `url` is the page that shows how far the report has come.
    """

    url: str = ""
    by_clause: Mapping[str, Place] = field(default_factory=dict)
    unproven: tuple[Place, ...] = ()


type Teller = Callable[[User, Assignment], Reported | None]

_TELLERS: list[Teller] = []


def register_reported(teller: Teller) -> None:
    """Let a room tell what is reported. Called in `AppConfig.ready`; another room's teller is a mistake: ValueError.

    The teller answers None to a user who may not read the report.
    """
    if _TELLERS and _TELLERS[0] is not teller:
        raise ValueError("Somebody already tells what is reported.")
    _TELLERS[:] = [teller]


def reported_of(user: User, assignment: Assignment) -> Reported | None:
    """What the user may see of the report; None when that is nothing."""
    return _TELLERS[0](user, assignment) if _TELLERS else None
