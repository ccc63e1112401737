"""What is counted together only when it is five or more, so that no number tells of one.

Each thing waits until there are enough that are alike. What has waited long is alike in fewer ways. Every thing is in
one pool at most, so that no number can be reached by taking one from another.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

FEW = 5
AT_ONCE = datetime.timedelta(0)


class Waiting(Protocol):
    """Something that is to be counted, and the day from which it has waited."""

    @property
    def pk(self) -> Any: ...
    @property
    def day(self) -> datetime.date: ...


class Pool[Key: Hashable](NamedTuple):
    """Five or more that are alike: what they have in common, which they are, and the latest day."""

    key: Key
    members: tuple[Any, ...]
    last: datetime.date


def pooled[One: Waiting, Key: Hashable](
    waiting: Iterable[One],
    steps: Sequence[tuple[datetime.timedelta, Callable[[One], Key | None]]],
    today: datetime.date,
) -> list[Pool[Key]]:
    """The pools that are large enough; the rest waits for more.

    `steps` says how long each must have waited and what it must then have in common, None being not for this step.
    """
    left = sorted(waiting, key=lambda one: (one.day, str(one.pk)))
    found: list[Pool[Key]] = []
    for patience, alike in steps:
        groups: dict[Key, list[One]] = {}
        for one in left:
            key = alike(one)
            if key is not None and today - one.day >= patience:
                groups.setdefault(key, []).append(one)
        found += [
            Pool(key, tuple(one.pk for one in group), group[-1].day)
            for key, group in groups.items()
            if len(group) >= FEW
        ]
        taken = {pk for pool in found for pk in pool.members}
        left = [one for one in left if one.pk not in taken]
    return found
