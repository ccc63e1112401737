"""Cases are destroyed when their time is out, never while the law needs them, and nothing of them is left."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.cooperation.keeping.actions import hold_case, lift_hold
from skyddsnat.cooperation.keeping.belonging import rows_of
from skyddsnat.cooperation.keeping.destroying import destroy_due, destruction_day
from skyddsnat.cooperation.keeping.rules import Ending, destroyed_on, is_due, kept_days
from skyddsnat.cooperation.models import Child, DestroyedCase, Hold, Likeness, Move, Referral
from skyddsnat.cooperation.referrals.actions import safeguards
from skyddsnat.cooperation.referrals.kinds import CloseReason
from skyddsnat.cooperation.tests.cases import Home, case_in, fresh, home, open_case, step
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.dates import today

CLOSED = Ending("mistake", datetime.date(2026, 1, 1))
CANARY = "Kanariefågel7"


def everything() -> dict[str, list[str]]:
    """Every row of every table of the database, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def tables_with(text: str) -> set[str]:
    return {table for table, rows in everything().items() if any(text in row for row in rows)}


def long_closed(at: Home, days: int, reason: str = "mistake") -> Referral:
    """A case with a child of whom something is written, closed so long ago."""
    case = open_case(at, child={"given_name": CANARY, "signs": f"{CANARY} på gatan"})
    safeguards.add_guardian(
        referral=case, role="God man", name=CANARY, appointed_on=datetime.date(2020, 1, 1), by=at.one
    )
    step(case, "close", at.one, close_reason=reason)
    return closed_since(case, days)


def closed_since(case: Referral, days: int) -> Referral:
    when = datetime.datetime.combine(today(), datetime.time(12), tzinfo=datetime.UTC) - datetime.timedelta(
        days=days
    )
    Referral.objects.filter(pk=case.pk).update(closed_at=when)
    return fresh(case)


def test_every_reason_has_its_days() -> None:
    assert kept_days().keys() == set(CloseReason.values)
    assert all(30 <= days <= 3650 for days in kept_days().values())


def test_when_a_case_is_destroyed() -> None:
    days = {"mistake": 90, "done": 1825}
    assert destroyed_on(CLOSED, days) == datetime.date(2026, 4, 1)
    assert destroyed_on(replace(CLOSED, closed_on=None), days) is None
    assert destroyed_on(replace(CLOSED, reason="new"), days) == destroyed_on(
        replace(CLOSED, reason="done"), days
    )
    held = replace(CLOSED, hold_until=datetime.date(2026, 6, 30))
    assert destroyed_on(held, days) == datetime.date(2026, 7, 1)
    assert not is_due(held, days, today=datetime.date(2026, 6, 30))
    assert is_due(held, days, today=datetime.date(2026, 7, 1))


@given(st.none() | st.dates(datetime.date(2026, 1, 1), datetime.date(2040, 1, 1)), st.dates())
def test_nothing_is_destroyed_early_or_under_a_hold(hold: datetime.date | None, day: datetime.date) -> None:
    if is_due(replace(CLOSED, hold_until=hold), {"mistake": 90}, today=day):
        assert day >= datetime.date(2026, 4, 1)
        assert hold is None or day > hold


@pytest.mark.django_db
def test_nothing_is_left_but_the_number() -> None:
    at = home()
    case = long_closed(at, 90)
    young = open_case(at)
    first, second = sorted((case, young), key=lambda one: one.pk)
    Likeness.objects.create(first=first, second=second, is_same=True, by=at.one)
    assert tables_with(CANARY)
    assert destruction_day(case) == today()
    assert destroy_due(today=today()) == 1
    assert tables_with(CANARY) == set()
    assert tables_with(str(case.pk)) == {"core_auditentry"}
    [left] = DestroyedCase.objects.all()
    assert (left.number, left.destroyed_on) == (case.number, today())
    entry = AuditEntry.objects.get(verb="referral.destroyed")
    assert (entry.by, entry.target_id, entry.details["reason"]) == (None, str(case.pk), "mistake")
    assert CANARY not in json.dumps([row.details for row in AuditEntry.objects.all()])
    assert Referral.objects.get() == young
    assert destroy_due(today=today()) == 0


