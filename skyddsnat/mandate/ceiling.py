"""That the highest sum of an assignment changes: rooms above follow, through a hook, so that none is imported here."""

from __future__ import annotations

from typing import Protocol

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment


class Follower(Protocol):
    """Takes the new sum over, or raises Refused."""

    def __call__(self, assignment: Assignment, *, by: User) -> None: ...


_FOLLOWERS: list[Follower] = []


def register_ceiling(follower: Follower) -> None:
    """Let a room follow the highest sum. Called in `AppConfig.ready`; another room's follower is a mistake: ValueError.

    The follower is asked inside the change's transaction, and may raise Refused when the new sum cannot hold.
    """
    if _FOLLOWERS and _FOLLOWERS[0] is not follower:
        raise ValueError("Somebody already follows the highest sum.")
    _FOLLOWERS[:] = [follower]


def ceiling_changed(assignment: Assignment, *, by: User) -> None:
    """Tell the room that keeps the money that `assignment` has another highest sum now."""
    for follow in _FOLLOWERS:
        follow(assignment, by=by)
