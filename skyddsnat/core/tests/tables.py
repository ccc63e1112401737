"""Files of rows for the tests of imports, written as spreadsheet programs write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

type Rows = Sequence[Sequence[Any]]


def xlsx(
    rows: Rows, *, sheet: str = "Blad1", more: dict[str, Rows] | None = None, hidden: tuple[str, ...] = ()
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}) as book:
        for name, lines in {sheet: rows, **(more or {})}.items():
            page = book.add_worksheet(name)
            if name in hidden:
                page.hide()
            for number, line in enumerate(lines):
                page.write_row(number, 0, line)
    return out.getvalue()


def separated(rows: Rows, *, mark: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def content_of(answer: Any) -> bytes:
    """The bytes of a file that was fetched, let go of afterwards."""
    content: bytes = answer.getvalue()
    for (
        close
    ) in answer._resource_closers:  # not answer.close(): that would end the test's database connection
        close()
    return content
