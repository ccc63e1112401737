"""Which rows that are sealed for others go over: those that a team or an organisation has said yes for, and no other.

The rooms say which of their own rows may go. In a table that points to them a row goes when everything sealed that it
points to goes; the foreign keys are read from the database itself, so that no table is forgotten.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db.models import QuerySet
from psycopg import sql

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation import api as cooperation
from skyddsnat.mandate.api import ConsentStanding, GoingOver
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.tips import api as tips

# Rows of these, and of every table that points to them, are the receivers' and the case workers' alone.
SEALED = frozenset({
    "cooperation_authoritykey", "cooperation_child", "cooperation_ownkey", "cooperation_referral",
    "cooperation_successorconsent", "tips_memberkey", "tips_recoverysheets", "tips_successorconsent", "tips_teamkey",
    "tips_tip",
})  # fmt: skip
ROOMS = ("cooperation", "tips")
# Said empty where it points to a row that stays; any other row that points to one stays itself.
EMPTIED = frozenset({("tips_tip", "handed_from_id")})

ALL, NONE = sql.SQL("TRUE"), sql.SQL("FALSE")
NOTE_USED: Mapping[str, Callable[[list[int]], None]] = {
    "cooperation": cooperation.note_used,
    "tips": tips.note_used,
}

_POINTS = """
SELECT c.relname, a.attname, p.relname, b.attname FROM pg_constraint f
JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY(f.conkey)
JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = ANY(f.confkey)
WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_KEYS = """
SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes that the file rests on."""

    room: str
    number: int
    whose: str
    organisation: str
    successor: str
    given_at: datetime.datetime
    confirmed_at: datetime.datetime
    until: datetime.date

    def as_told(self) -> dict[str, str]:
        """As the manifest has it."""
        return {
            "room": self.room, "whose": self.whose, "organisation": self.organisation, "successor": self.successor,
            "given_on": _day(self.given_at), "confirmed_on": _day(self.confirmed_at),
            "until": self.until.isoformat(),
        }  # fmt: skip


def _day(moment: datetime.datetime) -> str:
    return moment.astimezone(STOCKHOLM).date().isoformat()


@dataclass(frozen=True, slots=True)
class Point:
    """A foreign key between two sealed tables."""

    table: str
    column: str
    to: str
    to_column: str


def answers(successor: Organisation, day: datetime.date) -> list[GoingOver]:
    """What each room that seals says may go to the successor. Nothing is asked of the database yet."""
    return [cooperation.going_over(successor, day), tips.going_over(successor, day)]


def standings() -> dict[str, list[ConsentStanding]]:
    """Who has said yes and who has not, by room."""
    return {"tips": tips.consent_standings(), "cooperation": cooperation.consent_standings()}


def consents_in(session: psycopg.Connection, answered: Iterable[GoingOver]) -> list[Consent]:
    """The yeses that hold at the session's moment."""
    return [
        Consent(answer.room, *row)
        for answer in answered
        for row in session.execute(_asked(session, answer.consents))
    ]


def own_rows(session: psycopg.Connection, answered: Iterable[GoingOver]) -> dict[str, sql.Composable]:
    """Table → which of its rows its room lets go, as a condition that the session itself answers."""
    return {
        table._meta.db_table: sql.SQL("{} IN ({})").format(
            sql.Identifier(table._meta.db_table, str(table._meta.pk.column)),
            _asked(session, rows.order_by().values("pk")),
        )
        for answer in answered
        for table, rows in answer.rows.items()
    }


def _asked(session: psycopg.Connection, rows: QuerySet[Any, Any]) -> sql.SQL:
    """The question with its values in it, to be put in another session than Django's."""
    question, values = rows.query.sql_with_params()
    return sql.SQL(psycopg.ClientCursor(session).mogrify(question, values))


class Conditions:
    """For each sealed table which rows go: of its own room's, and of those that point to them."""

    def __init__(self, session: psycopg.Connection, own: Mapping[str, sql.Composable]) -> None:
        points = [Point(*row) for row in session.execute(_POINTS)]
        self.tables = _closure(points)
        self._own = own
        self._points = {
            name: [one for one in points if one.table == name and one.to in self.tables]
            for name in self.tables
        }
        self._keys: dict[str, str] = dict(session.execute(_KEYS).fetchall())
        self._made: dict[str, sql.Composable] = {}

    def of(self, table: str, *within: str) -> sql.Composable:
        """The condition for a row of the table to go."""
        if table in within:
            raise ValueError(f"{table} points to itself through {' and '.join(within)}")
        if table not in self._made:
            self._made[table] = self._make(table, within)
        return self._made[table]

    def instead(self) -> dict[tuple[str, str], sql.Composable]:
        """What is said in the place of a pointer to a row that stays."""
        return {
            (one.table, one.column): sql.SQL("CASE WHEN {} THEN {} END").format(
                self._points_to_one_that_goes(one), sql.Identifier(one.table, one.column)
            )
            for points in self._points.values()
            for one in points
            if (one.table, one.column) in EMPTIED
        }

    def about(self) -> sql.Composable:
        """The condition for an entry of the log to go: it is about nothing sealed, or about a row that goes."""
        named = sql.SQL("replace(target_type, '.', '_')")
        going = [
            sql.SQL("({} = {} AND target_id IN (SELECT {}::text FROM {} WHERE {}))").format(
                named, sql.Literal(table), sql.Identifier(table, self._keys[table]), sql.Identifier(table),
                self.of(table),
            )
            for table in sorted(self.tables)
            if self.of(table) is not NONE
        ]  # fmt: skip
        other = sql.SQL("{} <> ALL({})").format(named, sql.Literal(sorted(self.tables)))
        return sql.SQL(" OR ").join([other, *going])

    def _make(self, table: str, within: tuple[str, ...]) -> sql.Composable:
        points = [one for one in self._points[table] if (one.table, one.column) not in EMPTIED]
        if not self._own or (table not in self._own and not points):
            return NONE
        parts = [
            sql.SQL("({} IS NULL OR {})").format(
                sql.Identifier(one.table, one.column), self._points_to_one_that_goes(one, table, *within)
            )
            for one in points
        ]
        if table in self._own:
            return sql.SQL(" AND ").join([self._own[table], *parts])
        somewhere = [sql.SQL("{} IS NOT NULL").format(sql.Identifier(table, one.column)) for one in points]
        return sql.SQL(" AND ").join([sql.SQL("({})").format(sql.SQL(" OR ").join(somewhere)), *parts])

    def _points_to_one_that_goes(self, one: Point, *within: str) -> sql.Composed:
        return sql.SQL("{} IN (SELECT {} FROM {} WHERE {})").format(
            sql.Identifier(one.table, one.column), sql.Identifier(one.to, one.to_column), sql.Identifier(one.to),
            self.of(one.to, *within),
        )  # fmt: skip


def _closure(points: Iterable[Point]) -> frozenset[str]:
    """The sealed tables, and all that point to them."""
    pairs = {(one.table, one.to) for one in points}
    found = set(SEALED)
    while more := {table for table, to in pairs if to in found} - found:
        found |= more
    return frozenset(found)
