"""From rows of cells to values, with everything that is wrong told by row number and column."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.imports.kinds import Checker, Field, Kind, Repeat, RowFault, Rows, reader_of
from skyddsnat.core.imports.people import check_heading
from skyddsnat.core.imports.sheets import Row, Sheet
from skyddsnat.core.imports.values import Wrong
from skyddsnat.core.refusal import Refused

MOST_FAULTS = 100_000  # what the file of faults can hold; a page shows far fewer

type Progress = Callable[[int], None]


@dataclass
class Checked:
    """A sheet as it would be loaded. `faults` are in the order of the rows."""

    rows: Rows = field(default_factory=lambda: Rows([], {}), repr=False)
    faults: list[RowFault] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list, repr=False)
    total: int = 0

    @property
    def faulty_rows(self) -> int:
        return len({fault.row for fault in self.faults if fault.row})

    def new_rows(self, *, repeat: bool) -> Rows:
        """The rows to load: all of them when repeats are loaded too."""
        known = set() if repeat else {one.row for one in self.repeats}
        return self.rows.without(known) if known else self.rows


def check(
    kind: Kind, checker: Checker, sheet: Sheet, header_row: int, mapping: Mapping[str, Any], *,
    progress: Progress = lambda done: None,
) -> Checked:  # fmt: skip
    """Read every row under the heading. Raises Refused when the table as a whole cannot be taken in."""
    start = header_row - sheet.first
    if not 0 <= start < len(sheet.rows):
        raise Refused(_("Rubrikraden finns inte i filen. Välj en annan rad."))
    if kind.no_people:
        check_heading(sheet.rows[start])
    if len(sheet.rows) - start - 1 > kind.most_rows:
        raise Refused(_("Bladet har fler än %(most)s rader. Dela upp filen.") % {"most": kind.most_rows})
    missing = [one for one in kind.fields if one.required and one.name not in mapping]
    if missing:
        raise Refused(
            _("Kolumnen %(column)s är inte vald. Välj den, eller skriv ett värde som gäller alla rader.")
            % {"column": missing[0].label}
        )
    body = sheet.rows[start + 1 :]
    reading = _Reading(kind, checker, mapping)
    checked = reading.whole(body, sheet.number(start + 1), progress)
    _check_whole(kind, checker, sheet, checked, start)
    return checked


def _check_whole(kind: Kind, checker: Checker, sheet: Sheet, checked: Checked, start: int) -> None:
    for number in sheet.merged:
        if number > sheet.number(start):
            words = _("Raden har sammanslagna celler. Dela upp dem och fyll i varje cell.")
            checked.faults.append(RowFault(number, "", words))
    if not checked.total:
        checked.faults.append(RowFault(0, "", _("Det finns inga rader under rubrikraden.")))
    checked.faults += itertools.islice(checker.file_faults(checked.rows), MOST_FAULTS)
    if checked.faults:
        checked.faults.sort(key=lambda fault: fault.row)
    else:
        checked.repeats = checker.repeats(checked.rows)


@dataclass(frozen=True, slots=True)
class _Unread:
    """What stands in place of the value of a cell that cannot be read."""

    words: str


class _Column(dict[Any, Any]):
    """Cell → value: a cell that has been met before is not read again. A hundred thousand rows repeat themselves."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read
        self.unread = self.empty = False

    def __missing__(self, cell: Any) -> Any:
        value: Any
        try:
            value = self.read(cell)
        except Wrong as error:
            value, self.unread = _Unread(str(error)), True
        if value is None or value == "":
            self.empty = True
        self[cell] = value
        return value

    def values_of(self, cells: Sequence[Any]) -> list[Any]:
        if bool not in set(map(type, cells)):
            return [self[cell] for cell in cells]
        return [
            self.__missing__(cell) for cell in cells
        ]  # True and 1 are the same key, and not the same cell


