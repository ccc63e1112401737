"""What the database keeps by itself, tried with SQL that goes round the actions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import (
    Consent,
    Guardian,
    Move,
    Referral,
    Request,
    RiskAssessment,
    TransferPlan,
)
from skyddsnat.cooperation.referrals.actions import cases, journeys, requests
from skyddsnat.cooperation.referrals.contact import may_contact
from skyddsnat.cooperation.tests.cases import (
    Home,
    an_authority,
    ask,
    assess,
    case_in,
    choose_receiver,
    consent,
    fresh,
    home,
    open_case,
    protect,
    step,
)
from skyddsnat.core.api import Refused
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Home:
    return home()


def refused(sql: str, *values: object) -> str:
    """The guard that said no."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return caught.value.__cause__.diag.constraint_name or "refused"  # type: ignore[union-attr]


def ready(at: Home) -> Referral:
    """A case where the child may travel."""
    case = case_in(State.PLANNED, at)
    consent(case, at, "transfer")
    journeys.confirm_reception(referral=case, who="Jourhemmet", by=at.there)
    return case


TRAVEL = "UPDATE cooperation_referral SET state = 'travelling' WHERE id = %s"


def _back(model: type) -> Callable[[Referral, Home], object]:
    return lambda case, at: model.objects.filter(referral=case).update(  # type: ignore[attr-defined]
        taken_back_at=timezone.now(), taken_back_by=at.one, taken_back_why="Fel"
    )


@pytest.mark.parametrize(
    ("without", "guard"),
    [
        (_back(Guardian), "departure_guardian"),
        (_back(Consent), "departure_consent"),
        (_back(Request), "departure_answer"),
        (_back(RiskAssessment), "departure_risk"),
        (_back(TransferPlan), "departure_reception"),
        (
            lambda case, at: Consent.objects.filter(purpose="transfer").update(withdrawn_on=today()),
            "departure_consent",
        ),
        (lambda case, at: consent(case, at, "transfer", answer="no"), "departure_consent"),
    ],
)
def test_no_child_travels_without(at: Home, without: Callable[[Referral, Home], object], guard: str) -> None:
    case = ready(at)
    without(case, at)
    assert refused(TRAVEL, case.pk) == guard
    with pytest.raises(Refused):
        step(case, "depart", at.one)
    assert fresh(case).state == State.PLANNED


def test_a_child_travels_when_all_is_there(at: Home) -> None:
    assert step(ready(at), "depart", at.one).state == State.TRAVELLING


def test_a_law_or_decision_stands_in_for_a_consent(at: Home) -> None:
    case = ready(at)
    consent(case, at, "transfer", answer="no")
    consent(case, at, "transfer", kind="replacement")
    assert step(case, "depart", at.one).state == State.TRAVELLING


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        ("identified", "travelling"),
        ("identified", "accepted"),
        ("asked", "travelling"),
        ("arrived", "closed"),
    ],
)
def test_no_step_goes_against_the_table(at: Home, state: str, becomes: str) -> None:
    case = case_in(state, at)
    assert refused("UPDATE cooperation_referral SET state = %s WHERE id = %s", becomes, case.pk) in (
        "referral_step", "cooperation_referral_closed_whole",
    )  # fmt: skip


def test_a_case_begins_at_the_beginning(at: Home) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(number="B-1", owner=at.owner, opened_by=at.one, state=State.ACCEPTED)


def test_moves_and_facts_stay(at: Home) -> None:
    case = case_in(State.ASSESSED, at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("move", "guardian", "assessment", "childview", "measure", "deadline"):
        refused(f"DELETE FROM cooperation_{table} WHERE referral_id = %s", case.pk)
        refused(f"TRUNCATE cooperation_{table} CASCADE")
    refused("UPDATE cooperation_move SET reason = 'annat' WHERE referral_id = %s", case.pk)
    refused("UPDATE cooperation_guardian SET role = 'annan' WHERE referral_id = %s", case.pk)
    refused("DELETE FROM cooperation_referral WHERE id = %s", case.pk)


def test_destruction_takes_the_whole_case(at: Home) -> None:
    case = case_in(State.CLOSED, at)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL skyddsnat.destroying = 'on'")
    case.delete()
    assert not Move.objects.exists()
    assert not Request.objects.exists()


# --- the lock ---


def _locked(at: Home, case: Referral) -> Referral:
    case = fresh(case)
    return cases.lock_contact(referral=case, reason="Asyl prövas.", version=case.version, by=at.one)


def test_the_lock_stops_everything_to_the_childs_country(at: Home) -> None:
    case = open_case(at, origin=at.abroad.place)
    protect(case, at)
    step(case, "protect", at.one)
    assess(case, at)
    step(case, "assess", at.one)
    ask(case, at)
    step(case, "ask", at.one)
    locked = fresh(_locked(at, case))
    assert (locked.state, locked.receiver) == (State.ASSESSED, None)
    assert Request.objects.get().taken_back_at is not None
    assert not may_contact(locked, at.abroad)
    assert not may_contact(locked, an_authority("Utan land", None))
    assert may_contact(locked, an_authority("I Polen", "PL"))
    with pytest.raises(Refused):
        choose_receiver(case, at)
    with pytest.raises(Refused):
        requests.write_request(
            referral=case, kind="information", organisation=at.abroad, asks="Vem?", by=at.one
        )
    guard = refused("UPDATE cooperation_referral SET receiver_id = %s WHERE id = %s", at.abroad.pk, case.pk)
    assert guard == "no_contact"
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.create(
            referral=case, kind="information", organisation=at.abroad, asks="Vem?", written_by=at.one
        )


def test_a_request_written_before_the_lock_is_not_sent_after_it(at: Home) -> None:
    case = open_case(at, origin=at.abroad.place)
    made = requests.write_request(
        referral=case, kind="information", organisation=at.abroad, asks="Vem?", by=at.one
    )
    Referral.objects.filter(pk=case.pk).update(no_contact=True, no_contact_reason="Asyl prövas.")
    with pytest.raises(Refused):
        requests.send_request(request=made, on=today(), by=at.one)
    assert refused("UPDATE cooperation_request SET sent_on = now() WHERE id = %s", made.pk) == "no_contact"


def test_the_lock_takes_back_what_was_not_sent_yet(at: Home) -> None:
    case = open_case(at, origin=at.abroad.place)
    made = requests.write_request(
        referral=case, kind="information", organisation=at.abroad, asks="Vem?", by=at.one
    )
    _locked(at, case)
    made.refresh_from_db()
    assert made.taken_back_at is not None


def test_a_lock_needs_a_country(at: Home) -> None:
    with pytest.raises(Refused):
        _locked(at, open_case(at))
