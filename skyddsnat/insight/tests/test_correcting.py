"""Side by side: for any change of a table, what is let through tells nothing more of the hidden cells, nor of a few."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.disclosure.api import HIDDEN, Grid, Release, Wish, dimension, protect, with_totals
from skyddsnat.insight.statistics.correcting import corrected, differs

PLACES, SEXES = ("A", "B", "C"), ("f", "p")
CELLS = tuple(itertools.product(PLACES, SEXES))
FIRST = (3, 9, 6, 8, 40, 60)
DIMS = (
    dimension(["place"], [(one,) for one in PLACES]),
    dimension(["sex"], [(one,) for one in SEXES]),
)
MOST = 40  # of a cell that an outsider thinks of; the hidden ones sum to less


def wish(numbers: tuple[int, ...]) -> Wish:
    counted = {((place,), (sex,)): number for (place, sex), number in zip(CELLS, numbers, strict=True)}
    return Wish("t", "p", Grid(DIMS), with_totals(DIMS, counted), 5, empty_hidden=False)


def fitting(release: Release) -> set[tuple[int, ...]]:
    """Every choice of numbers for the hidden cells that agrees with all that the table shows, found by trying."""
    finest = release.grid.finest()
    hidden = [place for place, cell in enumerate(finest) if release.shown[cell] == HIDDEN]
    found = set()
    for first in range(1, MOST):
        told = release.shown[finest].copy()
        rest = _completed(told, hidden, first, release)
        if rest is not None:
            found.add(rest)
    return found


def _completed(told: np.ndarray, hidden: list[int], first: int, release: Release) -> tuple[int, ...] | None:
    """The four hidden cells of two rows and columns follow from the first of them and the sums."""
    shown = release.shown.reshape(len(PLACES) + 1, len(SEXES) + 1)
    a, b = shown[1, 0], shown[2, 0]
    numbers = (first, int(a) - first)
    numbers += (int(shown[0, 1]) - first - int(told[4]),)
    numbers += (int(b) - numbers[2],)
    fits = min(numbers) >= 1 and numbers[1] + numbers[3] + int(told[5]) == int(shown[0, 2])
    return numbers if fits and len(hidden) == len(numbers) else None


def test_the_first_table_hides_two_rows_and_columns() -> None:
    out = protect(wish(FIRST), [])
    shown = out.shown.reshape(4, 3)
    assert [tuple(cell) for cell in np.argwhere(shown == HIDDEN)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert (3, 9, 6, 8) in fitting(out)
    assert len(fitting(out)) > 5


@given(st.lists(st.sampled_from([0, 0, 1, -1, 3, 5, -5, 7, 20]), min_size=6, max_size=6))
@example([0, 0, 0, 0, 6, 0])
@example([0, 0, 0, 0, 7, -7])
@example([1, -1, -1, 1, 0, 20])  # the hidden ones changed places, and no sum tells
@example([0, 0, 0, 0, 1, 0])
@example([5, 0, 0, 0, 0, 0])
def test_what_is_let_through_tells_nothing_more(changes: list[int]) -> None:
    out = protect(wish(FIRST), [])
    numbers = tuple(max(0, n + change) for n, change in zip(FIRST, changes, strict=True))
    try:
        release = corrected(wish(numbers), [out])
    except Refused:
        event("refused")
        return
    event("let through, changed" if differs(release, [out]) else "let through, the same")
    change = release.shown - out.shown
    assert not ((change != 0) & (np.abs(change) < 5)).any()
    assert fitting(release) == fitting(out)
    assert numbers[:4] in fitting(release)


@pytest.mark.parametrize(
    ("changes", "let_through"),
    [
        ((0, 0, 0, 0, 6, 0), True),
        ((0, 0, 0, 0, 7, -7), True),
        ((1, -1, -1, 1, 0, 20), True),
        ((0, 0, 0, 0, 1, 0), False),
        ((5, 0, 0, 0, 0, 0), False),
        ((0, 0, 0, 0, 6, -5), False),
        ((2, 0, 0, 0, -2, 0), False),  # the sum of f is as it was, and two moved into the hidden cell
    ],
)
def test_some_are_let_through_and_some_are_not(changes: tuple[int, ...], let_through: bool) -> None:
    numbers = tuple(n + change for n, change in zip(FIRST, changes, strict=True))
    out = protect(wish(FIRST), [])
    try:
        corrected(wish(numbers), [out])
        was = True
    except Refused:
        was = False
    assert was == let_through
