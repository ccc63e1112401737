"""Tables on disk: `NAME.csv` with what may be seen, `NAME.json` with how it was made. Nothing of what is hidden."""

from __future__ import annotations

import contextlib
import csv
import fcntl
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from skyddsnat.disclosure.tables import (
    HIDDEN,
    MARKER,
    MOST_CELLS,
    MOST_COUNTED,
    TOTAL,
    Dimension,
    Grid,
    Release,
    dimension,
)
from skyddsnat.disclosure.wording import CannotRead, Text
from skyddsnat.shared.spreadsheets import escaped, unescaped

FORM = "skyddsnat-safe-table/1"
METHOD = "threshold, complementary hiding, bounds solved for over everything that is out"
REASON = {
    MARKER: "Dolt för att skydda enskilda. Hur stort talet är och varför just det är dolt sägs inte. / "
    "Hidden to protect persons. How large the number is, and why this one is hidden, is not told.",
    TOTAL: "Alla värden tillsammans / all values together",
}
COUNT = "count"
NAME = re.compile(r"[^\W_][\w.-]{0,80}")
MOST_TABLES = 100
LOCK = ".lock"
LARGEST = 50_000_000

BAD_NAME = Text(
    "Namnet {name} går inte att använda. Skriv bokstäver, siffror, streck och punkt.",
    "The name {name} cannot be used. Write letters, digits, hyphens and dots.",
)
THERE = Text(
    "{name} finns redan i mappen. Det som är ute kan inte tas tillbaka; ge den nya tabellen ett annat namn med --name.",
    "{name} is in the folder already. What is out cannot be taken back; give the new table another name with --name.",
)
WRONG_FORM = Text(
    "{file}: Filen är inte en tabell som `stats protect` har skrivit, eller så är den ändrad ({why}).",
    "{file}: The file is no table that `stats protect` wrote, or it has been changed ({why}).",
)
NO_TABLES = Text("Mappen {folder} har inga tabeller.", "The folder {folder} has no tables.")
TOO_MANY = Text("Mappen har fler än {most} tabeller.", "The folder has more than {most} tables.")
BUSY = Text(
    "En annan körning skriver i mappen {folder}. Vänta tills den är klar och försök igen.",
    "Another run is writing in the folder {folder}. Wait until it is done and try again.",
)
NOT_WRITTEN = Text("{file}: Det gick inte att skriva ({why}).", "{file}: Could not be written ({why}).")


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let nobody else write in the folder: a table is safe only beside those that it was checked with.

    Raises CannotRead when another run is writing. The lock goes with the process, whatever becomes of it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("ab")
    except OSError as error:
        raise CannotRead(NOT_WRITTEN.filled(file=folder / LOCK, why=error.strerror or "?")) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRead(BUSY.filled(folder=folder)) from None
        except OSError as error:
            raise CannotRead(NOT_WRITTEN.filled(file=folder / LOCK, why=error.strerror or "?")) from None
        yield


def check_new(folder: Path, name: str) -> None:
    """Raises CannotRead when the name is no name, or taken."""
    if not NAME.fullmatch(name) or name == "audit":
        raise CannotRead(BAD_NAME.filled(name=name))
    if (folder / f"{name}.csv").exists() or (folder / f"{name}.json").exists():
        raise CannotRead(THERE.filled(name=name))


def table_text(release: Release) -> str:
    """The table as CSV: a column for each level, TOTAL for all of it, MARKER for what is hidden."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    dims = release.grid.dims
    writer.writerow([*(escaped(level) for dim in dims for level in dim.levels), COUNT])
    for cell, number in zip(release.grid.cells, release.shown.tolist(), strict=True):
        row: list[str] = []
        for dim, node in zip(dims, cell, strict=True):
            path = dim.nodes[node]
            row += [*(escaped(value) for value in path), *[TOTAL] * (len(dim.levels) - len(path))]
        writer.writerow([*row, MARKER if number == HIDDEN else number])
    return held.getvalue()


def about(release: Release, text: str, seal: str) -> dict[str, Any]:
    """How a table was made."""
    return {
        "form": FORM,
        "name": release.name,
        "population": release.population,
        "dims": [list(dim.levels) for dim in release.grid.dims],
        "threshold": release.threshold,
        "empty_hidden": release.empty_hidden,
        "method": METHOD,
        "marks": REASON,
        "cells": release.grid.size,
        "hidden": int((release.shown == HIDDEN).sum()),
        "input_seal": seal,
        "table_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def write(folder: Path, release: Release, seal: str) -> None:
    """Both files of a table; the CSV comes last and makes it one that is out. Raises CannotRead."""
    check_new(folder, release.name)
    text = table_text(release)
    told = json.dumps(about(release, text, seal), ensure_ascii=False, indent=2) + "\n"
    write_text(folder / f"{release.name}.json", told)
    write_text(folder / f"{release.name}.csv", text)


def write_text(path: Path, text: str) -> None:
    """A whole file or none. Raises CannotRead."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8", newline="")
        os.replace(beside, path)
    except OSError as error:
        raise CannotRead(NOT_WRITTEN.filled(file=path.name, why=error.strerror or "?")) from None


