"""The cells of the sheet that was chosen, kept beside the file: each later look takes a tenth of opening it again."""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from skyddsnat.core.imports.sheets import ErrorCell, Row, Sheet

PLAIN = frozenset({str, int, float, bool, type(None)})
MARK = "\x00"  # begins what stands for another kind of cell; a text that begins so gets one more
QUICK = 1

WRITTEN: dict[type, tuple[str, Callable[[Any], str]]] = {
    datetime.date: ("d", datetime.date.isoformat),
    datetime.datetime: ("m", datetime.datetime.isoformat),
    datetime.time: ("t", datetime.time.isoformat),
    datetime.timedelta: ("l", lambda length: str(length.total_seconds())),
    ErrorCell: ("e", str),
    str: ("", str),
}
READ: dict[str, Callable[[str], Any]] = {
    "d": datetime.date.fromisoformat,
    "m": datetime.datetime.fromisoformat,
    "t": datetime.time.fromisoformat,
    "l": lambda text: datetime.timedelta(seconds=float(text)),
    "e": ErrorCell,
}


class _Known(dict[str, Any]):
    """Text that was kept → cell; each read once."""

    def __missing__(self, text: str) -> Any:
        cell: Any = text
        if text.startswith(MARK):
            cell = text[1:] if text.startswith(MARK, 1) else READ[text[1]](text[2:])
        self[text] = cell
        return cell


def kept(sheet: Sheet) -> bytes:
    """The sheet as bytes. TypeError for a kind of cell that no spreadsheet has."""
    mixed = _mixed_columns(sheet.rows)
    rows = [[*row] for row in sheet.rows]
    for row in rows:
        for place in mixed:
            if place < len(row):
                row[place] = _written(row[place])
    told = {"name": sheet.name, "first": sheet.first, "merged": sheet.merged, "mixed": mixed, "rows": rows}
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), QUICK)


def sheet_kept(content: bytes) -> Sheet:
    """The sheet that `kept` made the bytes of."""
    told = json.loads(zlib.decompress(content))
    rows: list[Row] = told["rows"]
    for place in told["mixed"]:
        known = _Known()
        for row in told["rows"]:
            if place < len(row) and type(row[place]) is str:
                row[place] = known[row[place]]
    return Sheet(told["name"], rows, told["first"], tuple(told["merged"]))


def _mixed_columns(rows: Sequence[Row]) -> list[int]:
    """Places of the columns with other cells than JSON can hold."""
    widest = max(map(len, rows), default=0)
    return [
        place
        for place in range(widest)
        if not {type(row[place]) for row in rows if place < len(row)} <= PLAIN
    ]


def _written(cell: Any) -> Any:
    if type(cell) is not str and type(cell) in PLAIN:
        return cell
    if type(cell) not in WRITTEN:
        raise TypeError(f"a cell of the kind {type(cell)} cannot be kept")
    letter, text = WRITTEN[type(cell)]
    if type(cell) is str:
        return MARK + cell if cell.startswith(MARK) else cell
    return MARK + letter + text(cell)
