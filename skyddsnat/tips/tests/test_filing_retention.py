"""Tips are destroyed when their time is out, never while the law needs them, and nothing of them is left."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.conftest import Cast
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared import sealing
from skyddsnat.shared.dates import today
from skyddsnat.tips.filing import durability, retention
from skyddsnat.tips.filing.actions import add_message, file_sending
from skyddsnat.tips.filing.api import (
    destroy_due,
    destruction_day,
    hold_tip,
    kept_days,
    lift_hold,
    messages_of,
    sealed_of,
)
from skyddsnat.tips.filing.rules import Ending, destroyed_on, is_due
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Message, Tip, TipLayer
from skyddsnat.tips.tests.filing_cases import a_receiver, a_sending, post, sealed

DAYS = {"exploited": 365, "other": 90}
CLOSED = Ending("other", "closed", datetime.date(2026, 1, 1), None, waits=False)


def closed(cast: Cast, days_ago: int, kind: str = "other") -> Tip:
    """A tip with an answer and an addition that was read, closed so long ago."""
    receiver = a_receiver(cast.receiver, number=Tip.objects.count())
    filed = file_sending(a_sending(receiver, kind=kind, key=""))
    tip = filed.tip
    add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed(), by=cast.receiver)
    add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed())
    Message.objects.update(read_at=timezone.now())
    when = timezone.now() - datetime.timedelta(days=days_ago)
    Tip.objects.filter(pk=tip.pk).update(state="closed", closed_at=when, reason="nothing")
    tip.refresh_from_db()
    return tip


def test_every_kind_has_its_days() -> None:
    assert kept_days().keys() == set(Kind.values)
    assert all(30 <= days <= 3650 for days in kept_days().values())


def test_when_a_tip_is_destroyed() -> None:
    assert destroyed_on(CLOSED, DAYS) == datetime.date(2026, 4, 1)
    assert destroyed_on(replace(CLOSED, state="owned", closed_on=None), DAYS) is None
    assert destroyed_on(replace(CLOSED, waits=True), DAYS) is None
    held = replace(CLOSED, hold_until=datetime.date(2026, 6, 30))
    assert destroyed_on(held, DAYS) == datetime.date(2026, 7, 1)
    assert not is_due(held, DAYS, today=datetime.date(2026, 6, 30))
    assert is_due(held, DAYS, today=datetime.date(2026, 7, 1))


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 1, 1)), st.none() | st.dates(), st.dates())
def test_nothing_is_destroyed_early_or_under_a_hold(
    closed_on: datetime.date, hold: datetime.date | None, day: datetime.date
) -> None:
    ending = replace(CLOSED, closed_on=closed_on, hold_until=hold if hold != datetime.date.max else None)
    if is_due(ending, DAYS, today=day):
        assert day >= closed_on + datetime.timedelta(days=DAYS["other"])
        assert ending.hold_until is None or day > ending.hold_until


@pytest.mark.django_db
def test_nothing_is_left_of_a_tip_that_is_destroyed(cast: Cast) -> None:
    tip = closed(cast, 90)
    young = closed(cast, 89)
    held_longer = closed(cast, 90, kind="exploited")
    assert destroy_due(today=today()) == 1
    tip.refresh_from_db()
    assert (tip.sealed, tip.box, tip.answers_to) == (None, None, "")
    assert tip.destroyed_at is not None
    assert not Message.objects.filter(tip=tip).exists()
    assert set(TipLayer.objects.values_list("tip_id", flat=True)) == {young.pk, held_longer.pk}
    entry = AuditEntry.objects.get(verb="tip.destroyed")
    assert (entry.by, entry.target_id) == (None, str(tip.pk))
    assert entry.details == {"kind": "other", "days": 90, "messages": 2}
    assert destroy_due(today=today()) == 0
    with pytest.raises(Refused, match="finns inte kvar"):
        sealed_of(tip)
    assert messages_of(tip) == []
    with pytest.raises(Refused, match="finns inte kvar"):
        add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed())


def in_files(key: bytes) -> bool:
    """Whether the key stands in a file of the database, once everything is written."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        home, oid = cursor.fetchone()
    return any(key in path.read_bytes() for path in (Path(home) / "base" / str(oid)).iterdir())


def two_tips_one_due() -> tuple[bytes, bytes]:
    """The keys of a tip whose time is out and of one that lives, after the database sampled its tables."""
    receiver = a_receiver()
    doomed, living = (file_sending(a_sending(receiver, kind="other")).tip for _n in range(2))
    Tip.objects.filter(pk=doomed.pk).update(state="closed", closed_at="2020-01-01T12:00Z", reason="nothing")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first, second = (bytes(TipLayer.objects.get(tip=tip).key) for tip in (doomed, living))
    return first, second


def test_a_destroyed_key_stands_in_no_file_of_the_database(committing: None) -> None:
    doomed, living = two_tips_one_due()
    assert (in_files(doomed), in_files(living)) == (True, True)
    assert destroy_due(today=today()) == 1
    assert (in_files(doomed), in_files(living)) == (False, True)


@pytest.mark.parametrize("other", [False, True])
def test_a_key_goes_whoever_reads_the_database_as_it_was(committing: None, *, other: bool) -> None:
    doomed, living = two_tips_one_due()
    where = connection.get_connection_params() | ({"dbname": "postgres"} if other else {})
    with psycopg.connect(**where) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute("SELECT pg_current_xact_id()")
        assert destroy_due(today=today()) == 1
        assert (in_files(doomed), in_files(living)) == (False, True)


