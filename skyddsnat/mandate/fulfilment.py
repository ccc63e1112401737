"""What has come of an obligation: the rooms above tell, through a hook, so that this room imports none of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from skyddsnat.mandate.models import Obligation


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The document that answers an obligation. It is `done` when issued; `on` is that day, `url` its page."""

    done: bool
    label: str = ""
    url: str = ""
    on: datetime.date | None = None


type Teller = Callable[[Obligation], Fulfilment | None]

_TELLERS: dict[str, Teller] = {}


def register_fulfilment(kind: str, teller: Teller) -> None:
    """Let a room tell what has come of obligations of a kind (`Obligation.KINDS`). Called in `AppConfig.ready`.

    One room a kind: a second registration of another callable is a mistake in the program and raises ValueError.
    """
    if _TELLERS.setdefault(kind, teller) is not teller:
        raise ValueError(f"Somebody already tells about obligations of the kind {kind!r}.")


def fulfilment_of(obligation: Obligation) -> Fulfilment | None:
    """The document that answers the obligation, None when there is none yet."""
    teller = _TELLERS.get(obligation.kind)
    return teller(obligation) if teller else None
