"""Rows by the thousand: PostgreSQL's COPY, inside the transaction that is open."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import batched
from typing import Any

import psycopg
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg.copy import Copy, QueuedLibpqWriter

BATCH = 20_000
PIECE = 2_000
MANY = 1_000
type Told = Callable[[int, int], None]

ESCAPED = re.compile(r"[\\\t\n\r]")
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


@dataclass(frozen=True, slots=True)
class Same:
    """A column where every row has the same value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Made:
    """A column that is made piece by piece, while the database takes the piece before: `values(first, last)`."""

    values: Callable[[int, int], Sequence[Any]]


def silent(done: int, total: int) -> None:
    """Nobody waits for news."""


def copy_rows(table: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows; `fields` are names of the table's fields, in the order of the values. Constraints and triggers hold."""
    columns = ", ".join(connection.ops.quote_name(_column(table, name)) for name in fields)
    target = connection.ops.quote_name(table._meta.db_table)
    for batch in batched(
        rows, BATCH, strict=False
    ):  # drawn before COPY begins: what draws them may ask the database too
        with connection.cursor() as cursor, _copy(cursor, f"COPY {target} ({columns}) FROM STDIN") as copy:
            for piece in batched(
                batch, PIECE, strict=False
            ):  # the database takes one while the next is written
                copy.write(copy_text(piece))


def copy_columns(
    table: type[models.Model],
    columns: Mapping[str, Sequence[Any] | Same | Made],
    *,
    report: Told = silent,
    batch: int = BATCH,
) -> None:
    """Add rows that are given column by column: quicker than row by row.

    `report` is told how many are sent, while they are sent: it may not ask the database over the same connection.
    """
    names = ", ".join(connection.ops.quote_name(_column(table, name)) for name in columns)
    target = connection.ops.quote_name(table._meta.db_table)
    count = next(len(values) for values in columns.values() if not isinstance(values, Same | Made))
    for begin in range(0, count, batch):
        with connection.cursor() as cursor, _copy(cursor, f"COPY {target} ({names}) FROM STDIN") as copy:
            for first in range(begin, min(begin + batch, count), PIECE):
                last = min(first + PIECE, begin + batch, count)
                copy.write(_text([_part(values, first, last) for values in columns.values()]))
                report(last, count)
    if count >= MANY:
        _count_anew(table, count)


def _copy(cursor: CursorWrapper, statement: str) -> AbstractContextManager[Copy]:
    """COPY with a thread that sends: what is next is written while the database takes what was."""
    own: psycopg.Cursor[Any] = cursor.cursor
    return own.copy(statement, writer=QueuedLibpqWriter(own))


def _count_anew(table: type[models.Model], added: int) -> None:
    """Let the database count a table that it takes for empty, as after an import was taken back.

    Until it does so by itself it looks for each row in all the others: ten thousand take minutes. Where it is
    counting already nobody waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table._meta.db_table])
        (believed,) = cursor.fetchone()
        # Below nought: never counted, and then it goes by the size of the file.
        if 0 <= believed < added / 10:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {connection.ops.quote_name(table._meta.db_table)}")


def _part(values: Sequence[Any] | Same | Made, first: int, last: int) -> Sequence[str]:
    if isinstance(values, Same):
        return [_written([values.value])[0]] * (last - first)
    if isinstance(values, Made):
        return _written(values.values(first, last))
    return _written(values[first:last])


def copy_text(rows: Sequence[Sequence[Any]]) -> str:
    """Rows in the text form of COPY, written column by column."""
    return _text([_written(column) for column in zip(*rows, strict=True)])


def _text(written: Sequence[Sequence[str]]) -> str:
    return "\n".join(map("\t".join, zip(*written, strict=True))) + "\n"


def _written(column: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return [text.translate(ESCAPES) for text in column] if ESCAPED.search("".join(column)) else column
    if kinds == {int}:
        return [*map(str, column)]
    kinds -= {type(None)}
    if kinds <= {bytes}:
        return [r"\N" if value is None else rf"\\x{value.hex()}" for value in column]
    if not kinds <= {int, str, datetime.date, datetime.datetime}:
        raise TypeError(f"COPY is not taught to write {kinds}")
    known = {value: str(value).translate(ESCAPES) for value in set(column)}
    known[None] = r"\N"
    return [known[value] for value in column]


def next_ids(table: type[models.Model], count: int) -> list[int]:
    """Take `count` primary keys from the table's own counter."""
    # The counter is looked up once: named in the first part it would be for every key.
    sql = """
        WITH counter AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name)
        SELECT nextval(counter.name) FROM counter, generate_series(1, %s)
    """
    key = table._meta.pk
    assert key is not None  # noqa: S101 -- every table has one
    with connection.cursor() as cursor:
        cursor.execute(sql, [table._meta.db_table, key.column, count])
        return [row[0] for row in cursor.fetchall()]


def _column(table: type[models.Model], name: str) -> str:
    return str(table._meta.get_field(name).column)  # type: ignore[union-attr]  # the fields that are copied have columns


def sql_array(values: Sequence[Any]) -> str:
    """An array as PostgreSQL writes it: quicker than letting the driver look at every element."""
    written = {value: _element(value) for value in set(values)}
    return "{" + ",".join([written[value] for value in values]) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'
    return str(value)
