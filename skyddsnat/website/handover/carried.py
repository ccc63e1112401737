"""What goes over and what does not: read from the database itself, so that no table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

from skyddsnat.website.handover.consented import ALL, ROOMS, Conditions

ACCOUNT = "belongs to somebody's way in at the old authority; people sign in anew"
SECRET = "sealed for its receivers alone, who have not agreed to hand it over"  # noqa: S105 - a reason
PASSING = "work, sessions and reminders of the old installation"

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
# The private halves of keys that sign are sealed with SECRET_KEY, which stays: the new installation makes its own.
INSTEAD: Mapping[tuple[str, str], sql.Composable] = {
    ("core_user", "password"): sql.SQL("'!'"),
    ("tips_receiver", "is_on"): sql.SQL("false"),
    ("tips_filingkey", "sealed"): sql.SQL("NULL::bytea"),
    ("industry_badgekey", "sealed"): sql.SQL("NULL::bytea"),
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


@dataclass(frozen=True, slots=True)
class Table:
    """A table that goes over: its columns and rows in their order, which rows go, and what is said instead."""

    name: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    going: sql.Composable
    instead: Mapping[str, sql.Composable]

    def question(self) -> sql.Composed:
        """The rows that go over, in the order of the key, which is the same on every server."""
        told = [
            sql.SQL("{} AS {}").format(self.instead[one], sql.Identifier(one))
            if one in self.instead
            else sql.Identifier(one)
            for one in self.columns
        ]
        return sql.SQL("SELECT {} FROM {} WHERE {} ORDER BY {}").format(
            sql.SQL(", ").join(told), sql.Identifier("public", self.name), self.going,
            sql.SQL(", ".join(self.order)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes over in the open, what goes sealed to the successor, and what does not with the reason."""

    carried: tuple[Table, ...]
    sealed: tuple[Table, ...]
    left_out: Mapping[str, str]

    def everything(self) -> list[str]:
        """Every table but that of the steps."""
        return [*(table.name for table in (*self.carried, *self.sealed)), *self.left_out]


def plan(session: psycopg.Connection, own: Mapping[str, sql.Composable] | None = None) -> Plan:
    """The plan for this database; `own` is which sealed rows their rooms let go, none when no yes is used."""
    conditions = Conditions(session, own or {})
    tables = [name for (name,) in session.execute(_TABLES)]
    sealed = conditions.tables
    left_out = {name: LEFT_OUT[name] for name in tables if name in LEFT_OUT}
    if not own:
        left_out |= dict.fromkeys((name for name in tables if name in sealed), SECRET)
    columns: dict[str, list[str]] = {}
    for table, column in session.execute(_COLUMNS):
        columns.setdefault(table, []).append(column)
    orders = {table: tuple(names) for table, names in session.execute(_ORDERS)}
    partly = _partly(conditions)
    instead = {**INSTEAD, **(conditions.instead() if own else {})}
    made = [
        Table(
            name, tuple(columns[name]), orders[name],
            conditions.of(name) if name in sealed else partly.get(name, ALL),
            {column: said for (table, column), said in instead.items() if table == name},
        )
        for name in tables
        if name not in left_out and name != STEPS
    ]  # fmt: skip
    return Plan(
        tuple(one for one in made if one.name not in sealed),
        tuple(one for one in made if one.name in sealed),
        left_out,
    )


def as_taken_in(session: psycopg.Connection, *, sealed: bool) -> Plan:
    """The plan of what has been taken in: of the sealed all that there is, when the file holds any."""
    return plan(session, dict.fromkeys(Conditions(session, {}).tables, ALL) if sealed else None)


def _partly(conditions: Conditions) -> dict[str, sql.Composable]:
    """Tables that go over but for rows about what stays. What somebody looks at in the rooms that seal is theirs."""
    view = sql.SQL("split_part(view, ':', 1) <> ALL({})").format(sql.Literal(list(ROOMS)))
    return {"core_auditentry": conditions.about(), "core_favourite": view}


def steps_of(session: psycopg.Connection) -> list[list[str]]:
    """Each step that has made the tables what they are: room and name."""
    return [
        list(row) for row in session.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    ]


def rows(session: psycopg.Connection, table: Table) -> Iterator[bytes]:
    """The table as CSV with a header, a piece at a time. Nothing between two commas is no value; "" is an empty one."""
    asked = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')").format(table.question())
    with session.cursor() as cursor, cursor.copy(asked) as copied:
        for piece in copied:
            yield bytes(piece)
