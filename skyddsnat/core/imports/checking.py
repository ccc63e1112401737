"""From rows of cells to values, with everything that is wrong told by row number and column."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.imports.kinds import Checker, Field, Kind, ReadRow, Repeat, RowFault, reader_of
from skyddsnat.core.imports.people import check_heading
from skyddsnat.core.imports.sheets import Row, Sheet
from skyddsnat.core.imports.values import Wrong
from skyddsnat.core.refusal import Refused

MOST_FAULTS = 100_000  # what the file of faults can hold; a page shows far fewer
STEP = 5_000

type Progress = Callable[[int], None]


@dataclass
class Checked:
    """A sheet as it would be loaded. `faults` are in the order of the rows."""

    rows: list[ReadRow] = field(default_factory=list, repr=False)
    faults: list[RowFault] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list, repr=False)
    total: int = 0

    @property
    def faulty_rows(self) -> int:
        return len({fault.row for fault in self.faults if fault.row})

    def new_rows(self, *, repeat: bool) -> list[ReadRow]:
        """The rows to load: all of them when repeats are loaded too."""
        known = set() if repeat else {one.row for one in self.repeats}
        return [row for row in self.rows if row.number not in known] if known else self.rows


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
    checked = Checked()
    reading = _Reading(kind, checker, sheet, mapping)
    body = itertools.islice(enumerate(sheet.rows), start + 1, None)
    for index, row in body:
        reading.take(checked, sheet.number(index), row)
        if index % STEP == 0:
            progress(index)
    _check_whole(kind, checker, sheet, checked, start)
    return checked


def _check_whole(kind: Kind, checker: Checker, sheet: Sheet, checked: Checked, start: int) -> None:
    for number in sheet.merged:
        if number > sheet.number(start):
            words = _("Raden har sammanslagna celler. Dela upp dem och fyll i varje cell.")
            checked.faults.append(RowFault(number, "", words))
    if not checked.total:
        checked.faults.append(RowFault(0, "", _("Det finns inga rader under rubrikraden.")))
    if checked.faults:
        checked.faults.sort(key=lambda fault: fault.row)
    checked.faults += itertools.islice(checker.file_faults(checked.rows), MOST_FAULTS)
    if not checked.faults:
        checked.repeats = checker.repeats(checked.rows)


class _Reading:
    """The readers of the mapped fields, put in order once for all rows."""

    def __init__(self, kind: Kind, checker: Checker, sheet: Sheet, mapping: Mapping[str, Any]) -> None:
        self.checker = checker
        self.columns: list[tuple[Field, int, Callable[[Any], Any]]] = []
        self.fixed: dict[str, Any] = {}
        self.has_row_rules = type(checker).row_faults is not Checker.row_faults
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

    def take(self, checked: Checked, number: int, row: Row) -> None:
        """Read one row; an empty one is passed over."""
        values = dict(self.fixed)
        width, wrong, anything = len(row), [], False
        for one, column, read in self.columns:
            cell = row[column] if column < width else ""
            try:
                value = read(cell)
            except Wrong as error:
                wrong.append(RowFault(number, one.name, str(error)))
                anything = True
                continue
            if value is None or value == "":
                if one.required:
                    wrong.append(RowFault(number, one.name, ""))
            else:
                anything = True
            values[one.name] = value
        if not anything and all(cell in ("", None) for cell in row):
            return
        checked.total += 1
        if not wrong and self.has_row_rules:
            row_ = ReadRow(number, values)
            wrong = [RowFault(number, name, words) for name, words in self.checker.row_faults(row_)]
            if not wrong:
                checked.rows.append(row_)
                return
        if wrong:
            if len(checked.faults) < MOST_FAULTS:
                checked.faults += [_said(fault) for fault in wrong]
        else:
            checked.rows.append(ReadRow(number, values))


def _said(fault: RowFault) -> RowFault:
    return fault if fault.words else RowFault(fault.row, fault.field, _("Cellen är tom. Fyll i den."))


def fault_texts(kind: Kind, faults: Iterable[RowFault]) -> dict[int, str]:
    """Row → everything that is wrong in it, for the column beside the rows."""
    said: dict[int, list[str]] = {}
    labels = {one.name: str(one.label) for one in kind.fields}
    for fault in faults:
        where = f"{labels[fault.field]}: " if fault.field else ""
        said.setdefault(fault.row, []).append(f"{where}{fault.words}")
    return {row: " ".join(words) for row, words in said.items()}
