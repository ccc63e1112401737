"""Rows by the thousand: PostgreSQL's COPY, inside the transaction that is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models

BATCH = 20_000


def copy_rows(table: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows; `fields` are names of the table's fields, in the order of the values. Constraints and triggers hold."""
    columns = ", ".join(connection.ops.quote_name(_column(table, name)) for name in fields)
    target = connection.ops.quote_name(table._meta.db_table)
    for batch in batched(
        rows, BATCH, strict=False
    ):  # drawn before COPY begins: what draws them may ask the database too
        with connection.cursor() as cursor, cursor.copy(f"COPY {target} ({columns}) FROM STDIN") as copy:
            for row in batch:
                copy.write_row(row)


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
