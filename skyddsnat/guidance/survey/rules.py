"""What may be said from the answers: the interval, when a number is too small, and what a survey must hold."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.intervals import wilson

ENOUGH = 30  # answers before anything is said to the public
FEW = 5  # a smaller number of answers is not shown


class Share(NamedTuple):
    """A share with its 95 per cent interval, as fractions of one."""

    value: float
    low: float
    high: float


class Tally(NamedTuple):
    """How many answers of a wave, and how many of them say that they know."""

    answers: int
    know: int


def share_of(tally: Tally) -> Share | None:
    """The share that know, with Wilson's interval, which also holds for few answers and for none or all of them."""
    n, k = tally
    if n < 1:
        return None
    return Share(k / n, *wilson(k, n))


def can_be_shown(tally: Tally) -> bool:
    """Whether staff may see the share: enough answers, and neither side of it only a few."""
    return tally.answers >= 2 * FEW and all(
        n == 0 or n >= FEW for n in (tally.know, tally.answers - tally.know)
    )


def can_be_told(tally: Tally) -> bool:
    """Whether the public may be told the share."""
    return tally.answers >= ENOUGH and can_be_shown(tally)


def is_above(share: Share, percent: float) -> bool | None:
    """Whether the whole interval lies above a percentage; None when the interval holds it."""
    if share.low * 100 <= percent <= share.high * 100:
        return None
    return share.low * 100 > percent


def shown_counts(counts: dict[str, int]) -> dict[str, int | None]:
    """The answers of a question with every small number hidden (None).

    When only one would be hidden it could be found by subtraction; then the smallest of the others is hidden too.
    """
    hidden = {answer for answer, count in counts.items() if 0 < count < FEW}
    if len(hidden) == 1:
        others = sorted((count, answer) for answer, count in counts.items() if answer not in hidden)
        left = [answer for count, answer in others if count]
        hidden |= set(left[:1])
    return {answer: None if answer in hidden else count for answer, count in counts.items()}


def check_wave(*, opens: datetime.date, closes: datetime.date) -> None:
    """Raise Refused when the survey closes before it opens."""
    if closes < opens:
        raise Refused(_("Enkäten stänger innan den öppnar. Skriv en senare dag."))
