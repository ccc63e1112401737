"""What has come of an obligation: the rooms above tell, through a hook, so that this room imports none of them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from skyddsnat.mandate.models import Obligation


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The document that answers an obligation. It is `done` when issued; `on` is that day, `url` its page."""

    done: bool
    label: str = ""
    url: str = ""
    on: datetime.date | None = None


type Teller = Callable[[Sequence[Obligation]], Mapping[int, Fulfilment]]

_TELLERS: dict[str, Teller] = {}


def register_fulfilment(kind: str, teller: Teller) -> None:
    """Let a room tell what has come of obligations of a kind (`Obligation.KINDS`). Called in `AppConfig.ready`.

    The teller is asked of many at once and gives obligation id → document; those without one are left out.
    One room a kind: a second registration of another callable is a mistake in the program and raises ValueError.
    """
    if _TELLERS.setdefault(kind, teller) is not teller:
        raise ValueError(f"Somebody already tells about obligations of the kind {kind!r}.")


def fulfilment_of(obligation: Obligation) -> Fulfilment | None:
    """The document that answers the obligation, None when there is none yet."""
    return fulfilments_of([obligation]).get(obligation.pk)


def fulfilments_of(obligations: Iterable[Obligation]) -> dict[int, Fulfilment]:
    """Obligation id → the document that answers it, in a number of questions that does not grow with them."""
    asked: dict[Teller, list[Obligation]] = defaultdict(list)
    for obligation in obligations:
        if teller := _TELLERS.get(obligation.kind):
            asked[teller].append(obligation)
    return {pk: told for teller, own in asked.items() for pk, told in teller(own).items()}
