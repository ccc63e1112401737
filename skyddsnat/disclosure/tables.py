"""A table over several dimensions with all its totals, and what an outsider gets to see of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skyddsnat.disclosure.files import LONGEST_CELL, rows
from skyddsnat.disclosure.wording import CannotRead, Text

HIDDEN = -1
TOTAL = "*"
MARKER = ".."
MOST_CELLS = 3_000
MOST_VALUES = 5_000
MOST_PROBLEMS = 20
MOST_NAMED = 10
TOLD_EVERY = 10_000
MOST_COUNTED = 10**9

EMPTY = Text(
    "Rad {row}: {column} är tom. Skriv ett värde, till exempel okänt.",
    "Row {row}: {column} is empty. Write a value, for example unknown.",
)
RESERVED = Text(
    "Rad {row}: {column} får inte vara {value}; det tecknet står för summor och dolda tal.",
    "Row {row}: {column} must not be {value}; that mark stands for totals and hidden numbers.",
)
LONG = Text(
    "Rad {row}: {column} är längre än {most} tecken.",
    "Row {row}: {column} is longer than {most} characters.",
)
NOT_A_COUNT = Text(
    "Rad {row}: {column} ska vara ett helt tal från 0 till 1 000 000 000, inte text, formel eller decimaltal.",
    "Row {row}: {column} must be a whole number from 0 to 1,000,000,000, not a text, a formula or a decimal.",
)
MANY_VALUES = Text(
    "Rad {row}: {column} har fler än {most} olika värden. Välj en grövre indelning.",
    "Row {row}: {column} has more than {most} different values. Choose a coarser one.",
)
MANY_CELLS = Text(
    "Tabellen skulle få {cells} rutor; högst {most} går att skydda på en gång. Välj färre eller grövre dimensioner.",
    "The table would have {cells} cells; {most} at most can be protected at once. Choose fewer or coarser dimensions.",
)
OTHER_VALUE = Text(
    "Rad {row}: {column} har värdet {value}, som inte finns i den förra versionen. Där finns: {there}.",
    "Row {row}: {column} has the value {value}, which is not in the version before. It has: {there}.",
)
NOTHING = Text("Filen har inga rader under rubriken.", "The file has no rows below the headings.")

type Paths = tuple[tuple[str, ...], ...]
type Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """Columns from the coarsest to the finest, and every place in their tree: () is the total."""

    levels: tuple[str, ...]
    nodes: Paths

    @cached_property
    def leaves(self) -> Paths:
        return tuple(node for node in self.nodes if len(node) == len(self.levels))

    @cached_property
    def under(self) -> list[list[int]]:
        """For each node, the places of its leaves among all leaves."""
        return [
            [place for place, leaf in enumerate(self.leaves) if leaf[: len(node)] == node]
            for node in self.nodes
        ]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """For each node that is no leaf, the places of the nodes right below it."""
        below: dict[tuple[str, ...], list[int]] = {}
        for place, node in enumerate(self.nodes):
            if node:
                below.setdefault(node[:-1], []).append(place)
        return {place: below[node] for place, node in enumerate(self.nodes) if node in below}

    def conditions(self, node: int) -> dict[str, str]:
        """What must hold of a case that is counted in a node: county X, municipality Y."""
        return dict(zip(self.levels, self.nodes[node], strict=False))


def dimension(levels: Sequence[str], leaves: Iterable[tuple[str, ...]]) -> Dimension:
    """A dimension with the given leaves and everything above them."""
    nodes = {leaf[:length] for leaf in leaves for length in range(len(levels) + 1)}
    return Dimension(tuple(levels), tuple(sorted(nodes | {()})))


@dataclass(frozen=True)
class Grid:
    """The cells that dimensions span, numbered in the order of their nodes."""

    dims: tuple[Dimension, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(dim.nodes) for dim in self.dims)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape, dtype=np.int64))

    @cached_property
    def cells(self) -> list[tuple[int, ...]]:
        """The node of each dimension, cell by cell."""
        return list(itertools.product(*(range(width) for width in self.shape)))

    def finest(self) -> Numbers:
        """The cells that are no sum of others, in the order of the leaves."""
        place = np.arange(self.size).reshape(self.shape)
        chosen = [
            [node for node, path in enumerate(dim.nodes) if len(path) == len(dim.levels)] for dim in self.dims
        ]
        return place[np.ix_(*chosen)].ravel()

    def lines(self) -> Iterator[tuple[int, list[int]]]:
        """Every cell that is the sum of others along one dimension, with those others."""
        place = np.arange(self.size).reshape(self.shape)
        for axis, dim in enumerate(self.dims):
            turned = np.moveaxis(place, axis, 0)
            for parent, below in dim.children.items():
                parts = turned[below].reshape(len(below), -1)
                for column, total in enumerate(turned[parent].ravel()):
                    yield int(total), parts[:, column].tolist()

    def label(self, cell: int) -> str:
        """What a cell is, in words: county=X, sex=girl."""
        said = self.meaning(cell)
        return ", ".join(f"{column}={value}" for column, value in said) or TOTAL

    def meaning(self, cell: int) -> tuple[tuple[str, str], ...]:
        """The conditions of a cell, the same for every table that asks for the same."""
        place = np.unravel_index(cell, self.shape)
        held = {
            column: value
            for dim, node in zip(self.dims, place, strict=True)
            for column, value in dim.conditions(int(node)).items()
        }
        return tuple(sorted(held.items()))


@dataclass(frozen=True)
class Release:
    """A table as it is shown: a number or HIDDEN for each cell, and the rules it was made by."""

    name: str
    population: str
    grid: Grid
    shown: Numbers
    threshold: int
    empty_hidden: bool


def with_totals(dims: tuple[Dimension, ...], counted: Mapping[tuple[tuple[str, ...], ...], int]) -> Numbers:
    """The count of every cell, totals included, from the counts of the finest."""
    places = [{leaf: place for place, leaf in enumerate(dim.leaves)} for dim in dims]
    found = np.zeros([len(dim.leaves) for dim in dims], dtype=np.int64)
    for key, count in counted.items():
        found[tuple(place[leaf] for place, leaf in zip(places, key, strict=True))] += count
    for axis, dim in enumerate(dims):
        turned = np.moveaxis(found, axis, 0)
        summed = np.stack([turned[leaves].sum(axis=0) for leaves in dim.under])
        found = np.moveaxis(summed, 0, axis)
    return found.ravel()


def read_table(
    path: Path,
    dims: Sequence[Sequence[str]],
    count: str | None,
    told: Callable[[int], None] | None = None,
    grid: Grid | None = None,
) -> tuple[Grid, Numbers]:
    """The table that a file gives: one row a case, or a row's number in the column `count`. Raises CannotRead.

    `told` hears how many rows were read, now and then. With `grid` the file must have the values of that and no other.
    """
    columns = [column for levels in dims for column in levels]
    asked = [*columns, count] if count else columns
    counted: dict[tuple[str, ...], int] = {}
    problems: list[Text] = []
    seen: list[set[str]] = [set() for _ in columns]
    for number, texts in rows(path, asked):
        if told and number % TOLD_EVERY == 0:
            told(number)
        values = tuple(texts[: len(columns)])
        if values not in counted:
            problems += _problems(number, columns, values, seen) or _others(number, dims, values, grid)
        how_many = _whole(texts[-1]) if count else 1
        if how_many is None:
            problems.append(NOT_A_COUNT.filled(row=number, column=count))
        counted[values] = counted.get(values, 0) + (how_many or 0)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise CannotRead(*problems)
    if not counted:
        raise CannotRead(NOTHING)
    return _spanned(dims, counted, grid)


def _cuts(dims: Sequence[Sequence[str]]) -> list[slice]:
    """Where the columns of each dimension stand among all columns."""
    ends = list(itertools.accumulate(len(levels) for levels in dims))
    return [slice(end - len(levels), end) for end, levels in zip(ends, dims, strict=True)]


def _spanned(
    dims: Sequence[Sequence[str]], counted: Mapping[tuple[str, ...], int], grid: Grid | None
) -> tuple[Grid, Numbers]:
    cuts = _cuts(dims)
    made = (
        grid.dims
        if grid
        else tuple(
            dimension(levels, {values[cut] for values in counted})
            for levels, cut in zip(dims, cuts, strict=True)
        )
    )
    grid = Grid(made)
    if grid.size > MOST_CELLS:
        raise CannotRead(MANY_CELLS.filled(cells=grid.size, most=MOST_CELLS))
    keyed = {tuple(values[cut] for cut in cuts): number for values, number in counted.items()}
    return grid, with_totals(made, keyed)


def _problems(
    number: int, columns: Sequence[str], values: Sequence[str], seen: Sequence[set[str]]
) -> list[Text]:
    found = []
    for column, value, known in zip(columns, values, seen, strict=True):
        if value == "":
            found.append(EMPTY.filled(row=number, column=column))
        elif value in {TOTAL, MARKER}:
            found.append(RESERVED.filled(row=number, column=column, value=value))
        elif len(value) > LONGEST_CELL:
            found.append(LONG.filled(row=number, column=column, most=LONGEST_CELL))
        elif len(known) >= MOST_VALUES and value not in known:
            found.append(MANY_VALUES.filled(row=number, column=column, most=MOST_VALUES))
        known.add(value)
    return found


def _others(
    number: int, dims: Sequence[Sequence[str]], values: Sequence[str], grid: Grid | None
) -> list[Text]:
    """Values that a table before does not have: of each dimension the coarsest that differs."""
    found = []
    for dim, cut in zip(grid.dims, _cuts(dims), strict=True) if grid else ():
        path = tuple(values[cut])
        odd = next((place for place in range(len(path)) if path[: place + 1] not in dim.nodes), None)
        if odd is not None:
            beside = [node[odd] for node in dim.nodes if len(node) == odd + 1 and node[:odd] == path[:odd]]
            there = ", ".join(beside[:MOST_NAMED]) + (" …" if len(beside) > MOST_NAMED else "")
            found.append(OTHER_VALUE.filled(row=number, column=dim.levels[odd], value=path[odd], there=there))
    return found


def _whole(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_COUNTED))
    return int(text) if plain and int(text) <= MOST_COUNTED else None
