"""Rows by the thousand: PostgreSQL's COPY, inside the transaction that is open."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models

BATCH = 20_000
PIECE = 2_000
ESCAPED = re.compile(r"[\\\t\n\r]")
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(table: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows; `fields` are names of the table's fields, in the order of the values. Constraints and triggers hold."""
    columns = ", ".join(connection.ops.quote_name(_column(table, name)) for name in fields)
    target = connection.ops.quote_name(table._meta.db_table)
    for batch in batched(
        rows, BATCH, strict=False
    ):  # drawn before COPY begins: what draws them may ask the database too
        with connection.cursor() as cursor, cursor.copy(f"COPY {target} ({columns}) FROM STDIN") as copy:
            for piece in batched(
                batch, PIECE, strict=False
            ):  # the database takes one while the next is written
                copy.write(copy_text(piece))


def copy_text(rows: Sequence[Sequence[Any]]) -> str:
    """Rows in the text form of COPY, written column by column."""
    written = [_written(column) for column in zip(*rows, strict=True)]
    return "\n".join(map("\t".join, zip(*written, strict=True))) + "\n"


def _written(column: Sequence[Any]) -> Sequence[str]:
    known: dict[Any, str] = {None: r"\N"}
    kinds = set(map(type, column)) - {type(None)}
    if kinds == {str} and None not in column:
        return [text.translate(ESCAPES) for text in column] if ESCAPED.search("".join(column)) else column
    if kinds <= {bytes}:
        return [r"\N" if value is None else rf"\\x{value.hex()}" for value in column]
    if not kinds <= {int, str, datetime.date, datetime.datetime}:
        raise TypeError(f"COPY is not taught to write {kinds}")
    return [
        known.get(value) or known.setdefault(value, str(value).translate(ESCAPES)) or "" for value in column
    ]


def next_ids(table: type[models.Model], count: int) -> list[int]:
    """Take `count` primary keys from the table's own counter."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    key = table._meta.pk
    assert key is not None  # noqa: S101 -- every table has one
    with connection.cursor() as cursor:
        cursor.execute(sql, [table._meta.db_table, key.column, count])
        return [row[0] for row in cursor.fetchall()]


def _column(table: type[models.Model], name: str) -> str:
    return str(table._meta.get_field(name).column)  # type: ignore[union-attr]  # the fields that are copied have columns


def sql_array(values: Iterable[Any]) -> str:
    """An array as PostgreSQL writes it: quicker than letting the driver look at every element."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'
    return str(value)
