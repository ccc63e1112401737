"""What goes over and what does not: read from the database itself, so that no table is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

ACCOUNT = "belongs to somebody's way in at the old authority; people sign in anew"
SECRET = "sealed for its receivers alone, who have not agreed to hand it over"  # noqa: S105 - a reason
PASSING = "work, sessions and reminders of the old installation"

# Rows of these, and of every table that points to them, are the receivers' and the case workers' alone.
SEALED = frozenset({
    "cooperation_authoritykey", "cooperation_child", "cooperation_ownkey", "cooperation_referral",
    "tips_memberkey", "tips_recoverysheets", "tips_teamkey", "tips_tip",
})  # fmt: skip
LEFT_OUT: Mapping[str, str] = {
    "account_emailconfirmation": ACCOUNT,
    "core_calendarkey": ACCOUNT,
    "core_putaside": PASSING,
    "core_remindermail": PASSING,
    "core_remindersent": PASSING,
    "core_visit": PASSING,
    "core_work": PASSING,
    "django_session": ACCOUNT,
    "mfa_authenticator": ACCOUNT,
    "procrastinate_events": PASSING,
    "procrastinate_jobs": PASSING,
    "procrastinate_periodic_defers": PASSING,
    "procrastinate_workers": PASSING,
    "wagtailadmin_editingsession": PASSING,
    "wagtailcore_apitoken": ACCOUNT,
    "wagtailcore_uploadedfile": PASSING,
}
STEPS = "django_migrations"  # told in the manifest: the tables must have the same shape on both sides
# What is said instead of the value: nobody's password goes over, and no receiver takes tips without its keys.
INSTEAD: Mapping[tuple[str, str], str] = {
    ("core_user", "password"): "'!'",
    ("tips_receiver", "is_on"): "false",
}
# Rows about what is sealed, in tables that otherwise go over.
ABOUT_SEALED = {
    "core_auditentry": sql.SQL("replace(target_type, '.', '_') = ANY({tables})"),
    "core_favourite": sql.SQL("split_part(view, ':', 1) = ANY({rooms})"),
}

_TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
AND NOT c.relispartition ORDER BY 1
"""
_COLUMNS = """
SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum
"""
# A table without a key of its own is put in order by all that it holds.
_ORDERS = """
SELECT c.relname, array_agg(quote_ident(a.attname) || CASE WHEN a.attcollation = 0 THEN '' ELSE ' COLLATE "C"' END
    ORDER BY array_position(i.indkey::int[], a.attnum::int), a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
AND (i.indrelid IS NULL OR a.attnum = ANY(i.indkey)) GROUP BY 1
"""
_POINTS = """
SELECT f.conrelid::regclass::text, f.confrelid::regclass::text FROM pg_constraint f
WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that goes over: its columns in their order, its order of rows, and which of them stay."""

    name: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    staying: sql.Composable | None

    def question(self) -> sql.Composed:
        """The rows that go over, in the order of the key, which is the same on every server."""
        told = [
            sql.SQL("{} AS {}").format(sql.SQL(INSTEAD[self.name, one]), sql.Identifier(one))
            if (self.name, one) in INSTEAD
            else sql.Identifier(one)
            for one in self.columns
        ]
        asked = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(told), sql.Identifier("public", self.name)
        )
        if self.staying is not None:
            asked += sql.SQL(" WHERE NOT ({})").format(self.staying)
        return asked + sql.SQL(" ORDER BY {}").format(sql.SQL(", ".join(self.order)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes over, and what does not with the reason."""

    carried: tuple[Table, ...]
    left_out: Mapping[str, str]


def plan(session: psycopg.Connection) -> Plan:
    """The plan for this database."""
    tables = [name for (name,) in session.execute(_TABLES)]
    sealed = sealed_tables(session)
    left_out = {
        name: SECRET if name in sealed else LEFT_OUT[name]
        for name in tables
        if name in sealed | LEFT_OUT.keys()
    }
    columns: dict[str, list[str]] = {}
    for table, column in session.execute(_COLUMNS):
        columns.setdefault(table, []).append(column)
    orders = {table: tuple(names) for table, names in session.execute(_ORDERS)}
    carried = tuple(
        Table(name, tuple(columns[name]), orders[name], _staying(name, sealed))
        for name in tables
        if name not in left_out and name != STEPS
    )
    return Plan(carried, left_out)


def sealed_tables(session: psycopg.Connection) -> set[str]:
    """The sealed tables, and all that point to them."""
    points = list(session.execute(_POINTS))
    found = set(SEALED)
    while more := {table for table, to in points if to in found} - found:
        found |= more
    return found


def steps_of(session: psycopg.Connection) -> list[list[str]]:
    """Each step that has made the tables what they are: room and name."""
    return [
        list(row) for row in session.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    ]


def _staying(table: str, sealed: Iterable[str]) -> sql.Composable | None:
    if table not in ABOUT_SEALED:
        return None
    return ABOUT_SEALED[table].format(
        tables=sql.Literal(sorted(sealed)), rooms=sql.Literal(["cooperation", "tips"])
    )


def rows(session: psycopg.Connection, table: Table) -> Iterator[bytes]:
    """The table as CSV with a header, a piece at a time. Nothing between two commas is no value; "" is an empty one."""
    asked = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')").format(table.question())
    with session.cursor() as cursor, cursor.copy(asked) as copied:
        for piece in copied:
            yield bytes(piece)
