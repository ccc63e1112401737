"""Which closed tips may be counted together, so that no number tells of one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from skyddsnat.shared.pooling import AT_ONCE, pooled

COUNTY_AFTER = datetime.timedelta(days=30)
PLACELESS_AFTER = datetime.timedelta(days=60)
POOLED_AFTER = datetime.timedelta(days=90)
ALL_TOGETHER_AFTER = datetime.timedelta(days=365)


class Closed(NamedTuple):
    """A closed tip as it is counted: no more of it than this. A place is a municipality and its county, or a county."""

    pk: Any
    day: datetime.date
    organisation: int
    kind: str
    reason: str
    municipality: int | None = None
    county: int | None = None


class Sum(NamedTuple):
    """Five or more that are counted in one row. What they do not have in common is None or empty."""

    tips: tuple[Any, ...]
    last: datetime.date
    organisation: int | None
    kind: str
    reason: str
    place: int | None


type Alike = tuple[int | None, str, str, int | None]
type Likeness = Callable[[Closed], Alike | None]


def _in_place(place: Callable[[Closed], int | None]) -> Likeness:
    def alike(one: Closed) -> Alike | None:
        found = place(one)
        return None if found is None else (one.organisation, one.kind, one.reason, found)

    return alike


def _of_receiver(one: Closed) -> Alike:
    return one.organisation, one.kind, one.reason, None


def _without_any_place(one: Closed) -> Alike | None:
    return _of_receiver(one) if one.county is None else None


# How long each has waited, and with what it may then be counted. Those with a place wait for more of the same place:
# else the first five of a receiver would be counted without one, and no place would ever reach five.
STEPS: tuple[tuple[datetime.timedelta, Likeness], ...] = (
    (AT_ONCE, _in_place(lambda one: one.municipality)),
    (COUNTY_AFTER, _in_place(lambda one: one.county)),
    (AT_ONCE, _without_any_place),
    (PLACELESS_AFTER, _of_receiver),
    (POOLED_AFTER, lambda one: (None, one.kind, one.reason, None)),
    (ALL_TOGETHER_AFTER, lambda one: (None, "", "", None)),
)


def sums(waiting: Iterable[Closed], today: datetime.date) -> list[Sum]:
    """The rows that can be written; the rest wait for more.

    First those of one receiver, kind and ending in one municipality; after 30 days in one county, after 60 days
    wherever they are. What has waited 90 days is counted with other receivers' of the same kind and ending, and after a
    year with all that is left.
    """
    return [Sum(pool.members, pool.last, *pool.key) for pool in pooled(waiting, STEPS, today)]