class _Reading:
    """A sheet read column by column: quicker than row by row, for each cell's reader is known beforehand."""

    def __init__(self, kind: Kind, checker: Checker, mapping: Mapping[str, Any]) -> None:
        self.checker = checker
        self.columns: list[tuple[Field, int, Callable[[Any], Any]]] = []
        self.fixed: dict[str, Any] = {}
        given = checker.readers()
        for one in kind.fields:
            chosen, read = mapping.get(one.name), reader_of(one, given)
            if chosen is None:
                self.fixed[one.name] = read("")
            elif "value" in chosen:
                self.fixed[one.name] = self._same_for_all(one, read, chosen["value"])
            else:
                self.columns.append((one, chosen["column"], read))

    @staticmethod
    def _same_for_all(one: Field, read: Callable[[Any], Any], text: str) -> Any:
        try:
            value = read(text)
        except Wrong as error:
            raise Refused(f"{one.label}: {error}") from error
        if one.required and value in ("", None):
            raise Refused(_("Skriv ett värde för %(column)s, eller välj en kolumn.") % {"column": one.label})
        return value

    def whole(self, body: Sequence[Row], first: int, progress: Progress) -> Checked:
        """Every row; `first` is the number of the first one. Empty ones are passed over."""
        columns: list[list[Any]] = []
        unread: list[RowFault] = []
        lacking: list[tuple[Field, list[int]]] = []
        empty: Sequence[int] = range(len(body))
        for done, (one, place, read) in enumerate(self.columns, start=1):
            column = _Column(read)
            values = column.values_of(_cells(body, place))
            if column.unread:
                unread += itertools.islice(_unread(values, first, one.name), MOST_FAULTS)
            if column.empty:
                without = [n for n, value in enumerate(values) if value is None or value == ""]
                if one.required:
                    lacking.append((one, without))
                there = set(without)
                empty = [n for n in empty if n in there]
            else:
                empty = ()
            columns.append(values)
            progress(len(body) * done // (len(self.columns) + 1))
        passed = {n for n in empty if all(cell in ("", None) for cell in body[n])}
        words = _("Cellen är tom. Fyll i den.")
        for one, without in lacking:
            gone = (RowFault(first + n, one.name, words) for n in without if n not in passed)
            unread += itertools.islice(gone, MOST_FAULTS)
        return self._put_together(
            columns, unread, {first + n for n in passed}, range(first, first + len(body))
        )

    def _put_together(
        self, columns: Sequence[list[Any]], faults: list[RowFault], passed: set[int], numbers: range
    ) -> Checked:
        """Rows of the columns; those that can be read are held to the kind's rules."""
        if not columns:
            return Checked(faults=faults, total=len(numbers) - len(passed))
        named = {one.name: values for (one, _place, _read), values in zip(self.columns, columns, strict=True)}
        alike = {name: [value] * len(numbers) for name, value in self.fixed.items()}
        rows = Rows(numbers, named | alike).without(passed | {fault.row for fault in faults})
        against = list(self.checker.faults(rows))
        if against:
            rows, faults = rows.without({fault.row for fault in against}), faults + against
        order = {one.name: n for n, (one, _place, _read) in enumerate(self.columns)}
        faults.sort(key=lambda fault: (fault.row, order.get(fault.field, len(order))))
        return Checked(rows=rows, faults=faults[:MOST_FAULTS], total=len(numbers) - len(passed))


def _cells(body: Sequence[Row], place: int) -> list[Any]:
    """A column; rows of separated values may be shorter than the others."""
    try:
        return [row[place] for row in body]
    except IndexError:
        return [row[place] if place < len(row) else "" for row in body]


def _unread(values: Sequence[Any], first: int, name: str) -> Iterator[RowFault]:
    for number, value in enumerate(values, start=first):
        if type(value) is _Unread:
            yield RowFault(number, name, value.words)


def fault_texts(kind: Kind, faults: Iterable[RowFault]) -> dict[int, str]:
    """Row → everything that is wrong in it, for the column beside the rows."""
    said: dict[int, list[str]] = {}
    labels = {one.name: str(one.label) for one in kind.fields}
    for fault in faults:
        where = f"{labels[fault.field]}: " if fault.field else ""
        said.setdefault(fault.row, []).append(f"{where}{fault.words}")
    return {row: " ".join(words) for row, words in said.items()}
