"""The figure that a survey is held against. The room that keeps indicators tells it, with the page where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from skyddsnat.core.models import User

INDICATOR = "knows-how-to-report"


class Baseline(NamedTuple):
    """A share of the public, when it was so, and the page of the indicator that says from where we know."""

    percent: float
    when: str
    url: str


type Teller = Callable[[User, str], Baseline | None]

_TELLERS: list[Teller] = []


def register_baseline(teller: Teller) -> None:
    """Let a room tell baselines: it gets the user and an indicator's code. Called in `AppConfig.ready`."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def baseline_for(user: User) -> Baseline | None:
    """The share that knew how to report before anything was done; None when nobody can tell the user."""
    return next((told for teller in _TELLERS if (told := teller(user, INDICATOR))), None)
