"""Files that go back to the person: the rows with what is wrong beside them, and empty templates to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Substr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.exports import Export
from skyddsnat.core.imports.checking import Checked, fault_texts
from skyddsnat.core.imports.kinds import Kind
from skyddsnat.core.imports.mapping import FAULTS, headings, plain
from skyddsnat.core.imports.sheets import ErrorCell, Row, Sheet
from skyddsnat.core.models import Import


def mending_export(kind: Kind, source: Import, sheet: Sheet, checked: Checked) -> Export:
    """The whole table with a column of faults last, to be mended in the spreadsheet and sent again."""
    start = source.header_row - sheet.first
    heading = headings(sheet.rows[start])
    ours = {plain(name) for name in FAULTS}
    kept = [n for n, name in enumerate(heading) if plain(name) not in ours]
    said = fault_texts(kind, checked.faults)

    def rows() -> Iterator[list[Any]]:
        if 0 in said:
            yield [*("" for _n in kept), said[0]]
        for index, row in enumerate(sheet.rows[start + 1 :], start=start + 1):
            yield [*(_as_it_was(row, n) for n in kept), said.get(sheet.number(index), "")]

    columns = [*(heading[n] for n in kept), FAULTS[1] if get_language() == "en" else FAULTS[0]]
    return Export(mending_name(kind), columns, rows())


def mending_name(kind: Kind) -> str:
    return f"{_('fel-att-ratta')}-{kind.code}"


def kept_format(source: Import) -> str:
    """What the file of faults that the worker has written is: "xlsx" or "csv"; "" when there is none."""
    kept = Import.objects.filter(pk=source.pk, mending__isnull=False)
    beginning = kept.values_list(Substr("mending", 1, 2), flat=True).first()
    if beginning is None:
        return ""
    return "xlsx" if bytes(beginning) == b"PK" else "csv"


def _as_it_was(row: Row, column: int) -> Any:
    cell = row[column] if column < len(row) else ""
    return str(cell) if isinstance(cell, ErrorCell) else cell


def template_export(kind: Kind) -> Export:
    """A table with the headings in the reader's language and one row as an example."""
    place = 1 if get_language() == "en" else 0
    columns = [str(one.label) for one in kind.fields]
    return Export(f"{_('mall')}-{kind.code}", columns, [[one.example[place] for one in kind.fields]])
