"""What an outsider has: every number that is out, and that counts are whole and not negative.

A puzzle has one unknown for each group of cases whose number is not plain from one shown cell. A shown cell says what
a sum of unknowns is; a hidden one is a question. Where a table shows its empty cells, a hidden cell holds somebody,
which the outsider knows as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skyddsnat.disclosure.spaces import space_of
from skyddsnat.disclosure.tables import HIDDEN, Numbers, Release


class Contradiction(Exception):
    """No whole numbers fit what is out: the tables are not about the same cases, or somebody changed one."""


class Question(NamedTuple):
    """A hidden cell: which, the unknowns it is the sum of, and what is known of it beside them."""

    release: int
    cell: int
    unknowns: Numbers
    known: int
    threshold: int


@dataclass(frozen=True)
class Puzzle:
    """Unknowns with their least and most, sums that are known or have a least value, and the questions."""

    least: Numbers
    most: Numbers
    sums: list[tuple[Numbers, int, int]]
    questions: list[Question]
    groups: Numbers  # which groups of the space the unknowns are
    settled: Numbers  # what is plain of every group of the space

    def part(self, every: Numbers) -> Numbers | None:
        """The unknowns of a whole guess at every group; None when the guess contradicts what is out."""
        if len(every) != len(self.settled):
            return None
        plain = np.ones(len(every), dtype=bool)
        plain[self.groups] = False
        guess = every[self.groups]
        return guess if bool((every[plain] == self.settled[plain]).all()) and self.fits(guess) else None

    def fits(self, guess: Numbers) -> bool:
        """Whether whole numbers agree with everything that is out."""
        if bool((guess < self.least).any() or (guess > self.most).any()):
            return False
        return all(low <= int(guess[places].sum()) <= high for places, low, high in self.sums)


def puzzle_of(releases: Sequence[Release]) -> Puzzle:
    """The puzzle of tables about the same cases. Raises Contradiction when a number in sight contradicts another."""
    space = space_of(releases)
    members = [space.members(release) for release in releases]
    shown = [int(number) for release in releases for number in release.shown if number != HIDDEN]
    room = max(shown, default=0) + 3 * max(release.threshold for release in releases) + 3
    least, most = np.zeros(space.size, dtype=np.int64), np.full(space.size, room, dtype=np.int64)
    sums: list[tuple[Numbers, int, int]] = []
    for release, cells in zip(releases, members, strict=True):
        outside = np.ones(space.size, dtype=bool)
        outside[cells[0]] = False  # the first cell is the total of all
        most[outside] = 0
        for number, groups in zip(release.shown.tolist(), cells, strict=True):
            if number == 0:
                most[groups] = 0
            elif number != HIDDEN:
                sums.append((groups, number, number))
            elif not release.empty_hidden:
                sums.append((groups, 1, room * len(groups)))
    sums = _settled(least, most, sums)
    free = np.flatnonzero(least < most)
    number = np.full(space.size, -1, dtype=np.int64)
    number[free] = np.arange(len(free))
    questions = []
    for place, (release, cells) in enumerate(zip(releases, members, strict=True)):
        for cell in np.flatnonzero(release.shown == HIDDEN).tolist():
            unknowns = number[cells[cell]]
            known = int(least[cells[cell]][unknowns < 0].sum())
            questions.append(Question(place, cell, unknowns[unknowns >= 0], known, release.threshold))
    told = [(number[at], low, high) for at, low, high in sums]
    return Puzzle(least[free], most[free], told, questions, free, least)


def _settled(
    least: Numbers, most: Numbers, sums: list[tuple[Numbers, int, int]]
) -> list[tuple[Numbers, int, int]]:
    """The sums that still say something when what is plain has been written into `least` and `most`."""
    changed = True
    while changed:
        changed = False
        left: dict[bytes, tuple[Numbers, int, int]] = {}
        for places, low, high in sums:
            is_free = least[places] < most[places]
            taken = int(least[places[~is_free]].sum())
            at, low, high = places[is_free], low - taken, high - taken
            if len(at) == 0:
                if low > 0 or high < 0:
                    raise Contradiction
                continue
            if len(at) == 1:
                one = int(at[0])
                least[one], most[one] = max(int(least[one]), low), min(int(most[one]), high)
                if least[one] > most[one]:
                    raise Contradiction
                changed = changed or least[one] == most[one]
                continue
            if low <= int(least[at].sum()) and high >= int(most[at].sum()):
                continue
            key = at.tobytes()
            if key in left:
                low, high = max(low, left[key][1]), min(high, left[key][2])
                if low > high:
                    raise Contradiction
            left[key] = (at, low, high)
        sums = list(left.values())
    return sums
