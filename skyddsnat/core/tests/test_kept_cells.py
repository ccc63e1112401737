"""What is kept of a sheet is the sheet, to the kind of every cell."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from skyddsnat.core.imports.cells import kept, sheet_kept
from skyddsnat.core.imports.sheets import ErrorCell, Sheet

CELLS = some.one_of(
    some.text(),
    some.sampled_from(["", "\x00", "\x00d2014-05-06", "\x00\x00e"]),
    some.integers(),
    some.floats(allow_nan=False),
    some.booleans(),
    some.dates(),
    some.datetimes(),
    some.times(),
    some.timedeltas(min_value=datetime.timedelta(0), max_value=datetime.timedelta(days=10_000)),
    some.builds(ErrorCell, some.sampled_from(["#N/A", "#REF!"])),
)


@given(
    some.lists(some.lists(CELLS, max_size=4), max_size=8),
    some.integers(1, 9),
    some.lists(some.integers(1, 9)),
)
def test_a_kept_sheet_is_the_same(rows, first, merged):
    sheet = Sheet("Blad 1", rows, first, tuple(merged))
    again = sheet_kept(kept(sheet))
    assert again == sheet
    assert [[type(cell) for cell in row] for row in again.rows] == [
        [type(cell) for cell in row] for row in rows
    ]


def test_what_no_spreadsheet_holds_is_not_kept():
    with pytest.raises(TypeError):
        kept(Sheet("", [[b"bytes"]]))