def read_all(folder: Path) -> list[Release]:
    """The tables of a folder by name. Raises CannotRead, with every file that is not as it was written."""
    names = sorted(path.stem for path in folder.glob("*.csv")) if folder.is_dir() else []
    if len(names) > MOST_TABLES:
        raise CannotRead(TOO_MANY.filled(most=MOST_TABLES))
    found: list[Release] = []
    problems: list[Text] = []
    for name in names:
        try:
            found.append(read(folder, name))
        except CannotRead as wrong:
            problems += wrong.problems
    if problems:
        raise CannotRead(*problems)
    return found


def read(folder: Path, name: str) -> Release:
    """One table as it is out. Raises CannotRead when it is not what was written."""
    try:
        content, told_of = _content(folder / f"{name}.csv"), _content(folder / f"{name}.json")
        told = json.loads(told_of)
        if told["form"] != FORM or told["table_sha256"] != hashlib.sha256(content).hexdigest():
            raise _changed(name, "sha256")
        dims = [[str(level) for level in levels] for levels in told["dims"]]
        threshold = int(told["threshold"])
        if not 2 <= threshold <= 1_000:
            raise _changed(name, "threshold")
        rows = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
        grid, shown = _grid(name, dims, rows)
        return Release(name, str(told["population"]), grid, shown, threshold, bool(told["empty_hidden"]))
    except OSError as error:
        raise _changed(name, error.strerror or "?") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, csv.Error) as error:
        raise _changed(name, type(error).__name__) from None


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise _changed(path.stem, f"> {LARGEST // 1_000_000} MB")
    return path.read_bytes()


def _grid(name: str, dims: list[list[str]], rows: list[list[str]]) -> tuple[Grid, np.ndarray[Any, Any]]:
    """The cells of a CSV. Every cell that the dimensions span is there once."""
    columns = [level for levels in dims for level in levels]
    if [unescaped(text) for text in rows[0]] != [*columns, COUNT] or len(rows) - 1 > MOST_CELLS:
        raise _changed(name, "rad/row 1")
    keys: dict[tuple[tuple[str, ...], ...], int] = {}
    for number, row in enumerate(rows[1:], 2):
        count = HIDDEN if row[-1] == MARKER else int(row[-1])
        if len(row) != len(columns) + 1 or not (count == HIDDEN or 0 <= count <= 1_000 * MOST_COUNTED):
            raise _changed(name, f"rad/row {number}")
        keys[_key(dims, row)] = count
    made = tuple(
        dimension(levels, {key[place] for key in keys if len(key[place]) == len(levels)})
        for place, levels in enumerate(dims)
    )
    grid = Grid(made)
    if grid.size != len(keys) or len(keys) != len(rows) - 1:
        raise _changed(name, "rader/rows")
    return grid, np.array([keys[_nodes(made, cell)] for cell in grid.cells], dtype=np.int64)


def _key(dims: Sequence[Sequence[str]], row: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    found, begin = [], 0
    for levels in dims:
        part = row[begin : begin + len(levels)]
        begin += len(levels)
        found.append(tuple(unescaped(value) for value in part if value != TOTAL))
    return tuple(found)


def _nodes(dims: Sequence[Dimension], cell: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(dim.nodes[node] for dim, node in zip(dims, cell, strict=True))


def _changed(name: str, why: str) -> CannotRead:
    return CannotRead(WRONG_FORM.filled(file=f"{name}.csv/.json", why=why))
