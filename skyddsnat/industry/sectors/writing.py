"""Where a tip can be written instead of told by telephone: another room has the form, told of through a hook."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Form(NamedTuple):
    """A form for tips in one language: its title, a line about it, and its address."""

    title: str
    line: str
    url: str


type Teller = Callable[[str], Form | None]

_TELLERS: list[Teller] = []


def register_tip_form(teller: Teller) -> None:
    """Let a room tell of its form in a language; None while nobody takes tips. Called in `AppConfig.ready`."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def tip_form(language: str) -> Form | None:
    return next((form for teller in _TELLERS if (form := teller(language)) is not None), None)
