"""What may be shown of readings, what is counted at all, and what a campaign must hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

FEW = 5  # a smaller number is not shown, and does not go into the ledger


class Span(NamedTuple):
    """Whole months in a row, and how often a code was read during them."""

    first: datetime.date
    last: datetime.date
    number: int


class Shown(NamedTuple):
    """What may be shown of a code's readings: months with at least FEW, and whether a few more are left out."""

    spans: list[Span]
    more: bool

    @property
    def total(self) -> int:
        return sum(span.number for span in self.spans)


def spans(days: Iterable[tuple[datetime.date, int]]) -> Shown:
    """Sum days by month. Months with few are summed with those after them until they are FEW together.

    A number that is left out can therefore not be found by subtraction: no sum holds it.
    """
    months: dict[datetime.date, tuple[datetime.date, int]] = {}
    for day, count in sorted(days):
        _last, before = months.get(day.replace(day=1), (day, 0))
        months[day.replace(day=1)] = (day, before + count)
    found: list[Span] = []
    first, waiting = None, 0
    for month, (last, count) in months.items():
        first, waiting = first or month, waiting + count
        if waiting >= FEW:
            found.append(Span(first, last, waiting))
            first, waiting = None, 0
    return Shown(found, more=waiting > 0)


def is_a_reader(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request is somebody opening the page, not a program that looks at the link beforehand."""
    if method != "GET":
        return False
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose"))
    return not any(word in ahead.lower() for word in ("prefetch", "preview", "prerender")) and (
        "text/html" in headers.get("Accept", "")
    )


def check_campaign(*, name: str, starts: datetime.date, ends: datetime.date) -> None:
    """Raise Refused when the campaign has no name or ends before it starts."""
    if not name.strip():
        raise Refused(_("Skriv vad kampanjen heter."))
    if ends < starts:
        raise Refused(_("Kampanjen slutar innan den börjar. Skriv en senare slutdag."))


def check_batch(*, where: str, copies: int | None) -> None:
    """Raise Refused when the batch is nowhere or of nothing."""
    if not where.strip():
        raise Refused(_("Skriv var omgången ska finnas, till exempel Arlanda."))
    if copies is not None and copies < 1:
        raise Refused(_("Antalet måste vara minst 1. Lämna tomt om det inte går att räkna."))
