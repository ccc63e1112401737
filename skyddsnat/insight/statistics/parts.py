"""The protected numbers of a version as they are kept, and as the protection reckons with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from skyddsnat.disclosure.api import HIDDEN, Grid, Release, dimension
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.swedish import natural_key

OF_A_FILE = "file-"  # how the names of cases begin that only a file knows


class Line(NamedTuple):
    """A row of a table: the year, a value for each column (None is all of them), the number (None is hidden)."""

    year: int | None
    values: tuple[str | None, ...]
    number: int | None


def kept(release: Release, year: int | None) -> dict[str, Any]:
    """A protected table as it is kept."""
    dims = [
        {"levels": list(dim.levels), "leaves": [list(leaf) for leaf in dim.leaves]}
        for dim in release.grid.dims
    ]
    return {"year": year, "dims": dims, "shown": [int(number) for number in release.shown]}


def cases_of(cases: str, year: int | None) -> str:
    """Which cases a part counts. What a room counts in different years are different cases.

    Of cases that only a file knows nothing can be said of years: all its tables are about the same.
    """
    return cases if year is None or cases.startswith(OF_A_FILE) else f"{cases}:{year}"


def release_of(version: StatVersion, part: Mapping[str, Any]) -> Release:
    """A kept table as the protection reckons with it."""
    dims = tuple(dimension(dim["levels"], [tuple(leaf) for leaf in dim["leaves"]]) for dim in part["dims"])
    return Release(
        name=f"{version.table.code} {version.number or version.pk}",
        population=cases_of(version.table.cases, part["year"]),
        grid=Grid(dims),
        shown=np.array(part["shown"], dtype=np.int64),
        threshold=version.threshold,
        empty_hidden=version.empty_hidden,
    )


def releases_of(version: StatVersion) -> list[Release]:
    return [release_of(version, part) for part in version.parts]


def columns_of(version: StatVersion) -> list[str]:
    return [column for levels in version.columns for column in levels]


def lines(version: StatVersion) -> Iterator[Line]:
    """Every row, year by year: totals before what they are the sum of, and values as one would count them."""
    for part in version.parts:
        release = release_of(version, part)
        columns = [column for dim in release.grid.dims for column in dim.levels]
        found = []
        for cell, number in enumerate(release.shown.tolist()):
            said = dict(release.grid.meaning(cell))
            values = tuple(said.get(column) for column in columns)
            found.append(Line(part["year"], values, None if number == HIDDEN else number))
        yield from sorted(found, key=_order)


def _order(line: Line) -> list[tuple[object, ...]]:
    return [(False,) if value is None else (True, natural_key(value), value) for value in line.values]


def counts_of(parts: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """How many cells there are, and how many of them are hidden."""
    shown = [number for part in parts for number in part["shown"]]
    return len(shown), shown.count(HIDDEN)


def fingerprint(version: StatVersion) -> str:
    """What tells that a version is as it was approved: its numbers, their words and the rules they were made by."""
    content = {
        "table": version.table.code,
        "columns": version.columns,
        "parts": version.parts,
        "labels": version.labels,
        "threshold": version.threshold,
        "empty_hidden": version.empty_hidden,
    }
    if version.changed:
        content["changed"] = version.changed
    return sha256_hex(canonical_json(content))
