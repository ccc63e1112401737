"""Which closed tips may be counted together, so that no number tells of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

FEW = 5
POOLED_AFTER = datetime.timedelta(days=90)
ALL_TOGETHER_AFTER = datetime.timedelta(days=365)


class Closed(NamedTuple):
    """A closed tip as it is counted: no more of it than this."""

    pk: Any
    day: datetime.date
    organisation: int
    kind: str
    reason: str


class Sum(NamedTuple):
    """Five or more that are counted in one row. What they do not have in common is None or empty."""

    tips: tuple[Any, ...]
    last: datetime.date
    organisation: int | None
    kind: str
    reason: str


def sums(waiting: Iterable[Closed], today: datetime.date) -> list[Sum]:
    """The rows that can be written; the rest wait for more.

    First those of one receiver, kind and ending. What has waited 90 days is counted with other receivers' of the same
    kind and ending, and after a year with all that is left.
    """
    left = sorted(waiting, key=lambda one: (one.day, str(one.pk)))
    found: list[Sum] = []
    for patience, alike in (
        (datetime.timedelta(0), lambda one: (one.organisation, one.kind, one.reason)),
        (POOLED_AFTER, lambda one: (None, one.kind, one.reason)),
        (ALL_TOGETHER_AFTER, lambda one: (None, "", "")),
    ):
        groups: dict[tuple[int | None, str, str], list[Closed]] = {}
        for one in left:
            if today - one.day >= patience:
                groups.setdefault(alike(one), []).append(one)
        for key, group in groups.items():
            if len(group) >= FEW:
                found.append(Sum(tuple(one.pk for one in group), group[-1].day, *key))
        taken = {pk for each in found for pk in each.tips}
        left = [one for one in left if one.pk not in taken]
    return found
