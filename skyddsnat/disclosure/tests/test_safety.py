"""Nothing hidden can be worked out: tried by going through every table of whole numbers that fits what is shown."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skyddsnat.disclosure.auditing import audit
from skyddsnat.disclosure.bounds import leaks
from skyddsnat.disclosure.hiding import Wish, protect
from skyddsnat.disclosure.puzzles import Contradiction, puzzle_of
from skyddsnat.disclosure.tables import HIDDEN, Grid, Release, dimension, with_totals
from skyddsnat.disclosure.wording import WouldDisclose

THRESHOLD = 3
ENOUGH = 9  # no number of a small table below is larger, so an outsider's guesses need not be either


def grid_of(*sizes: int) -> Grid:
    return Grid(
        tuple(
            dimension([f"d{axis}"], [(f"v{value}",) for value in range(size)])
            for axis, size in enumerate(sizes)
        )
    )


def table(
    sizes: tuple[int, ...], numbers: list[int], *, empty: bool = False, threshold: int = THRESHOLD
) -> Wish:
    grid = grid_of(*sizes)
    leaves = itertools.product(*(dim.leaves for dim in grid.dims))
    counts = with_totals(grid.dims, dict(zip(leaves, numbers, strict=True)))
    return Wish("t", "p", grid, counts, threshold, empty)


def everything_that_fits(release: Release, top: int = ENOUGH) -> np.ndarray:
    """All tables whose finest cells are up to `top` and that agree with what is shown: nothing clever."""
    grid = release.grid
    leaves = list(itertools.product(*(dim.leaves for dim in grid.dims)))
    nodes = [tuple(dim.nodes[n] for dim, n in zip(grid.dims, cell, strict=True)) for cell in grid.cells]
    counted_in = np.array(
        [
            [all(a[: len(b)] == b for a, b in zip(leaf, node, strict=True)) for node in nodes]
            for leaf in leaves
        ]
    ).astype(np.int16)
    shown = [int(release.shown[nodes.index(leaf)]) for leaf in leaves]
    least = 0 if release.empty_hidden else 1
    choices = [np.arange(least, top + 1) if number == HIDDEN else np.array([number]) for number in shown]
    guesses = np.stack([each.ravel() for each in np.meshgrid(*choices)], axis=1).astype(np.int16)
    for cell in np.flatnonzero(release.shown != HIDDEN):
        guesses = guesses[guesses @ counted_in[:, cell] == release.shown[cell]]
    return guesses @ counted_in


def nearness(release: Release, top: int = ENOUGH) -> dict[int, tuple[int, int]]:
    """The least and most of each hidden cell over all tables that fit."""
    fitting = everything_that_fits(release, top)
    return {
        int(cell): (int(fitting[:, cell].min()), int(fitting[:, cell].max()))
        for cell in np.flatnonzero(release.shown == HIDDEN)
    }


small_tables = st.one_of(
    st.tuples(st.just((2, 2)), st.lists(st.integers(0, 6), min_size=4, max_size=4)),
    st.tuples(st.just((2, 3)), st.lists(st.integers(0, 4), min_size=6, max_size=6)),
    st.tuples(st.just((5,)), st.lists(st.integers(0, 6), min_size=5, max_size=5)),
)


@settings(max_examples=25, deadline=None)
@given(small_tables, st.booleans())
def test_no_hidden_number_can_be_worked_out(made: tuple[tuple[int, ...], list[int]], empty: bool) -> None:
    sizes, numbers = made
    wish = table(sizes, numbers, empty=empty)
    release = protect(wish, [])
    for cell, (least, most) in nearness(release).items():
        assert most - least >= (1 if least >= THRESHOLD else THRESHOLD), release.grid.label(cell)
    shown = release.shown[release.shown != HIDDEN]
    assert not ((shown > 0) & (shown < THRESHOLD)).any()
    assert not (empty and (shown == 0).any())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_three_dimensions_hold_for_whole_numbers_too(numbers: list[int]) -> None:
    wish = table((2, 2, 2), numbers, threshold=2)
    release = protect(wish, [])
    assert leaks(puzzle_of([release])) == []
    for cell, (least, most) in nearness(release, top=4).items():
        assert most - least >= (1 if least >= 2 else 2), release.grid.label(cell)


@settings(max_examples=25, deadline=None)
@given(small_tables, st.data())
def test_the_audit_finds_exactly_what_can_be_worked_out(
    made: tuple[tuple[int, ...], list[int]], data: st.DataObject
) -> None:
    """Cells are hidden at random, badly; the audit must say the same as going through everything."""
    sizes, numbers = made
    wish = table(sizes, numbers)
    can = (
        np.flatnonzero(wish.counts[1:] > 0) + 1
    )  # the total of all is shown, so that there is an end to guesses
    if not len(can):
        return
    picked = data.draw(st.sets(st.sampled_from(can.tolist()), min_size=1, max_size=6))
    if int(wish.counts[0]) > ENOUGH:
        return
    hidden = np.zeros(wish.grid.size, dtype=bool)
    hidden[sorted(picked)] = True
    release = wish.shown(hidden)
    expected = {
        cell
        for cell, (least, most) in nearness(release).items()
        if most - least < (1 if least >= THRESHOLD else THRESHOLD)
    }
    assert {leak.question.cell for leak in leaks(puzzle_of([release]))} == expected


@settings(max_examples=15, deadline=None)
@given(small_tables)
def test_what_is_shown_is_true_and_adds_up(made: tuple[tuple[int, ...], list[int]]) -> None:
    wish = table(*made)
    release = protect(wish, [])
    for cell, number in enumerate(release.shown.tolist()):
        assert number in (HIDDEN, wish.counts[cell])
    for total, parts in release.grid.lines():
        line = release.shown[parts]
        if release.shown[total] != HIDDEN and not (line == HIDDEN).any():
            assert release.shown[total] == line.sum()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=8, max_size=8))
@example([0, 2, 0, 1, 1, 2, 0, 1])  # a group of four fits what is out
def test_two_tables_about_the_same_cases_give_nothing_away_together(numbers: list[int]) -> None:
    """d0 × d1 first, then d0 × d2; every d0 × d1 × d2 that fits both is gone through."""
    whole = table((2, 2, 2), numbers, threshold=2)
    out: list[Release] = []
    for axes in ((0, 1), (0, 2)):
        grid = Grid(tuple(whole.grid.dims[axis] for axis in axes))
        nodes = [slice(None) if axis in axes else 0 for axis in range(3)]
        counts = whole.counts.reshape(3, 3, 3)[tuple(nodes)].ravel()
        try:
            out.append(protect(Wish(str(axes), "p", grid, counts, 2, False), out))
        except WouldDisclose:
            assert axes == (0, 2)  # alone, every table can be protected
            return
    guesses = np.stack([each.ravel() for each in np.meshgrid(*[np.arange(5)] * 8)], axis=1).astype(np.int16)
    cells = with_all_totals(guesses)
    seen = [cells[:, :, :, 0].reshape(len(guesses), -1), cells[:, :, 0, :].reshape(len(guesses), -1)]
    fits = np.ones(len(guesses), dtype=bool)
    for release, mine in zip(out, seen, strict=True):
        for cell, number in enumerate(release.shown.tolist()):
            fits &= mine[:, cell] >= 1 if number == HIDDEN else mine[:, cell] == number
    for release, mine in zip(out, seen, strict=True):
        for cell in np.flatnonzero(release.shown == HIDDEN):
            least, most = int(mine[fits, cell].min()), int(mine[fits, cell].max())
            assert most - least >= (1 if least >= 2 else 2), release.grid.label(int(cell))


def with_all_totals(guesses: np.ndarray) -> np.ndarray:
    cells = guesses.reshape(-1, 2, 2, 2)
    for axis in (1, 2, 3):
        cells = np.concatenate([cells.sum(axis=axis, keepdims=True), cells], axis=axis)
    return cells


def test_one_hidden_cell_in_a_row_is_found() -> None:
    wish = table((2, 2), [1, 9, 9, 9])
    found = leaks(puzzle_of([wish.shown(wish.small())]))
    assert [(leak.least, leak.most) for leak in found] == [(1, 1)]


def test_two_tables_that_are_safe_alone_give_a_cell_back_together() -> None:
    """The second shows only totals of d0, one of which the first had hidden."""
    wish = table((2, 3), [1, 8, 9, 9, 8, 7])
    first = protect(wish, [])
    alone = Grid((first.grid.dims[0],))
    leaky = Release("u", "p", Grid(first.grid.dims), wish.counts.copy(), THRESHOLD, False)
    assert leaks(puzzle_of([first])) == []
    assert leaks(puzzle_of([first, leaky]))
    problems = audit([first, leaky])[0].problems
    assert any("d0=v0" in problem.en for problem in problems)
    totals = Wish(
        "w", "p", alone, with_totals(alone.dims, {(("v0",),): 18, (("v1",),): 24}), THRESHOLD, False
    )
    assert leaks(puzzle_of([first, protect(totals, [first])])) == []


def test_a_table_that_would_give_an_old_cell_back_is_refused() -> None:
    fine = Grid((dimension(["county", "town"], [("A", "a"), ("A", "b"), ("B", "c")]),))
    counts = with_totals(fine.dims, {(("A", "a"),): 1, (("A", "b"),): 7, (("B", "c"),): 30})
    out = protect(Wish("fine", "p", fine, counts, 5, False), [])
    assert int((out.shown == HIDDEN).sum()) >= 2
    rough = Grid((dimension(["town"], [("a",), ("b",), ("c",)]),))
    told = np.array([38, 1, 7, 30])
    with pytest.raises(WouldDisclose):
        protect(
            Wish("rough", "p", rough, told, 2, False),
            [out, Release("o", "p", rough, np.array([38, -1, 7, 30]), 5, False)],
        )


def test_tables_about_other_cases_contradict() -> None:
    one, other = table((2,), [20, 30]), table((2,), [21, 30])
    none = np.zeros(3, dtype=bool)
    with pytest.raises(Contradiction):
        puzzle_of([one.shown(none), other.shown(none)])


def test_a_county_table_is_seen_as_the_sum_of_its_towns() -> None:
    towns = Grid((dimension(["county", "town"], [("A", "a"), ("A", "b"), ("B", "c"), ("B", "d")]),))
    counts = with_totals(towns.dims, {(("A", "a"),): 2, (("A", "b"),): 9, (("B", "c"),): 9, (("B", "d"),): 9})
    hidden = np.array([node[:1] == ("A",) and node != ("A", "b") for node in towns.dims[0].nodes])
    first = Release("towns", "p", towns, np.where(hidden, HIDDEN, counts), 5, False)
    assert [leak.least for leak in leaks(puzzle_of([first]))] != []  # the total less the rest
    counties = Grid((dimension(["county"], [("A",), ("B",)]),))
    second = Release("counties", "p", counties, np.array([29, 11, 18]), 5, False)
    found = leaks(puzzle_of([first, second]))
    assert {(leak.least, leak.most) for leak in found} == {(2, 2), (11, 11)}


def test_a_guess_that_does_not_fit_is_no_evidence() -> None:
    """One who says that a hidden cell could be 500 does not make it safe."""
    wish = table((2, 2), [1, 9, 9, 9])
    puzzle = puzzle_of([wish.shown(wish.small())])
    false = [np.array([500, 9, 9, 9]), np.array([7, 3, 9, 9]), np.array([7]), np.array([0, 9, 9, 9])]
    assert [(leak.least, leak.most) for leak in leaks(puzzle, guesses=false)] == [(1, 1)]


def test_bounds_in_three_dimensions_are_those_of_going_through_everything() -> None:
    """All sums over one dimension are shown and all finest cells hidden: two tables fit, and no more."""
    wish = table((2, 2, 2), [1, 0, 0, 1, 0, 1, 1, 0], empty=True, threshold=2)
    hidden = np.zeros(wish.grid.size, dtype=bool)
    hidden[wish.grid.finest()] = True
    release = wish.shown(hidden)
    found = {leak.question.cell: (leak.least, leak.most) for leak in leaks(puzzle_of([release]))}
    assert found == nearness(release, top=3)
    assert set(found.values()) == {(0, 1)}
