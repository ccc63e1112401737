"""Tables written to new files, so that what was deleted stands in no file of the database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from django.db import OperationalError, connection, transaction

# A column of the table that no key needs; best one that no index or condition needs either.
FREE_COLUMN = """
    SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
    FROM pg_attribute a
    WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = '' AND a.attidentity = ''
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.contype IN ('p', 'f')
                      AND a.attnum = ANY (c.conkey))
    ORDER BY EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.contype <> 'n'
                     AND a.attnum = ANY (c.conkey))
          OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey)),
        a.attnum
    LIMIT 1
"""


def write_anew(tables: Iterable[str], *, waited: int = 5_000) -> None:
    """Let the database write the rows that live to a new file: a row that is deleted stands in the old one for long.

    VACUUM (FULL) would take along what any transaction on the server might still ask for. A column that is given the
    type it has is written as it stands now, whoever reads the database as it was before:
    https://www.postgresql.org/docs/current/mvcc-caveats.html
    Whoever holds the table itself, a backup for example, is waited for `waited` milliseconds; then the table is left
    as it is, to be tried again another day. A table of nothing but keys says nothing, and is left too. Not possible
    within a transaction: nothing is done then.
    """
    if connection.in_atomic_block:
        return
    for table in tables:
        with contextlib.suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{waited}ms"])
            cursor.execute(FREE_COLUMN, {"table": table})
            for column, kind in cursor.fetchall():
                cursor.execute(
                    f'ALTER TABLE "{table}" ALTER COLUMN {column} TYPE {kind} USING COALESCE({column}, {column})'
                )
