"""Which cells to hide: the small ones, and others so that sums do not give them back.

What else is hidden for a cell is the cheapest set that can move with it: a linear programme looks for a change of the
table in which the cell grows by the threshold, every sum still adds up, and as few cases as possible stand in the shown
cells that change. See docs/explanation/safe-statistics.md.
Afterwards each that turns out not to be needed is shown again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from skyddsnat.disclosure.bounds import Leak, Told, leaks, quiet_solver
from skyddsnat.disclosure.puzzles import puzzle_of
from skyddsnat.disclosure.tables import HIDDEN, Grid, Numbers, Release
from skyddsnat.disclosure.wording import Text, WouldDisclose

MOVED = 1e-6
MOST_TRIED_AGAIN = 60
CELLS_TRIED_AGAIN = 2_000
GIVES_BACK = Text(
    "Tabellen kan inte läggas till dem som redan finns i mappen: tillsammans visar de för mycket om {cells}. Ingenting "
    "skrevs. Välj grövre dimensioner, eller ta med de dimensioner som redan är ute.",
    "The table cannot be added to those in the folder: together they tell too much of {cells}. Nothing was written. "
    "Choose coarser dimensions, or dimensions that are out already.",
)

type Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Wish:
    """The table as it is, by whom it may be seen unknown, and the rules to protect it by."""

    name: str
    population: str
    grid: Grid
    counts: Numbers
    threshold: int
    empty_hidden: bool

    def small(self) -> Flags:
        """The cells that must be hidden for what they are."""
        small = (self.counts > 0) & (self.counts < self.threshold)
        return small | (self.counts == 0) if self.empty_hidden else small

    def may_hide(self, kept: set[int]) -> Flags:
        """The cells that hiding can help: those that hold somebody, or all, and not those that are out elsewhere."""
        may: Flags = np.ones(self.grid.size, dtype=bool) if self.empty_hidden else self.counts > 0
        may[list(kept)] = False
        return may

    def reluctance(self, cell: int) -> tuple[bool, int]:
        """What is hidden last: cells that cannot give way by a threshold, then those that hold many."""
        count = int(self.counts[cell])
        return count <= self.threshold, count

    def shown(self, hidden: Flags) -> Release:
        numbers = np.where(hidden, HIDDEN, self.counts)
        return Release(self.name, self.population, self.grid, numbers, self.threshold, self.empty_hidden)


class Mover:
    """The linear programme that finds what must move for a cell to move. Cells that cannot move are left out of it."""

    def __init__(self, wish: Wish, kept: set[int]) -> None:
        self.threshold, self.size = wish.threshold, wish.grid.size
        may = wish.may_hide(kept)
        self._cells = np.flatnonzero(may)
        self._count = len(self._cells)
        self._place = np.full(self.size, -1, dtype=np.int64)
        self._place[self._cells] = np.arange(self._count)
        self._counts, self._finest = wish.counts, wish.grid.finest()
        self.guesses: list[Numbers] = [wish.counts[self._finest]]
        counts = wish.counts[self._cells].astype(np.double)
        self._down = np.maximum(counts - (0 if wish.empty_hidden else 1), 0)
        self._cost = 1.0 + counts
        lines = self._lines(wish.grid)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = 2 * self._count, len(lines)
        programme.col_cost_ = np.concatenate([self._cost, self._cost])
        programme.col_lower_ = np.zeros(2 * self._count)
        programme.col_upper_ = np.concatenate([np.full(self._count, np.inf), self._down])
        programme.row_lower_ = programme.row_upper_ = np.zeros(len(lines))
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.cumsum([0, *(len(places) for places, _signs in lines)])
        programme.a_matrix_.start_ = starts.astype(np.int32)
        programme.a_matrix_.index_ = np.array([p for places, _signs in lines for p in places], dtype=np.int32)
        programme.a_matrix_.value_ = np.array([s for _places, signs in lines for s in signs], dtype=np.double)
        self._solver = quiet_solver()
        self._solver.passModel(programme)

    def _remember(self, change: NDArray[np.double]) -> None:
        """Keep the finest cells of the table as it would be after the change, as a guess for the outsider."""
        whole = np.rint(change).astype(np.int64)
        if np.abs(change - whole).max(initial=0.0) <= MOVED:
            after = self._counts.copy()
            after[self._cells] += whole
            self.guesses.append(after[self._finest])

    def _lines(self, grid: Grid) -> list[tuple[list[int], list[float]]]:
        """Total less parts is nothing, for what goes up and what goes down."""
        found = []
        for total, parts in grid.lines():
            signed = [(int(self._place[total]), 1.0), *((int(self._place[part]), -1.0) for part in parts)]
            held = [(place, sign) for place, sign in signed if place >= 0]
            if held:
                places = [place for place, _sign in held]
                signs = [sign for _place, sign in held]
                found.append((places + [p + self._count for p in places], signs + [-sign for sign in signs]))
        return found

    def hide_for(self, cell: int, hidden: Flags) -> Flags:
        """Hide what must move for this cell to grow by the threshold, the cheapest way; nothing when it cannot.

        Answers which cells move that far themselves, so that they need not be asked about.
        """
        far_enough: Flags = np.zeros(self.size, dtype=bool)
        place = int(self._place[cell])
        if place < 0:
            return far_enough
        cost = np.where(hidden[self._cells], 0.0, self._cost)
        every = np.arange(2 * self._count, dtype=np.int32)
        self._solver.changeColsCost(2 * self._count, every, np.concatenate([cost, cost]))
        pinned = np.array([place, place + self._count], dtype=np.int32)
        far = float(self.threshold)
        self._solver.changeColsBounds(2, pinned, np.array([far, 0.0]), np.array([far, 0.0]))
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            values = np.array(self._solver.getSolution().col_value)
            change = values[: self._count] - values[self._count :]
            moved = np.abs(change)
            self._remember(change)
            hidden[self._cells[moved > MOVED]] = True
            far_enough[self._cells[moved > self.threshold - MOVED]] = True
        self._solver.changeColsBounds(2, pinned, np.zeros(2), np.array([np.inf, self._down[place]]))
        return far_enough


def _hide_along_lines(wish: Wish, hidden: Flags, kept: set[int]) -> None:
    """In each line with one hidden cell hide another, the smallest that can give way by a threshold."""
    lines = [[total, *parts] for total, parts in wish.grid.lines()]
    may = wish.may_hide(kept)
    changed = True
    while changed:
        changed = False
        for line in lines:
            if sum(hidden[cell] for cell in line) == 1:
                others = [cell for cell in line if may[cell] and not hidden[cell]]
                if others:
                    hidden[min(others, key=wish.reluctance)] = changed = True


def protect(wish: Wish, out: Sequence[Release], told: Told | None = None) -> Release:
    """The table with enough hidden, seen together with what is out. Raises WouldDisclose or Contradiction."""
    hidden = wish.small()
    shown_before, hidden_before = _met_before(wish, out)
    hidden[list(hidden_before)] = True
    if not wish.empty_hidden:
        hidden &= wish.counts > 0
    forced = hidden.copy()
    mover = Mover(wish, shown_before)
    if wish.grid.size > CELLS_TRIED_AGAIN:
        _hide_along_lines(wish, hidden, shown_before)
    else:
        _hide_with(mover, np.flatnonzero(forced).tolist(), hidden)
    while found := leaks(puzzle_of([*out, wish.shown(hidden)]), told, guesses=mover.guesses):
        before = int(hidden.sum())
        mine = [leak.question.cell for leak in found if leak.question.release == len(out)]
        _hide_with(mover, mine, hidden)
        if int(hidden.sum()) == before and not _hide_another(wish, mine, hidden, shown_before):
            raise WouldDisclose(GIVES_BACK.filled(cells=_named([*out, wish.shown(hidden)], found)))
    return wish.shown(_shown_again(wish, hidden, forced, out, mover.guesses))


def _hide_with(mover: Mover, cells: Sequence[int], hidden: Flags) -> None:
    done = np.zeros(mover.size, dtype=bool)
    for cell in cells:
        if not done[cell]:
            done |= mover.hide_for(cell, hidden)


def _hide_another(wish: Wish, cells: Sequence[int], hidden: Flags, kept: set[int]) -> bool:
    """Hide the smallest shown cell in a line with one of the cells, where fractions moved but whole numbers cannot.

    When those lines show nothing more, any cell.
    """
    asked, near = set(cells), set()
    for total, parts in wish.grid.lines():
        line = {total, *parts}
        if not asked.isdisjoint(line):
            near |= line
    may = wish.may_hide(kept)
    others = [cell for cell in sorted(near) if not hidden[cell] and may[cell]]
    others = others or np.flatnonzero(may & ~hidden).tolist()
    if others:
        hidden[min(others, key=wish.reluctance)] = True
    return bool(others)


def _shown_again(
    wish: Wish,
    hidden: Flags,
    forced: Flags,
    out: Sequence[Release],
    guesses: Sequence[Numbers],
) -> Flags:
    """Show what need not be hidden, the largest first; larger tables keep what the programme chose."""
    extra = np.flatnonzero(hidden & ~forced).tolist()
    if wish.grid.size > CELLS_TRIED_AGAIN or len(extra) > MOST_TRIED_AGAIN:
        return hidden
    for cell in sorted(extra, key=lambda one: -int(wish.counts[one])):
        hidden[cell] = False
        if leaks(puzzle_of([*out, wish.shown(hidden)]), most=1, guesses=guesses):
            hidden[cell] = True
    return hidden


def _met_before(wish: Wish, out: Sequence[Release]) -> tuple[set[int], set[int]]:
    """Cells that ask what another table answers, and those that ask what another table hides."""
    asked = {wish.grid.meaning(cell): cell for cell in range(wish.grid.size)} if out else {}
    shown: set[int] = set()
    hidden: set[int] = set()
    for release in out:
        for place, number in enumerate(release.shown.tolist()):
            cell = asked.get(release.grid.meaning(place))
            if cell is not None:
                (hidden if number == HIDDEN else shown).add(cell)
    return shown, hidden - shown


def _named(releases: Sequence[Release], found: Sequence[Leak], most: int = 5) -> str:
    said = [
        f"{releases[leak.question.release].name}: {releases[leak.question.release].grid.label(leak.question.cell)}"
        for leak in found
    ]
    return "; ".join(said[:most]) + (f" (+{len(said) - most})" if len(said) > most else "")