@pytest.mark.django_db
def test_a_whole_case_goes_with_every_table_that_leads_to_it() -> None:
    """A case that went all the way has rows in the tables of each part; none is left."""
    at = home()
    case = closed_since(case_in("closed", at), 3000)
    held = {table for table in rows_of(case) if table is not Referral}
    assert {Child, Move} < held
    assert len(held) >= 9
    assert destroy_due(today=today()) == 1
    for table in held:
        assert not table._base_manager.exists(), table


def test_every_table_that_can_belong_to_a_case_is_found() -> None:
    """A key to a case, or to what belongs to one, is followed, and no table keeps what says of one in another way."""
    followed, waiting = {Referral}, [Referral]
    while waiting:
        for relation in waiting.pop()._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel) and relation.related_model not in followed:
                table: Any = relation.related_model
                assert table._meta.app_label == "cooperation", f"{table} outside the room leads to a case"
                followed.add(table)
                waiting.append(table)
    assert {Hold, Child, Likeness} < followed


@pytest.mark.django_db
def test_open_young_and_held_cases_stay() -> None:
    at = home()
    open_case(at)
    long_closed(at, 89)
    long_closed(at, 90, reason="handed")
    held = long_closed(at, 400)
    until = today() + datetime.timedelta(days=30)
    hold_case(referral=held, until=until, source=" Beslut 2026/1 ", version=held.version, by=at.two)
    assert destroy_due(today=today()) == 0
    assert destruction_day(held) == until + datetime.timedelta(days=1)
    assert Referral.objects.count() == 4
    lift_hold(referral=held, version=fresh(held).version, by=at.one)
    assert destroy_due(today=today()) == 1
    told = AuditEntry.objects.filter(verb__startswith="referral.h").order_by("pk")
    assert [(one.verb, one.by, one.details) for one in told] == [
        ("referral.held", at.two, {"until": until.isoformat()}),
        ("referral.hold_lifted", at.one, {"until": until.isoformat()}),
    ]


@pytest.mark.django_db
def test_a_hold_needs_a_day_to_come_a_source_and_an_own_case() -> None:
    at = home()
    case = open_case(at)
    day = today()
    with pytest.raises(Refused, match="redan varit"):
        hold_case(referral=case, until=datetime.date(2020, 1, 1), source="x", version=case.version, by=at.one)
    with pytest.raises(Refused, match="vilket beslut"):
        hold_case(referral=case, until=day, source=" ", version=case.version, by=at.one)
    with pytest.raises(Refused, match="Inget kräver"):
        lift_hold(referral=case, version=case.version, by=at.one)
    hold_case(referral=case, until=day, source="x", version=case.version, by=at.one)
    with pytest.raises(ChangedMeanwhile):
        lift_hold(referral=case, version=case.version, by=at.one)
    for stranger in (at.there, at.other):
        with pytest.raises(PermissionDenied):
            hold_case(referral=case, until=day, source="x", version=fresh(case).version, by=stranger)


@pytest.mark.django_db
def test_the_database_itself_keeps_what_is_held_and_the_numbers() -> None:
    at = home()
    case = long_closed(at, 400)
    hold_case(referral=case, until=today(), source="x", version=case.version, by=at.one)

    def refused(*statements: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(";".join(statements))

    refused("SET LOCAL skyddsnat.destroying = 'on'", "DELETE FROM cooperation_hold")
    refused("DELETE FROM cooperation_referral")
    lift_hold(referral=case, version=fresh(case).version, by=at.one)
    assert destroy_due(today=today()) == 1
    refused("DELETE FROM cooperation_destroyedcase")
    refused("UPDATE cooperation_destroyedcase SET number = 'x'")


def test_the_bytes_are_gone_from_the_files_too(committing: None) -> None:
    at = home()
    long_closed(at, 90)

    def in_files() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute(
                "SELECT bool_or(position(%s::bytea IN pg_read_binary_file(pg_relation_filepath(oid))) > 0)"
                " FROM pg_class WHERE relname IN ('cooperation_child', 'cooperation_guardian')",
                [CANARY.encode()],
            )
            return bool(cursor.fetchone()[0])

    assert in_files()
    assert destroy_due(today=today()) == 1
    assert not in_files()
