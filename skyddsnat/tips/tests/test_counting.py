"""Closed tips are counted in fives or more, once, and lead to the ledger."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.conftest import Cast, begun_activity
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today
from skyddsnat.shared.pooling import FEW
from skyddsnat.tips.counting.proof import KIND, count_tips
from skyddsnat.tips.counting.rules import ALL_TOGETHER_AFTER, POOLED_AFTER, Closed, sums
from skyddsnat.tips.kinds import Kind, Reason
from skyddsnat.tips.models import CountingActivity, Tip
from skyddsnat.tips.tests.cases import close, receiver, tip

DAY = datetime.date(2026, 11, 26)
PAGE = "/tips/mottagare/antal/"
CLOSED = st.builds(
    Closed,
    pk=st.uuids(),
    day=st.dates(DAY - datetime.timedelta(days=500), DAY - datetime.timedelta(days=1)),
    organisation=st.integers(1, 2),
    kind=st.sampled_from(["labour", "online"]),
    reason=st.sampled_from(["opened", "known"]),
)


@given(st.lists(CLOSED, max_size=60, unique_by=lambda one: one.pk))
def test_every_tip_is_counted_once_and_never_few_together(waiting: list[Closed]) -> None:
    found = sums(waiting, DAY)
    counted = [pk for each in found for pk in each.tips]
    assert len(counted) == len(set(counted))
    by_key = {one.pk: one for one in waiting}
    for each in found:
        assert len(each.tips) >= FEW
        inside = [by_key[pk] for pk in each.tips]
        assert {one.organisation for one in inside} == {each.organisation} or each.organisation is None
        assert {one.kind for one in inside} == {each.kind} or each.kind == ""
    left = [one for one in waiting if one.pk not in set(counted)]
    assert sum(DAY - one.day >= ALL_TOGETHER_AFTER for one in left) < FEW


def test_what_has_waited_is_counted_with_others() -> None:
    old, older = DAY - POOLED_AFTER, DAY - ALL_TOGETHER_AFTER
    of_two = [Closed(n, old, n % 2, "labour", "opened") for n in range(6)]
    [pooled] = sums(of_two, DAY)
    assert (pooled.organisation, pooled.kind, len(pooled.tips)) == (None, "labour", 6)
    assert sums([one._replace(day=old + datetime.timedelta(days=1)) for one in of_two], DAY) == []
    mixed = [Closed(n, older, 1, kind, "known") for n, kind in enumerate(["labour", "online", "other"] * 2)]
    [together] = sums(mixed, DAY)
    assert (together.kind, together.reason, len(together.tips)) == ("", "", 6)


@pytest.fixture
def counted_on(assignment: Assignment, cast: Cast) -> Activity:
    activity = begun_activity(assignment, cast)
    CountingActivity.objects.create(activity=activity)
    return activity


@pytest.mark.django_db
def test_five_become_one_row_once_and_four_wait(counted_on: Activity, cast: Cast) -> None:
    team = receiver(cast.coordinator)
    for _n in range(4):
        close(tip(team, kind=Kind.LABOUR), cast.receiver)
    close(tip(team, kind=Kind.LABOUR), cast.receiver, reason=Reason.HANDED)
    close(tip(team, kind=Kind.LABOUR), cast.receiver, days_ago=0)
    assert count_tips(today=today()) == 0
    close(tip(team, kind=Kind.LABOUR), cast.receiver)
    assert count_tips(today=today()) == 1
    assert count_tips(today=today()) == 0
    row = Evidence.objects.get(kind=KIND)
    assert (row.quantity, row.organisation, row.activity) == (5, team.organisation, counted_on)
    assert Tip.objects.filter(counted__evidence=row).count() == 5
    assert AuditEntry.objects.get(verb="tips.counted").details == {"seq": row.seq, "quantity": 5}


@pytest.mark.django_db
def test_nothing_is_counted_before_an_activity_is_chosen(cast: Cast) -> None:
    team = receiver(cast.coordinator)
    for _n in range(5):
        close(tip(team), cast.receiver)
    assert count_tips(today=today()) == 0
    assert not Evidence.objects.filter(kind=KIND).exists()


@pytest.mark.django_db
def test_the_page_leads_to_the_ledger(counted_on: Activity, cast: Cast, client: Client) -> None:
    team = receiver(cast.coordinator)
    client.force_login(cast.coordinator)
    assert "Inget tips är räknat än" in client.get(PAGE).text
    for _n in range(5):
        close(tip(team, kind=Kind.ONLINE), cast.receiver)
    count_tips(today=today())
    row = Evidence.objects.get(kind=KIND)
    page = client.get(PAGE).text
    assert f'href="/uppdrag/{counted_on.assignment.slug}/underlag/{row.seq}/"' in page
    assert "Något på nätet: Ett ärende har öppnats hos oss" in page


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["economist", "manager", "editor", "auditor", "partner", "receiver"])
def test_nobody_else_opens_it(person: str, cast: Cast, client: Client) -> None:
    client.force_login(getattr(cast, person))
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}insats/").status_code == 403


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
    version = CountingActivity.objects.get().version
    assert client.post(f"{PAGE}insats/", {"activity": counted_on.pk, "version": version}).status_code == 302
    assert CountingActivity.objects.get().activity == counted_on
