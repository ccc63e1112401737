"""Rows of a file that somebody else has made: CSV, XLSX and Parquet, one row at a time and only so much of it.

Nothing of a file is run: a formula is the text it is written as.
"""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from skyddsnat.disclosure.wording import CannotRead, Text

LARGEST = {".csv": 2_000_000_000, ".parquet": 2_000_000_000, ".xlsx": 100_000_000}
LARGEST_UNPACKED = 500_000_000
MOST_ROWS = 20_000_000
MOST_COLUMNS = 300
LONGEST_CELL = 1_000
SEPARATORS = ";,\t|"
LOOKED_AT = 65_536
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

DAMAGED = Text(
    "{file}: Filen är skadad eller något annat än den heter. Spara den på nytt som CSV, XLSX eller Parquet.",
    "{file}: The file is damaged or not what its name says. Save it anew as CSV, XLSX or Parquet.",
)
UNKNOWN = Text(
    "{file}: Bara .csv, .xlsx och .parquet kan läsas. Spara filen som något av dem.",
    "{file}: Only .csv, .xlsx and .parquet can be read. Save the file as one of them.",
)
TOO_LARGE = Text(
    "{file}: Filen är för stor ({what}). Ta bort kolumner som inte behövs eller spara den som Parquet.",
    "{file}: The file is too large ({what}). Remove columns that are not needed, or save it as Parquet.",
)
CANNOT_OPEN = Text("{file}: Filen kan inte öppnas ({why}).", "{file}: The file cannot be opened ({why}).")
NO_ROWS = Text("{file}: Filen har ingen rubrikrad.", "{file}: The file has no row of headings.")
NO_COLUMN = Text(
    "{file}: Kolumnen {column} finns inte. De som finns: {there}.",
    "{file}: There is no column {column}. There are: {there}.",
)
TWICE = Text("{file}: Kolumnen {column} finns två gånger.", "{file}: The column {column} is there twice.")

type Row = tuple[int, list[str]]


def rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The number of each row, as a spreadsheet program counts, and its texts in the asked columns.

    Raises CannotRead.
    """
    ending = path.suffix.lower()
    if ending not in LARGEST:
        raise CannotRead(UNKNOWN.filled(file=path.name))
    try:
        if path.stat().st_size > LARGEST[ending]:
            raise CannotRead(_too_large(path, f"{LARGEST[ending] // 1_000_000} MB"))
        read = {".csv": _separated, ".xlsx": _spreadsheet, ".parquet": _parquet}[ending]
        for number, row in enumerate(read(path, columns)):
            if number >= MOST_ROWS:
                raise CannotRead(_too_large(path, f"{MOST_ROWS} rader/rows"))
            yield row
    except OSError as error:
        raise CannotRead(CANNOT_OPEN.filled(file=path.name, why=error.strerror or "?")) from None


def _separated(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    with path.open("rb") as begun:
        sample = begun.read(LOOKED_AT)
    encoding = _encoding(path, sample)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LOOKED_AT)
        file.seek(0)
        reader = csv.reader(file, delimiter=_separator(first), strict=True)
        try:
            heading = next(reader, None)
            places = _places(path, heading, columns)
            for row in reader:
                if row:
                    yield (
                        reader.line_num,
                        [row[place].strip() if place < len(row) else "" for place in places],
                    )
        except (csv.Error, UnicodeError):
            line = reader.line_num + 1
            raise CannotRead(
                DAMAGED.filled(file=f"{path.name}, rad/row {line}"),
            ) from None


def _encoding(path: Path, sample: bytes) -> str:
    if sample.startswith(UTF_16):
        return "utf-16"
    if b"\x00" in sample or sample.startswith((b"PK\x03\x04", b"%PDF", b"PAR1")):
        raise CannotRead(DAMAGED.filled(file=path.name))
    with path.open("rb") as file:
        decoder = io.TextIOWrapper(file, encoding="utf-8-sig")
        try:
            while decoder.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(first: str) -> str:
    """The mark that gives the first line most columns."""
    return max(SEPARATORS, key=lambda mark: first.count(mark))


def _spreadsheet(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The first sheet that is shown, read as a stream: a cell far away costs nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise CannotRead(_too_large(path, f"{LARGEST_UNPACKED // 1_000_000} MB uppackad/unpacked"))
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise CannotRead(NO_ROWS.filled(file=path.name))
        found = sheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        places = _places(path, [_text(cell) for cell in next(found, ())], columns)
        for number, row in enumerate(found, 2):
            texts = [_text(row[place]) if place < len(row) else "" for place in places]
            if any(texts) or any(cell is not None for cell in row):
                yield number, texts
            elif number > MOST_ROWS:
                return
    except CannotRead:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, EOFError,
            AttributeError, IndexError, RuntimeError, NotImplementedError, zlib.error):  # fmt: skip
        raise CannotRead(DAMAGED.filled(file=path.name)) from None


def _parquet(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Only the asked columns, a piece at a time. Loaded when asked for: it takes a third of a second."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as file:
            heading = list(file.schema_arrow.names)
            _places(path, heading, columns)
            if file.metadata.num_rows > MOST_ROWS:
                raise CannotRead(_too_large(path, f"{MOST_ROWS} rader/rows"))
            number = 1
            for batch in file.iter_batches(batch_size=50_000, columns=list(columns)):
                held = [batch.column(batch.schema.get_field_index(name)).to_pylist() for name in columns]
                for cells in zip(*held, strict=True):
                    number += 1
                    yield number, [_text(cell) for cell in cells]
    except (arrow.ArrowException, ValueError):
        raise CannotRead(DAMAGED.filled(file=path.name)) from None


def _places(path: Path, heading: Sequence[str] | None, columns: Sequence[str]) -> list[int]:
    names = [name.strip() for name in heading or ()]
    if not any(names):
        raise CannotRead(NO_ROWS.filled(file=path.name))
    if len(names) > MOST_COLUMNS:
        raise CannotRead(_too_large(path, f"{MOST_COLUMNS} kolumner/columns"))
    there = ", ".join(name for name in names if name)[:300]
    problems = [
        NO_COLUMN.filled(file=path.name, column=column, there=there)
        for column in columns
        if column not in names
    ]
    problems += [TWICE.filled(file=path.name, column=column) for column in columns if names.count(column) > 1]
    if problems:
        raise CannotRead(*problems)
    return [names.index(column) for column in columns]


def _text(cell: Any) -> str:
    """What a cell says, as text: 2024.0 is 2024, a date is 2024-05-01."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell).strip()


def _too_large(path: Path, what: str) -> Text:
    return TOO_LARGE.filled(file=path.name, what=what)
