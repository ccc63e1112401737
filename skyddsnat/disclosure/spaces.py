"""The finest groups of cases that several tables about the same cases speak of.

One table counts by county and municipality, another by county and age: both are sums over county × municipality × age.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from skyddsnat.disclosure.tables import Dimension, Numbers, Release
from skyddsnat.disclosure.wording import CannotRead, Text

MOST_GROUPS = 200_000
TOO_MANY = Text(
    "Tabellerna i mappen går tillsammans ned på {found} grupper; högst {most} går att räkna på. Lägg ut färre "
    "tabeller om samma ärenden, eller med färre dimensioner.",
    "Together the tables of the folder speak of {found} groups; {most} at most can be reckoned with. Publish fewer "
    "tables about the same cases, or with fewer dimensions.",
)

type Leaf = dict[str, str]


@dataclass(frozen=True)
class Axis:
    """Dimensions that share columns, and the finest leaves they have together."""

    columns: frozenset[str]
    leaves: list[Leaf]

    def fits(self, dim: Dimension) -> list[list[int]]:
        """For each node of a dimension, the leaves that are counted in it."""
        found: dict[tuple[str, ...], list[int]] = {node: [] for node in dim.nodes}
        known = set(dim.leaves)
        for place, leaf in enumerate(self.leaves):
            path = tuple(leaf[column] for column in dim.levels if column in leaf)
            if path in known:
                for length in range(len(path) + 1):
                    found[path[:length]].append(place)
        return [found[node] for node in dim.nodes]


@dataclass(frozen=True)
class Space:
    """All axes; a group of cases is one leaf of each."""

    axes: tuple[Axis, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.leaves) for axis in self.axes)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape, dtype=np.int64))

    def members(self, release: Release) -> list[Numbers]:
        """For each cell of a table, the numbers of the groups it counts."""
        choices: list[list[list[int]]] = []
        for axis in self.axes:
            mine = [dim for dim in release.grid.dims if not axis.columns.isdisjoint(dim.levels)]
            choices.append(
                _together([axis.fits(dim) for dim in mine]) if mine else [[*range(len(axis.leaves))]]
            )
        order = self._order(release)
        found = {}
        for nodes in itertools.product(*(range(len(choice)) for choice in choices)):
            picked = np.ix_(*(choice[node] for choice, node in zip(choices, nodes, strict=True)))
            found[nodes] = np.ravel_multi_index(np.broadcast_arrays(*picked), self.shape).ravel()
        return [found[order(cell)] for cell in release.grid.cells]

    def _order(self, release: Release) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
        """From the nodes of a cell to the place of each axis' choice."""
        held = []
        for axis in self.axes:
            mine = [
                place
                for place, dim in enumerate(release.grid.dims)
                if not axis.columns.isdisjoint(dim.levels)
            ]
            held.append((mine, [len(release.grid.dims[place].nodes) for place in mine]))

        def order(cell: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(
                int(np.ravel_multi_index([cell[place] for place in mine], widths)) if mine else 0
                for mine, widths in held
            )

        return order


def _together(several: list[list[list[int]]]) -> list[list[int]]:
    """Leaves that fit in a node of each of several dimensions of one axis, for every choice of nodes."""
    if len(several) == 1:
        return several[0]
    sets = [[set(leaves) for leaves in one] for one in several]
    return [sorted(set.intersection(*picked)) for picked in itertools.product(*sets)]


def space_of(releases: Sequence[Release]) -> Space:
    """The coarsest space in which every cell of every table is a sum of groups. Raises CannotRead."""
    groups: list[tuple[set[str], list[Dimension]]] = []
    for release in releases:
        for dim in release.grid.dims:
            columns, dims = set(dim.levels), [dim]
            apart = []
            for group in groups:
                if columns.isdisjoint(group[0]):
                    apart.append(group)
                else:
                    columns, dims = columns | group[0], [*group[1], *dims]
            groups = [*apart, (columns, dims)]
    space = Space(tuple(Axis(frozenset(columns), _joined(dims)) for columns, dims in groups))
    if space.size > MOST_GROUPS:
        raise CannotRead(TOO_MANY.filled(found=space.size, most=MOST_GROUPS))
    return space


def _joined(dims: Sequence[Dimension]) -> list[Leaf]:
    """Leaves that carry what every dimension says of them; one that only some know stays as they say it."""
    known: list[Leaf] = []
    for dim in dims:
        new = [dim.conditions(dim.nodes.index(leaf)) for leaf in dim.leaves]
        if not known:
            known = new
            continue
        shared = sorted({column for leaf in known for column in leaf} & set(dim.levels))
        by_shared: dict[tuple[str | None, ...], list[Leaf]] = {}
        for leaf in new:
            by_shared.setdefault(tuple(leaf.get(column) for column in shared), []).append(leaf)
        joined = []
        for leaf in known:
            fitting = by_shared.get(tuple(leaf.get(column) for column in shared))
            joined += [{**leaf, **other} for other in fitting] if fitting else [leaf]
        there = {tuple(leaf.get(column) for column in shared) for leaf in known}
        joined += [leaf for key, several in by_shared.items() if key not in there for leaf in several]
        known = joined
    return known
