"""Which of the things on a desk are to be said in a mail of a day: no database, no request."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from skyddsnat.core.waiting import Task, Why

DIGEST = "digest"  # stands for the week's list of silent things, so that there is one a week


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hear of."""

    whys: Collection[str]
    distances: Collection[int]
    weekly_while_late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """That a thing is said on an occasion. The pair is never said twice to the same person."""

    task: str
    occasion: str


def occasion_of(task: Task, wish: Wish, day: datetime.date) -> str | None:
    """The occasion that `day` is for the thing; None when nothing is to be said of it. The silent come by week."""
    if task.why.value not in wish.whys:
        return None
    if task.why is Why.LATE:
        return _late(task, wish, day)
    if task.why is Why.DUE:
        return _near(task, wish, day)
    if task.why is Why.WAITING:
        return f"waiting:{task.since or ''}"
    return f"silent:{week(day)}"


def _near(task: Task, wish: Wish, day: datetime.date) -> str | None:
    """The nearest of the chosen distances that has been reached: one that was missed is said the day after."""
    if task.due is None:
        return None
    left = (task.due - day).days
    reached = [distance for distance in wish.distances if left <= distance]
    return f"due:{task.due}:{min(reached)}" if reached else None


def _late(task: Task, wish: Wish, day: datetime.date) -> str:
    """Once when it has become late, then by choice each week."""
    if not wish.weekly_while_late:
        return f"late:{task.due or ''}"
    if task.due is None:
        return f"late:{week(day)}"
    return f"late:{task.due}:{max(0, (day - task.due).days - 1) // 7}"


def week(day: datetime.date) -> str:
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def to_say(
    tasks: Iterable[Task], wish: Wish, day: datetime.date, *, aside: Collection[str], said: Collection[Said]
) -> list[Said]:
    """What a mail of `day` is to say: not what is put aside, and nothing that has been said before."""
    found: list[Said] = []
    silent: list[Said] = []
    for task in tasks:
        if task.can_wait and task.identity in aside:
            continue
        occasion = occasion_of(task, wish, day)
        if occasion is None:
            continue
        (silent if task.why is Why.SILENT else found).append(Said(task.identity, occasion))
    digest = Said(DIGEST, f"silent:{week(day)}")
    if silent and digest not in said:
        found += [*silent, digest]
    return [one for one in dict.fromkeys(found) if one not in said]
