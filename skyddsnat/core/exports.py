"""Every list as a file: CSV that streams, XLSX written row by row, with real numbers and dates and no formulas.

A page with tables is drawn by `render_lists`, which also writes them. A list whose file says more than its page asks
`asked(request, "evidence")` and gives its rows to `download`.
"""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from skyddsnat.core.access import AuthenticatedRequest
from skyddsnat.core.audit import record
from skyddsnat.shared.dates import STOCKHOLM, today
from skyddsnat.shared.money import NBSP
from skyddsnat.shared.said import Ore, Said
from skyddsnat.shared.spreadsheets import escaped

FORMATS = ("xlsx", "csv")
CHUNK = 500
ROWS_OF_A_SHEET = 1_048_575  # under the heading
LONGEST_CELL = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


type Cells = Sequence[Any]


@dataclass(frozen=True)
class Export:
    """A list to be written: `name` is its part of the file's name, `personal` that its rows tell of people."""

    name: str
    columns: Sequence[Any]
    rows: Iterable[Cells]
    personal: bool = False


def asked(request: AuthenticatedRequest, code: str = "") -> str:
    """ "xlsx" or "csv" when the address asks for the list `code` as a file, else ""."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in FORMATS and request.GET.get("list", code) == code else ""


def download(request: AuthenticatedRequest, export: Export, wanted: str = "") -> HttpResponseBase:
    """The list as the file that the address asks for. What tells of people leaves a line in the log."""
    wanted = wanted or request.GET.get("format", "csv")
    if export.personal:
        record(request.user, "export.made", request.user, list=export.name, format=wanted)
    name = f"{export.name}-{today().isoformat()}.{wanted}"
    if wanted == "xlsx":
        return FileResponse(xlsx_file(export), as_attachment=True, filename=name, content_type=XLSX)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        csv_pieces(export), content_type="text/csv; charset=utf-8", headers=disposition
    )


def render_lists(
    request: AuthenticatedRequest, template: str, context: dict[str, Any], *, personal: Iterable[str] = ()
) -> HttpResponseBase:
    """The page; or one of the tables in its context as a file, when the address asks for it.

    Each table gets links to itself, under its name in the context. Tables that tell of people are named in `personal`.
    A table that shows a part of its list gives all of it, row by row, through `every_row`; one that only points at
    another list has `export` set to "".
    """
    for code, table in _tables(context):
        table.setdefault("export", code)
        if table["export"] and asked(request, table["export"]):
            name = "-".join(
                filter(None, [str(table["caption"]), getattr(context.get("assignment"), "slug", "")])
            )
            told = table["export"].partition("-")[0] in set(personal)
            return download(request, table_export(slugify(_latin(name))[:80], table, personal=told))
    return render(request, template, context)


def _tables(context: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for code, value in context.items():
        each = value if isinstance(value, list) else [value]
        for n, table in enumerate(each):
            if isinstance(table, dict) and "columns" in table and "rows" in table:
                yield (code if value is table else f"{code}-{n}"), table


def _latin(text: str) -> str:
    return text.lower().translate(str.maketrans("åäöé", "aaoe"))


def table_export(name: str, table: Mapping[str, Any], *, personal: bool = False) -> Export:
    """What a `table` context shows, as an Export.

    Columns with `aside` are for clicking and left out; a column with `notes` has its cells' notes in a column of that
    name. A cell's `raw`, or the value that its words remember, is written instead of the words.
    """
    kept = [n for n, column in enumerate(table["columns"]) if not column.get("aside")]
    noted = [n for n in kept if table["columns"][n].get("notes")]
    columns = [table["columns"][n]["label"] for n in kept]
    columns += [table["columns"][n]["notes"] for n in noted]
    every_row = table.get("every_row")

    def rows() -> Iterator[Cells]:
        for row in every_row() if every_row else table["rows"]:
            cells = list(row["cells"])
            shown = [plain_cell(cells[n]) if n < len(cells) else "" for n in kept]
            yield shown + [cells[n].get("note", "") if isinstance(cells[n], dict) else "" for n in noted]

    return Export(name, columns, rows(), personal)


def plain_cell(cell: Any) -> Any:
    """The value of a cell of a table: `raw`, else its words without markup, its tag after them."""
    if not isinstance(cell, Mapping):
        return _words(cell)
    if "raw" in cell:
        return cell["raw"]
    value = _words(cell.get("value", ""))
    tag = cell.get("tag")
    if not tag:
        return value
    return f"{value} ({tag['text']})" if value not in ("", None) else str(tag["text"])


def _words(value: Any) -> Any:
    if isinstance(value, Said):
        return value.raw
    if isinstance(value, SafeString):
        return strip_tags(value).replace(NBSP, " ").strip()
    if value is None or isinstance(value, int | float | datetime.date):
        return value
    return "" if value == "–" else str(value).replace(NBSP, " ")


# --- CSV: semicolons and decimal comma, as Swedish spreadsheet programs want them ---


class _Line:
    """What csv writes to: gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def written(export: Export, wanted: str) -> bytes:
    """The list as the bytes of a file, to be kept."""
    if wanted == "csv":
        return b"".join(csv_pieces(export))
    with xlsx_file(export) as file:
        content: bytes = file.read()
    return content


