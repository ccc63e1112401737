"""Which column holds what: the heading row is found, its names are recognised, and the choice is remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from skyddsnat.core.imports.kinds import Field, Kind
from skyddsnat.core.imports.sheets import Row, Sheet
from skyddsnat.core.imports.values import Wrong, text_of
from skyddsnat.shared.hashing import canonical_json, sha256_hex

LOOKED_AT = 20
FAULTS = ("Fel att rätta", "Faults to mend")  # the column that we put beside the rows ourselves
NOT_WORD = re.compile(r"[^a-z0-9åäö]+")

type Columns = dict[str, int]


def plain(heading: str) -> str:
    """A heading as it is compared: "E-post:" and "epost" are the same."""
    return NOT_WORD.sub("", heading.casefold().replace("é", "e"))


def headings(row: Row) -> list[str]:
    """The texts of a heading row; a cell that cannot be read is no heading."""
    found = []
    for cell in row:
        try:
            found.append(text_of(cell))
        except Wrong:
            found.append("")
    return found


def known_names(one: Field) -> set[str]:
    """Everything a field's column may be called, in both languages."""
    names = {plain(name) for name in (one.name, *one.names)}
    for language in ("sv", "en"):
        with translation.override(language):
            names.add(plain(str(one.label)))
    return names - {""}


def guessed_columns(kind: Kind, heading: Sequence[str]) -> Columns:
    """Field → column, where the heading is a name of the field. A column is used once; the first of two alike wins."""
    said = [plain(name) for name in heading]
    found: Columns = {}
    for one in kind.fields:
        names = known_names(one)
        column = next((n for n, name in enumerate(said) if name in names and n not in found.values()), None)
        if column is not None:
            found[one.name] = column
    return found


def guessed_heading_row(kind: Kind, sheet: Sheet) -> int:
    """The number of the row among the first ones whose cells name most fields; the first that is not empty if none."""
    names = set().union(*(known_names(one) for one in kind.fields))
    best, most = sheet.first, 0
    for index, row in enumerate(sheet.rows[:LOOKED_AT]):
        count = sum(plain(text) in names for text in headings(row) if text)
        if count > most:
            best, most = sheet.number(index), count
    return best


def fingerprint(heading: Sequence[str]) -> str:
    """Of a heading row, without the column of faults that we add when a file goes back to be mended."""
    ours = {plain(name) for name in FAULTS}
    kept = [plain(name) for name in heading if plain(name) not in ours]
    while kept and not kept[-1]:
        kept.pop()
    return sha256_hex(canonical_json(kept))


def usable(kind: Kind, columns: Mapping[str, Any], width: int) -> Columns:
    """A remembered choice as far as it fits this kind and a row as wide as this."""
    fields = {one.name for one in kind.fields}
    return {
        name: column
        for name, column in columns.items()
        if name in fields and isinstance(column, int) and 0 <= column < width
    }
