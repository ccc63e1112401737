"""What the money of an assignment became: a room above tells, through a hook, so that none is imported here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in öre, and the page that shows what it is made of."""

    ore: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """The money of one assignment. `by_activity` has the activities that something was spent on, by id."""

    used: Sum
    requisitioned: Sum
    repaid: Sum | None  # None while no repayment has been issued
    loose: Sum  # spent, and no activity has it
    by_activity: Mapping[int, Sum] = field(default_factory=dict)

    def on(self, activity_id: int) -> int:
        """Öre spent on one activity."""
        spent = self.by_activity.get(activity_id)
        return spent.ore if spent else 0


type Teller = Callable[[User, Assignment], Spending | None]

_TELLERS: list[Teller] = []


def register_spending(teller: Teller) -> None:
    """Let a room tell what was spent. Called in `AppConfig.ready`; another room's teller is a mistake: ValueError.

    The teller answers None to a user who may not see the money.
    """
    if _TELLERS and _TELLERS[0] is not teller:
        raise ValueError("Somebody already tells what was spent.")
    _TELLERS[:] = [teller]


def spending_of(user: User, assignment: Assignment) -> Spending | None:
    """What the user may see of the money; None when that is nothing."""
    return _TELLERS[0](user, assignment) if _TELLERS else None
