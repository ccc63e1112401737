"""How quick taking in a table is, for the rooms' benches: reading, checking and loading a file of made-up rows."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter

from skyddsnat.core.imports.actions import upload_import
from skyddsnat.core.imports.kinds import kind_named
from skyddsnat.core.imports.loading import load_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import Import, User

SIZES = (1_000, 10_000, 100_000)
BASELINE_ROWS = 1_000

type Table = Iterable[Sequence[Any]]


def import_figures(
    code: str,
    subject: str,
    by: User,
    table: Callable[[int, int], Table],
    saved_one_by_one: Callable[[int], None],
) -> list[dict[str, Any]]:
    """Rows for the bench. `table(first, count)` gives heading and rows; the baseline saves `count` rows one at a time.

    The baseline is measured with a thousand rows in the same run and multiplied: it grows straight with the rows.
    """
    begun = time.perf_counter()
    saved_one_by_one(BASELINE_ROWS)
    one_by_one = (time.perf_counter() - begun) / BASELINE_ROWS
    found: list[dict[str, Any]] = []
    first = BASELINE_ROWS
    for size in SIZES:
        content = workbook(table(first, size))
        first += size
        source = upload_import(
            kind=kind_named(code), subject=subject, content=content, name=f"{code}-{size}.xlsx", by=by
        )
        read, checked, whole = _timed(source, by)
        name = f"imports.{code}.at_{size}"
        note = "confirmed file to committed: checked and loaded; baseline: an ORM save a row; bar: 5 s at 100 000"
        found += [
            _row(f"{name}.all", whole, one_by_one * size, note),
            _row(f"{name}.read", read, whole, "the kept cells; baseline: all of it"),
            _row(f"{name}.check", checked, whole, "cells to values, duplicates found; baseline: all of it"),
        ]
    return found


def _timed(source: Import, by: User) -> tuple[float, float, float]:
    """Seconds to read, to check, and for the whole loading (which reads and checks again)."""
    begun = time.perf_counter()
    sheet = sheet_of(source)
    read = time.perf_counter()
    checked = checked_sheet(source, sheet, by)
    done = time.perf_counter()
    if checked.faults:
        raise ValueError(f"made-up rows with faults: {checked.faults[:3]}")
    del sheet, checked  # the worker that loads holds neither
    loading = time.perf_counter()
    load_import(source=source, by=by)
    return read - begun, done - read, time.perf_counter() - loading


def workbook(table: Table) -> bytes:
    """An XLSX file of the rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _row(name: str, seconds: float, baseline: float, note: str) -> dict[str, Any]:
    return {
        "name": name, "value": round(seconds, 2), "unit": "s", "baseline": round(baseline, 2),
        "ratio": round(seconds / baseline, 4) if baseline else None, "note": note,
    }  # fmt: skip
