"""From what is counted to a whole table with its totals. What comes out goes to the protection and nowhere else."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from skyddsnat.core.api import COUNTY, MUNICIPALITY, UNKNOWN, Countable, Counted, Labels, Refused, countables
from skyddsnat.disclosure.api import (
    MOST_CELLS,
    Dimension,
    Grid,
    Numbers,
    dimension,
    read_table,
    with_totals,
)
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import releases_of

MANY_VALUES = 40  # of a column with more, only those that occur are shown, unless empty cells are sensitive

MOST_ROWS = 10_000  # of a version; a page with more can be read by nobody


class Whole(NamedTuple):
    """The true numbers of a year: never kept, never shown."""

    year: int | None
    grid: Grid
    counts: Numbers


def countable(code: str) -> Countable | None:
    """What a room lets be counted under that code."""
    return next((one for one in countables() if one.code == code), None)


def wholes(version: StatVersion) -> list[Whole]:
    """The true numbers that a version asks for, year by year. Raises Refused, CannotRead."""
    if version.raw is not None:
        return [_of_file(version)]
    found = countable(version.table.source)
    if found is None or version.first_year is None or version.last_year is None:
        raise Refused(_("Det som tabellen räknar finns inte längre."))
    labels = {column: found.columns[column]() for levels in version.columns for column in levels}
    years = range(version.first_year, version.last_year + 1)
    made = [_of_year(version, found, labels, year) for year in years]
    if (cells := sum(whole.grid.size for whole in made)) > MOST_ROWS:
        raise Refused(
            _(
                "Tabellen skulle få %(cells)s rader. Högst %(most)s går att visa. Välj färre år eller indelningar."
            )
            % {"cells": cells, "most": MOST_ROWS}
        )
    return made


def frozen_labels(version: StatVersion) -> dict[str, Any]:
    """The words of the columns' values as they are now, in both languages."""
    found = countable(version.table.source)
    if found is None:
        return {}
    return {
        column: {value: list(said) for value, said in found.columns[column]().items()}
        for levels in version.columns
        for column in levels
    }


def _of_year(version: StatVersion, found: Countable, labels: Mapping[str, Labels], year: int) -> Whole:
    columns = [column for levels in version.columns for column in levels]
    counted = found.count(columns, year)
    dims = tuple(_dimension(version, levels, labels, counted) for levels in version.columns)
    grid = Grid(dims)
    if grid.size > MOST_CELLS:
        raise Refused(
            _(
                "Tabellen skulle få %(cells)s rutor per år. Högst %(most)s går att skydda. Välj färre indelningar."
            )
            % {"cells": grid.size, "most": MOST_CELLS}
        )
    return Whole(year, grid, with_totals(dims, _keyed(version.columns, counted)))


def _dimension(
    version: StatVersion, levels: Sequence[str], labels: Mapping[str, Labels], counted: Counted
) -> Dimension:
    """Every value that can be, so that no row tells that somebody is there; of very many, those that are not empty."""
    leaves = [
        leaf for leaf in itertools.product(*(labels[level] for level in levels)) if _nests(levels, leaf)
    ]
    if len(leaves) > MANY_VALUES and not version.empty_hidden:
        at = _places(version.columns, levels)
        there = {key[at] for key, number in counted.items() if number}
        leaves = [leaf for leaf in leaves if leaf in there] or leaves[:1]
    return dimension(levels, leaves)


def _nests(levels: Sequence[str], leaf: Sequence[str]) -> bool:
    """Whether a municipality lies in the county beside it."""
    said = dict(zip(levels, leaf, strict=True))
    if COUNTY not in said or MUNICIPALITY not in said:
        return True
    return said[MUNICIPALITY] == UNKNOWN or said[MUNICIPALITY][:2] == said[COUNTY]


def _places(columns: Sequence[Sequence[str]], levels: Sequence[str]) -> slice:
    """Where the columns of a dimension stand among all columns."""
    begins = 0
    for one in columns:
        if list(one) == list(levels):
            break
        begins += len(one)
    return slice(begins, begins + len(levels))


def _keyed(columns: Sequence[Sequence[str]], counted: Counted) -> dict[tuple[tuple[str, ...], ...], int]:
    cuts = [_places(columns, levels) for levels in columns]
    return {tuple(key[cut] for cut in cuts): number for key, number in counted.items()}


def _of_file(version: StatVersion) -> Whole:
    """A file is read where nobody else can, and forgotten. Raises CannotRead with every row that is wrong.

    A later file is read as the one before it, so that each number of the one version has its like in the other.
    """
    called = Path(version.raw_name)  # what is wrong is said with the file's own name
    plain = re.sub(r"[^\w .()-]", "_", called.stem)[-60:] or "fil"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{plain}{called.suffix.lower()}"
        path.write_bytes(bytes(version.raw or b""))
        last = version.table.last_out()
        like = releases_of(last)[0].grid if last else None
        grid, counts = read_table(path, version.columns, version.count_column or None, grid=like)
    return Whole(version.first_year, grid, counts)