def test_a_key_that_a_backup_holds_goes_the_next_day(
    committing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "READERS_WAITED_FOR", 100)
    doomed, living = two_tips_one_due()
    with psycopg.connect(**connection.get_connection_params()) as backup:
        backup.execute(f"LOCK TABLE {TipLayer._meta.db_table} IN ACCESS SHARE MODE")
        assert destroy_due(today=today()) == 1
        assert in_files(doomed)
    assert destroy_due(today=today()) == 0
    assert (in_files(doomed), in_files(living)) == (False, True)


@pytest.mark.django_db
def test_the_mailbox_goes_with_the_tip(cast: Cast) -> None:
    made = sealing.Mailbox.of(sealing.new_receipt())
    file_sending(a_sending(a_receiver(), kind="other", box=made.box, answers_to=made.recipient))
    Tip.objects.update(state="closed", closed_at="2020-01-01T12:00Z", reason="nothing")
    assert destroy_due(today=today()) == 1
    assert post("/tips/brevlada/hamta/", {"address": made.address}).json()["found"] is False


@pytest.mark.django_db
def test_what_the_sender_added_and_nobody_read_keeps_the_tip(cast: Cast) -> None:
    tip = closed(cast, 400)
    add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed())
    assert destruction_day(tip) is None
    assert destroy_due(today=today()) == 0


@pytest.mark.django_db
def test_a_legal_hold_is_set_and_lifted_by_a_member_and_written_down(cast: Cast) -> None:
    tip = closed(cast, 400)
    until = today() + datetime.timedelta(days=30)
    held = hold_tip(tip=tip, version=tip.version, until=until, source=" Beslut 2026/1 ", by=cast.receiver)
    assert (held.hold_until, held.hold_source) == (until, "Beslut 2026/1")
    assert destruction_day(held) == until + datetime.timedelta(days=1)
    assert destroy_due(today=today()) == 0
    with pytest.raises(ChangedMeanwhile):
        lift_hold(tip=tip, version=tip.version, by=cast.receiver)
    lifted = lift_hold(tip=held, version=held.version, by=cast.receiver)
    assert (lifted.hold_until, lifted.hold_source) == (None, "")
    with pytest.raises(Refused, match="Inget kräver"):
        lift_hold(tip=lifted, version=lifted.version, by=cast.receiver)
    told = AuditEntry.objects.filter(verb__in=["tip.held", "tip.hold_lifted"])
    assert [(one.verb, one.by, one.details) for one in told.order_by("pk")] == [
        ("tip.held", cast.receiver, {"until": until.isoformat()}),
        ("tip.hold_lifted", cast.receiver, {"until": until.isoformat()}),
    ]
    assert destroy_due(today=today()) == 1
    with pytest.raises(Refused, match="finns inte kvar"):
        hold_tip(tip=lifted, version=lifted.version + 1, until=until, source="x", by=cast.receiver)


@pytest.mark.django_db
def test_a_hold_needs_a_day_to_come_a_source_and_a_member(cast: Cast) -> None:
    tip = closed(cast, 1)
    with pytest.raises(Refused, match="redan varit"):
        hold_tip(tip=tip, version=1, until=datetime.date(2020, 1, 1), source="x", by=cast.receiver)
    with pytest.raises(Refused, match="vilket beslut"):
        hold_tip(tip=tip, version=1, until=today(), source=" ", by=cast.receiver)
    for stranger in (cast.coordinator, cast.manager, cast.outsider):
        with pytest.raises(PermissionDenied):
            hold_tip(tip=tip, version=1, until=today(), source="x", by=stranger)


@pytest.mark.django_db
def test_the_database_itself_keeps_what_is_held_and_what_is_destroyed(cast: Cast) -> None:
    tip = closed(cast, 400)
    gone = "destroyed_at = now(), sealed = NULL, box = NULL, answers_to = ''"

    def refused(statement: str) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    Tip.objects.update(hold_until=today(), hold_source="x")
    refused(f"UPDATE tips_tip SET {gone}")
    Tip.objects.update(hold_until=None, hold_source="")
    assert destroy_due(today=today()) == 1
    refused("UPDATE tips_tip SET destroyed_at = NULL, sealed = 'x'")
    refused(
        "INSERT INTO tips_message (mark, tip_id, writer, is_note, sealed, sealed_by, at)"
        f" VALUES (gen_random_uuid(), '{tip.pk}', 'sender', false, 'x', 'browser', now())"
    )


@pytest.mark.django_db
def test_a_database_that_would_lose_tips_is_warned_of_in_production(settings: Any, monkeypatch: Any) -> None:
    settings.DEMO = False

    def warned() -> list[str]:
        return [
            one.msg
            for one in run_checks(tags=["database"], databases=["default"])
            if one.id == "skyddsnat.W101"
        ]

    monkeypatch.setattr(durability, "_has_tables", lambda: True)
    assert warned() == []  # no receiver is on
    a_receiver()
    said = warned()  # the tests' own server waits for no disk
    assert any(one.startswith("fsync is off") for one in said)
    assert any("Tips are synced all the same" in one for one in said)
    monkeypatch.setattr(durability, "UNSAFE", ())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
    assert warned() == []
