"""What cases did is counted in fives or more, once, without saying whose; and an auditor sees that, not what."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.conftest import Cast, begun_activity
from skyddsnat.cooperation.counting.proof import count_cases, kinds, phase_of
from skyddsnat.cooperation.counting.rules import ALL_TOGETHER_AFTER, CLOSED, OPENED, POOLED_AFTER, Seen, sums
from skyddsnat.cooperation.keeping.destroying import destroy_due
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import CountedCase, CountingActivity, Referral
from skyddsnat.cooperation.tests.cases import Home, case_in, home, open_case, step
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today
from skyddsnat.shared.pooling import FEW

DAY = datetime.date(2026, 11, 26)
PAGE = "/samverkan/antal/"
TOMORROW = today() + datetime.timedelta(days=1)
SEEN = st.builds(
    Seen,
    pk=st.uuids(),
    day=st.dates(DAY - datetime.timedelta(days=500), DAY - datetime.timedelta(days=1)),
    what=st.sampled_from([OPENED, CLOSED, "asked", "accepted"]),
    form=st.sampled_from(["", "begging", "labour"]),
    outcome=st.sampled_from(["done", "refused"]),
)


@given(st.lists(SEEN, max_size=80, unique_by=lambda one: one.pk))
def test_everything_is_counted_once_and_never_few_together(waiting: list[Seen]) -> None:
    found = sums(waiting, DAY)
    counted = [pk for pool in found for pk in pool.members]
    assert len(counted) == len(set(counted))
    by_key = {one.pk: one for one in waiting}
    for pool in found:
        inside = [by_key[pk] for pk in pool.members]
        assert len(inside) >= FEW
        assert {one.what for one in inside} == {pool.key.what}
        assert pool.key.form is None or {one.form for one in inside} == {pool.key.form}
        assert pool.key.outcome is None or {one.outcome for one in inside} == {pool.key.outcome}
    left = [one for one in waiting if one.pk not in set(counted) and one.what == CLOSED]
    assert sum(DAY - one.day >= ALL_TOGETHER_AFTER for one in left) < FEW


def test_states_wait_for_their_own() -> None:
    """Five reachings of two states may be of one child: they are never added up."""
    old = DAY - ALL_TOGETHER_AFTER
    mixed = [Seen(n, old, state) for n, state in enumerate(["asked", "accepted", "planned"] * 4)]
    assert sums(mixed, DAY) == []
    opened = [Seen(n, DAY - POOLED_AFTER, OPENED, form) for n, form in enumerate(["", "begging"] * 3)]
    [pool] = sums(opened, DAY)
    assert (pool.key, len(pool.members)) == ((OPENED, None, ""), 6)


def test_every_state_that_is_reached_has_a_phase() -> None:
    assert all(phase_of(state) for state in set(State) - {State.IDENTIFIED})


@pytest.fixture
def counted_on(assignment: Assignment, cast: Cast) -> Activity:
    activity = begun_activity(assignment, cast)
    CountingActivity.objects.create(activity=activity)
    return activity


def protected(at: Home) -> Referral:
    return case_in("protected", at)


@pytest.mark.django_db
def test_five_become_rows_once_and_four_wait(counted_on: Activity) -> None:
    at = home()
    for _n in range(4):
        protected(at)
    assert count_cases(today=TOMORROW) == 0
    protected(at)
    assert count_cases(today=today()) == 0  # what was done today waits until the day is over
    assert count_cases(today=TOMORROW) == 2
    assert count_cases(today=TOMORROW) == 0
    rows = {row.kind_id: row for row in Evidence.objects.filter(kind__in=kinds())}
    assert rows.keys() == {"referral_opened", "referral_reached"}
    assert rows["referral_opened"].reference == "Tiggeri"
    assert rows["referral_reached"].reference == "Första hjälp och skydd: Första skyddet är givet"
    for row in rows.values():
        assert (row.quantity, row.activity, row.organisation, row.place) == (5, counted_on, None, None)
    told = AuditEntry.objects.filter(verb="cases.counted")
    assert {one.details["quantity"] for one in told} == {5}


@pytest.mark.django_db
def test_endings_are_counted_and_what_was_no_case_is_not(counted_on: Activity) -> None:
    at = home()
    for n in range(11):
        case = open_case(at)
        step(case, "close", at.one, close_reason="stays" if n < 5 else "mistake")
    assert count_cases(today=TOMORROW) == 2
    closed = Evidence.objects.get(kind="referral_closed")
    assert (closed.quantity, closed.reference) == (5, "Tiggeri: Barnet stannar, en annan lösning är bättre")
    assert Evidence.objects.get(kind="referral_opened").quantity == 5
    assert CountedCase.objects.count() == 10


@pytest.mark.django_db
def test_what_is_counted_stands_when_the_cases_are_destroyed(counted_on: Activity) -> None:
    at = home()
    for _n in range(5):
        case = open_case(at)
        step(case, "close", at.one, close_reason="stays")
    assert count_cases(today=TOMORROW) == 2
    assert destroy_due(today=today() + datetime.timedelta(days=2_000)) == 5
    assert not CountedCase.objects.exists()
    assert Evidence.objects.filter(kind__in=kinds()).count() == 2
    assert count_cases(today=TOMORROW) == 0


@pytest.mark.django_db
def test_nothing_is_counted_before_an_activity_is_chosen() -> None:
    at = home()
    for _n in range(5):
        protected(at)
    assert count_cases(today=TOMORROW) == 0


@pytest.mark.django_db
def test_the_page_leads_to_the_ledger(counted_on: Activity, cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert "Inget ärende är räknat än" in client.get(PAGE).text
    at = home()
    for _n in range(5):
        protected(at)
    count_cases(today=TOMORROW)
    row = Evidence.objects.get(kind="referral_opened")
    assert f'href="/uppdrag/{counted_on.assignment.slug}/underlag/{row.seq}/"' in client.get(PAGE).text


@pytest.mark.django_db
def test_the_activity_is_chosen_and_the_second_of_two_is_told(
    counted_on: Activity, cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    assert client.post(f"{PAGE}insats/", {"activity": "", "version": "1"}).status_code == 302
    assert CountingActivity.objects.get().activity is None
    late = client.post(f"{PAGE}insats/", {"activity": counted_on.pk, "version": "1"})
    assert late.status_code == 422
    assert "Det här sparade någon annan medan du skrev" in late.text


@pytest.mark.django_db
def test_who_opens_the_numbers_and_who_the_audit(cast: Cast, client: Client) -> None:
    case = open_case(home())
    pages = (PAGE, f"{PAGE}insats/", "/samverkan/granskning/", f"/samverkan/granskning/{case.pk}/")
    found = {}
    for name in Cast.__dataclass_fields__:
        client.force_login(getattr(cast, name))
        found[name] = tuple(client.get(page).status_code for page in pages)
    reads, nothing = (200, 403, 403, 403), (403,) * 4
    assert found == {
        "coordinator": (200, 200, 403, 403), "economist": reads, "editor": reads, "manager": reads,
        "receiver": nothing, "caseworker": nothing, "partner": nothing, "auditor": (200, 403, 200, 200),
        "regional": nothing, "outsider": nothing,
    }  # fmt: skip


@pytest.mark.django_db
def test_an_auditor_sees_that_and_never_what(cast: Cast, client: Client) -> None:
    at = home()
    secret: dict[str, Any] = {
        "given_name": "Kanariefågel",
        "family_name": "Sparv",
        "signs": "Rädd för en man",
    }
    case = open_case(at, child=secret)
    gone = open_case(at)
    for one, why in ((case, "Kontakten bröts"), (gone, "")):
        step(one, "close", at.one, close_reason="mistake", reason=why)
    Referral.objects.filter(pk=gone.pk).update(closed_at=timezone.now() - datetime.timedelta(days=100))
    assert destroy_due(today=today()) == 1
    client.force_login(cast.auditor)
    listed, one = (client.get(f"/samverkan/granskning/{rest}").text for rest in ("", f"{case.pk}/"))
    assert case.number in listed
    assert gone.number in listed
    assert "Socialtjänsten i kommun A" in listed
    assert "Ärendet är avslutat" in one
    assert "One" in one
    for secret_word in ("Kanariefågel", "Sparv", "Rädd", "Kontakten bröts", "Tiggeri", "Rumänien", "misstag"):
        assert secret_word not in listed + one
    assert client.get(f"/samverkan/granskning/{gone.pk}/").status_code == 404
    for guessed in (f"{case.pk}/handlingar/", f"{case.pk}/handlingar/ny/", "lika/"):
        assert client.get(f"/samverkan/arenden/{guessed}").status_code == 403
    files = client.get("/samverkan/granskning/?format=csv&list=table")
    assert case.number in b"".join(files.streaming_content).decode()
