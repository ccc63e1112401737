"""Fields go sealed, rest on a consent, are opened, acknowledged and taken back; the log tells it and nothing more."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from skyddsnat.cooperation.exchange.access import current_key, log_of_parcel, received_by, sent_by
from skyddsnat.cooperation.exchange.actions.sharing import (
    acknowledge_parcel,
    open_parcel,
    send_parcel,
    withdraw_shares,
)
from skyddsnat.cooperation.exchange.choosing import Choice, read, signed
from skyddsnat.cooperation.exchange.waiting import waiting
from skyddsnat.cooperation.models import ExchangeEvent, Parcel, Referral, Share
from skyddsnat.cooperation.referrals.actions.cases import lock_contact
from skyddsnat.cooperation.referrals.actions.safeguards import withdraw_consent
from skyddsnat.cooperation.tests.cases import choose_receiver, consent, open_case, protect
from skyddsnat.cooperation.tests.exchange_cases import (
    PLANTED,
    Two,
    asked_case,
    choice,
    give_key,
    sealed_field,
    sent,
    two,
)
from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import UnopenedError, open_message


@pytest.fixture
def both(db: None) -> Two:
    return two()


def test_what_is_sent_is_opened_acknowledged_and_taken_back(both: Two) -> None:
    case = asked_case(both)
    parcel = sent(both, case, ("signs", "languages"))
    shares = open_parcel(parcel=parcel, by=both.partner)
    said = open_message(bytes(shares[0].sealed or b""), both.there_identity)
    assert said["text"] == PLANTED
    with pytest.raises(UnopenedError):  # not even the sender can open what was sent
        open_message(bytes(shares[0].sealed or b""), both.home_identity)
    acknowledge_parcel(parcel=parcel, by=both.partner)
    assert withdraw_shares(parcel=parcel, field="signs", by=both.at.two) == 1
    assert [one.field for one in open_parcel(parcel=parcel, by=both.partner)] == ["languages"]
    assert withdraw_shares(parcel=parcel, by=both.at.one) == 1
    assert withdraw_shares(parcel=parcel, by=both.at.one) == 0
    assert list(Share.objects.filter(parcel=parcel).values_list("sealed", flat=True)) == [None, None]
    told = list(ExchangeEvent.objects.filter(parcel=parcel).values_list("act", "field", "by__name"))
    assert told == [
        ("sent", "signs", "One"), ("sent", "languages", "One"), ("opened", "", "Partner"),
        ("acknowledged", "", "Partner"), ("withdrawn", "signs", "Two"), ("withdrawn", "languages", "One"),
    ]  # fmt: skip


def test_nothing_is_acknowledged_unopened(both: Two) -> None:
    parcel = sent(both, asked_case(both))
    with pytest.raises(Refused, match="Öppna uppgifterna först"):
        acknowledge_parcel(parcel=parcel, by=both.partner)


def test_sent_twice_is_sent_once(both: Two) -> None:
    case, once = asked_case(both), uuid.uuid4()
    assert sent(both, case, once=once) == sent(both, case, once=once)
    assert Parcel.objects.count() == 1
    assert ExchangeEvent.objects.count() == 1


def test_each_side_sees_its_own(both: Two) -> None:
    case = asked_case(both)
    parcel = sent(both, case)
    assert [sent_by(one).exists() for one in (both.at.one, both.at.two, both.partner, both.at.other)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [received_by(one).exists() for one in (both.partner, both.at.there, both.at.one, both.at.other)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not log_of_parcel(both.at.other, parcel).exists()
    for act in (open_parcel, acknowledge_parcel):
        for user in (both.at.one, both.at.other):
            with pytest.raises(PermissionDenied):
                act(parcel=parcel, by=user)
    for user in (both.partner, both.at.there, both.at.other):
        with pytest.raises(PermissionDenied):
            withdraw_shares(parcel=parcel, by=user)


@pytest.mark.parametrize("user", ["other", "there"])
def test_only_the_owner_sends(both: Two, user: str) -> None:
    case = asked_case(both)
    key = current_key(both.abroad)
    assert key is not None
    with pytest.raises(PermissionDenied):
        send_parcel(
            referral=case, receiver=both.abroad, key=key.recipient, choices=[choice(case, both.abroad)],
            sealed={"signs": sealed_field(key.recipient)}, once=uuid.uuid4(), by=getattr(both.at, user),
        )  # fmt: skip


def test_without_consent_nothing_goes(both: Two) -> None:
    case = asked_case(both)
    one = choice(case, both.abroad)
    withdraw_consent(consent=case.consents.get(pk=one.consent), on=today(), by=both.at.one)
    with pytest.raises(Refused, match="inget samtycke"):
        sent(both, case, consent=one.consent)


def test_a_consent_of_another_purpose_or_receiver_is_none(both: Two) -> None:
    case = asked_case(both)
    other = consent(case, both.at, "transfer")
    with pytest.raises(Refused, match="inget samtycke"):
        sent(both, case, consent=other.pk)


@pytest.mark.parametrize(
    "wrong", [{"purpose": "gossip"}, {"handling": "H9"}, {"source_code": "Q"}, {"info_code": "9"}]
)
def test_every_code_is_said(both: Two, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="kom inte fram"):
        sent(both, asked_case(both), **wrong)


def test_what_is_not_sealed_is_not_taken(both: Two) -> None:
    case = asked_case(both)
    key = current_key(both.abroad)
    assert key is not None
    good = sealed_field(key.recipient)
    for bad in (replace(good, sealed=PLANTED.encode()), replace(good, digest=PLANTED)):
        with pytest.raises(Refused, match="kom inte fram"):
            send_parcel(
                referral=case, receiver=both.abroad, key=key.recipient, choices=[choice(case, both.abroad)],
                sealed={"signs": bad}, once=uuid.uuid4(), by=both.at.one,
            )  # fmt: skip
    assert not Parcel.objects.exists()


def test_a_key_that_was_changed_meanwhile_is_not_sealed_to(both: Two) -> None:
    case = asked_case(both)
    before = current_key(both.abroad)
    assert before is not None
    give_key(both.abroad, both.partner, replaces=before.recipient)
    with pytest.raises(Refused, match="ny nyckel"):
        send_parcel(
            referral=case, receiver=both.abroad, key=before.recipient, choices=[choice(case, both.abroad)],
            sealed={"signs": sealed_field(before.recipient)}, once=uuid.uuid4(), by=both.at.one,
        )  # fmt: skip


def locked_to(both: Two, case: Referral) -> Referral:
    Referral.objects.filter(pk=case.pk).update(origin=both.abroad.place)
    now = Referral.objects.get(pk=case.pk)
    return lock_contact(referral=now, reason="Hot mot familjen", version=now.version, by=both.at.one)


def test_the_lock_stops_what_goes_and_what_has_gone(both: Two) -> None:
    case = asked_case(both)
    parcel = sent(both, case)
    case = locked_to(both, case)
    with pytest.raises(Refused, match="låst"):
        sent(both, case)
    assert not received_by(both.partner).exists()
    with pytest.raises(PermissionDenied):
        open_parcel(parcel=parcel, by=both.partner)
    assert withdraw_shares(parcel=parcel, by=both.at.one) == 1
    row = Parcel.objects.values("key_id", "sent_by_id").get(pk=parcel.pk)
    with pytest.raises(DatabaseError, match="lock forbids"), transaction.atomic():
        Parcel.objects.create(once=uuid.uuid4(), referral=case, receiver=both.abroad, **row)


def test_the_choice_is_of_what_was_read(both: Two) -> None:
    case = asked_case(both)
    token = signed(case, both.abroad, [choice(case, both.abroad)])
    receiver, choices = read(token, case)
    assert (receiver, choices) == (both.abroad.pk, [choice(case, both.abroad)])
    assert isinstance(choices[0], Choice)
    type(case.child).objects.filter(referral=case).update(signs="Något annat")
    with pytest.raises(Refused, match="har ändrats"):
        read(token, Referral.objects.get(pk=case.pk))
    with pytest.raises(Refused, match="lång tid"):
        read(token[:-2] + "xx", case)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cooperation_exchangeevent SET act = 'opened'",
        "DELETE FROM cooperation_exchangeevent",
        "TRUNCATE cooperation_exchangeevent",
        "DELETE FROM cooperation_share",
        "DELETE FROM cooperation_parcel",
        "UPDATE cooperation_share SET sealed = 'x'",
        "UPDATE cooperation_share SET sealed = NULL",
        "UPDATE cooperation_share SET field = 'born_on'",
        "UPDATE cooperation_parcel SET sent_at = now()",
        "UPDATE cooperation_parcel SET opened_at = NULL, opened_by_id = NULL",
        "UPDATE cooperation_parcel SET acknowledged_at = now()",
    ],
)
def test_the_database_keeps_what_was_sent(both: Two, change: str) -> None:
    parcel = sent(both, asked_case(both))
    open_parcel(parcel=parcel, by=both.partner)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_all_of_it_goes_when_its_case_is_destroyed(both: Two) -> None:
    case = asked_case(both)
    withdraw_shares(parcel=sent(both, case), by=both.at.one)
    sent(both, case)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL skyddsnat.destroying = 'on'")
        Parcel.objects.filter(referral=case).delete()
        cursor.execute("SET LOCAL skyddsnat.destroying = 'off'")
    assert not Parcel.objects.exists()
    assert not Share.objects.exists()
    assert not ExchangeEvent.objects.exists()


def test_a_planted_text_is_in_no_table_but_the_case(both: Two) -> None:
    case = asked_case(both)
    parcel = sent(both, case)
    open_parcel(parcel=parcel, by=both.partner)
    acknowledge_parcel(parcel=parcel, by=both.partner)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert {"procrastinate_jobs", "core_auditentry", "cooperation_share"} <= set(tables)
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" row WHERE row::text ILIKE %s', [f"%{PLANTED}%"])
            assert cursor.fetchone() == (0,), name
        cursor.execute(
            "SELECT count(*) FROM cooperation_share WHERE position(%s in sealed) > 0", [PLANTED.encode()]
        )
        assert cursor.fetchone() == (0,)


def test_the_desk_says_what_waits_and_for_whom(both: Two) -> None:
    case = asked_case(both)
    parcel = sent(both, case)

    def labels(user: User) -> list[str]:
        return [one.label for one in waiting(user)]

    assert labels(both.partner) == ["Läs och kvittera det som Socialtjänsten i kommun A har skickat"]
    assert labels(both.at.one) == labels(both.at.other) == []
    open_parcel(parcel=parcel, by=both.partner)
    acknowledge_parcel(parcel=parcel, by=both.partner)
    assert labels(both.partner) == []


def test_a_closed_case_sends_nothing(both: Two) -> None:
    case = open_case(both.at)
    protect(case, both.at)
    choose_receiver(case, both.at)
    Referral.objects.filter(pk=case.pk).update(
        state="closed", closed_by=both.at.one, closed_at="2026-01-01T00:00Z", close_reason="mistake"
    )
    with pytest.raises(Refused, match="avslutat"):
        sent(both, Referral.objects.get(pk=case.pk))
