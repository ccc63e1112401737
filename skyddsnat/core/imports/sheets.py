"""From a file's bytes to rows of cells: XLSX, ODS and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from skyddsnat.core.imports.containers import MOST_COLUMNS, MOST_ROWS, UTF_16, ending_of, error_cells, kind_of
from skyddsnat.core.refusal import Refused

SEPARATORS = ";\t,|"
LOOKED_AT = 65_536
LONGEST_CELL = 32_767
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SAKNAS!", "#VÄRDEFEL!",
                    "#REFERENS!", "#NAMN?", "#DIVISION/0!", "#OGILTIGT!"})  # fmt: skip

type Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error of the spreadsheet program."""

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet. `first` is the number that the first row has in the spreadsheet program."""

    name: str
    rows: list[Row] = field(repr=False)
    first: int = 1
    merged: tuple[int, ...] = ()  # rows with merged cells, as numbered in the program

    def number(self, index: int) -> int:
        return self.first + index


@dataclass(frozen=True)
class Book:
    """What a file holds: the sheets that can be chosen, and those that are hidden."""

    kind: str
    names: list[str]
    hidden: list[str]


class OpenFile:
    """A file that is opened once, and each of its sheets read once, however often it is asked for.

    `is_safe` tells that the same bytes have been unpacked and counted before. Raises Refused for a
    file that cannot be read, with what to do.
    """

    def __init__(self, content: bytes, name: str, *, is_safe: bool = False) -> None:
        self.kind = (ending_of(name) or "") if is_safe else kind_of(content, name)
        self._content, self._is_safe = content, is_safe
        self._book = None if self.kind == "csv" else _opened(content)
        self._parsed: dict[str, CalamineSheet] = {}
        self._read: dict[str, Sheet] = {}

    def book(self) -> Book:
        """The sheets that can be chosen, and those that are hidden."""
        if self._book is None:
            return Book(self.kind, [""], [])
        shown: list[str] = []
        hidden: list[str] = []
        for sheet in self._book.sheets_metadata:
            (shown if sheet.visible is SheetVisibleEnum.Visible else hidden).append(sheet.name)
        looked_at = self._is_safe and len(shown) == 1
        filled = shown if looked_at else [one for one in shown if self._sheet(one).start is not None]
        if not filled:
            raise Refused(
                _(
                    "Filen har inget synligt blad med innehåll. Visa bladet i kalkylprogrammet och spara filen."
                )
                if hidden
                else _("Filen är tom. Välj en fil med en rubrikrad och minst en rad under den.")
            )
        return Book(self.kind, filled, hidden)

    def sheet(self, name: str) -> Sheet:
        """The rows of one sheet; empty ones at the end are left out."""
        if name not in self._read:
            read = self._rows_of_text if self.kind == "csv" else self._rows_of_book
            self._read[name] = read(name)
        return self._read[name]

    def _rows_of_text(self, _name: str) -> Sheet:
        return _read_text(self._content)

    def _rows_of_book(self, name: str) -> Sheet:
        if self._book is None or name not in self._book.sheet_names:
            raise Refused(_("Bladet finns inte i filen. Välj ett annat blad."))
        found = self._sheet(name)
        if found.height * max(found.width, 1) > MOST_ROWS * MOST_COLUMNS or found.height > MOST_ROWS + 1:
            raise Refused(_too_long())
        rows: list[Row] = [*found.to_python()]
        top, left = found.start or (0, 0)
        merged = sorted({start[0] + 1 for start, _end in found.merged_cell_ranges or []})
        if self.kind == "xlsx":
            for error in error_cells(self._content, name):
                row, column = error.row - top, error.column - left
                if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
                    rows[row] = [*rows[row][:column], ErrorCell(error.shown), *rows[row][column + 1 :]]
        return Sheet(name, _without_tail(rows), top + 1, tuple(merged))

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._parsed:
            assert self._book is not None  # noqa: S101 -- text has no sheets to ask for
            try:
                self._parsed[name] = self._book.get_sheet_by_name(name)
            except CalamineError as error:
                raise Refused(_damaged()) from error
        return self._parsed[name]


def look(content: bytes, name: str, *, is_safe: bool = False) -> Book:
    """The sheets of a file. Raises Refused."""
    return OpenFile(content, name, is_safe=is_safe).book()


def read(content: bytes, name: str, sheet: str, *, is_safe: bool = False) -> Sheet:
    """The rows of one sheet. Raises Refused."""
    return OpenFile(content, name, is_safe=is_safe).sheet(sheet)


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_object(io.BytesIO(content))
    except PasswordError as error:
        raise Refused(
            _("Filen är skyddad med lösenord. Ta bort lösenordet och spara den på nytt.")
        ) from error
    except CalamineError as error:
        raise Refused(_damaged()) from error


def _read_text(content: bytes) -> Sheet:
    """Separated values, in UTF-8, UTF-16 or Windows-1252, with the separator that stands oftest in the first lines."""
    text = decoded(content)
    separator = _separator(text)
    try:
        rows: list[Row] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) > MOST_ROWS + 1 or len(row) > MOST_COLUMNS:
                raise Refused(_too_long())
    except csv.Error as error:
        raise Refused(
            _("Rad %(line)s i filen går inte att läsa. Kontrollera citattecknen, eller spara filen som XLSX.")
            % {"line": len(rows) + 1}
        ) from error
    return Sheet("", _without_tail(rows), 1)


def decoded(content: bytes) -> str:
    if content.startswith(UTF_16):
        try:
            return content.decode("utf-16")  # what a spreadsheet program calls Unicode text
        except UnicodeDecodeError as error:
            raise Refused(_damaged()) from error
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _separator(text: str) -> str:
    """The one that gives most columns in the first line that has any, quotes respected."""
    sample = text[:LOOKED_AT].splitlines()[:20]
    best, most = ";", 0
    for mark in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=mark) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        score = max(widths, default=0) * len(wide)
        if score > most and wide:
            best, most = mark, score
    return best


def _without_tail(rows: list[Row]) -> list[Row]:
    end = len(rows)
    while end and all(cell == "" or cell is None for cell in rows[end - 1]):
        end -= 1
    return rows[:end]


def _damaged() -> str:
    return _("Filen är skadad och går inte att öppna. Spara den på nytt och försök igen.")


def _too_long() -> str:
    return _(
        "Bladet är större än 150 000 rader eller 60 kolumner. Kopiera det som ska läsas in till ett nytt blad, eller "
        "dela upp filen."
    )