def kept_download(content: bytes, name: str, wanted: str) -> HttpResponseBase:
    """A file that was written before."""
    kind = XLSX if wanted == "xlsx" else "text/csv; charset=utf-8"
    full = f"{name}-{today().isoformat()}.{wanted}"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=full, content_type=kind)


def csv_pieces(export: Export) -> Iterator[bytes]:
    """The file in pieces of some hundred rows, whatever its length."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + writer.writerow([escaped(str(column)) for column in export.columns]).encode()
    for rows in itertools.batched(export.rows, CHUNK, strict=False):
        yield "".join(writer.writerow([_csv_cell(cell) for cell in row]) for row in rows).encode()


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, Ore):
        kronor, rest = divmod(abs(cell), 100)
        return f"{'-' if cell < 0 else ''}{kronor},{rest:02d}"
    if isinstance(cell, bool):
        return _("ja") if cell else _("nej")
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    if isinstance(cell, datetime.datetime):
        return _in_sweden(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return cell if isinstance(cell, int) else escaped("" if cell is None else str(cell))


def _in_sweden(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo is None else moment.astimezone(STOCKHOLM)


# --- XLSX: rows go to the disk as they come ---


def xlsx_file(export: Export) -> Any:
    """An open temporary file that holds the list; it goes away when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd", "remove_timezone": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        writer = _SheetWriter(book)
        rows = iter(export.rows)
        writer.fill(export.columns, itertools.islice(rows, ROWS_OF_A_SHEET))
        for first in rows:  # more than a sheet can hold
            writer.fill(export.columns, itertools.chain([first], itertools.islice(rows, ROWS_OF_A_SHEET - 1)))
    file.seek(0)
    return file


class _SheetWriter:
    """Writes rows of typed cells in the sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.sum = book.add_format({"num_format": "#,##0.00"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def fill(self, columns: Sequence[Any], rows: Iterable[Cells]) -> None:
        sheet = self.book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
        for n, label in enumerate(columns):
            sheet.write_string(0, n, escaped(str(label)), self.head)
        for number, row in enumerate(rows, start=1):
            for n, cell in enumerate(row):
                self._cell(sheet, number, n, cell)

    def _cell(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, Ore):
            sheet.write_number(row, column, cell / 100, self.sum)
        elif isinstance(cell, bool):
            sheet.write_string(row, column, _("ja") if cell else _("nej"))
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime.datetime):
            sheet.write_datetime(row, column, _in_sweden(cell), self.moment)
        elif isinstance(cell, datetime.date):
            sheet.write_datetime(row, column, cell)
        else:
            sheet.write_string(row, column, escaped(str(cell))[:LONGEST_CELL])
