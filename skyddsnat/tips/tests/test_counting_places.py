"""Closed tips are counted by place: municipality, else county, else none; never fewer than five together."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast, begun_activity
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today
from skyddsnat.shared.pooling import FEW
from skyddsnat.tips.counting.proof import KIND, count_tips
from skyddsnat.tips.counting.rules import (
    COUNTY_AFTER,
    PLACELESS_AFTER,
    POOLED_AFTER,
    Closed,
    sums,
)
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models import CountingActivity, Tip
from skyddsnat.tips.room.actions import tips
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.tests import cases
from skyddsnat.tips.tests.room_cases import Team, a_team, a_tip, browser, taken

DAY = datetime.date(2026, 11, 26)
STOCKHOLM, SOLNA, COUNTY, UPPSALA = 180, 184, 1, 3
CLOSED = st.builds(
    Closed,
    pk=st.uuids(),
    day=st.dates(DAY - datetime.timedelta(days=130), DAY - datetime.timedelta(days=1)),
    organisation=st.integers(1, 2),
    kind=st.just("labour"),
    reason=st.sampled_from(["opened", "known"]),
).flatmap(
    lambda one: st.sampled_from(
        [
            one,
            *(
                one._replace(municipality=town, county=county)
                for town, county in ((STOCKHOLM, COUNTY), (SOLNA, COUNTY), (None, COUNTY), (None, UPPSALA))
            ),
        ]
    )
)


def closed(count: int, first: int, days: int, **place: int) -> list[Closed]:
    day = DAY - datetime.timedelta(days=days)
    return [Closed(first + n, day, 1, "labour", "opened", **place) for n in range(count)]


@given(st.lists(CLOSED, max_size=60, unique_by=lambda one: one.pk))
def test_a_place_never_tells_of_few_and_what_is_counted_was_there(waiting: list[Closed]) -> None:
    found = sums(waiting, DAY)
    by_key = {one.pk: one for one in waiting}
    counted = [pk for each in found for pk in each.tips]
    assert len(counted) == len(set(counted))
    for each in found:
        inside = [by_key[pk] for pk in each.tips]
        assert len(inside) >= FEW
        if each.place is not None:
            assert {one.municipality for one in inside} == {each.place} or {one.county for one in inside} == {
                each.place
            }
            assert {one.organisation for one in inside} == {each.organisation}


def test_five_of_a_municipality_then_of_its_county_then_wherever() -> None:
    stockholm = closed(5, 0, 1, municipality=STOCKHOLM, county=COUNTY)
    [town] = sums(stockholm, DAY)
    assert (town.place, len(town.tips)) == (STOCKHOLM, 5)
    fours = [
        *closed(4, 0, COUNTY_AFTER.days, municipality=STOCKHOLM, county=COUNTY),
        *closed(1, 10, COUNTY_AFTER.days, county=COUNTY),
    ]
    [county] = sums(fours, DAY)
    assert (county.place, len(county.tips)) == (COUNTY, 5)
    apart = [
        *closed(4, 0, PLACELESS_AFTER.days, municipality=STOCKHOLM, county=COUNTY),
        *closed(1, 10, PLACELESS_AFTER.days, county=UPPSALA),
    ]
    [nowhere] = sums(apart, DAY)
    assert (nowhere.place, nowhere.organisation, len(nowhere.tips)) == (None, 1, 5)


def test_those_with_a_place_wait_for_more_of_it_and_not_for_ever() -> None:
    young = [
        *closed(4, 0, 1, municipality=STOCKHOLM, county=COUNTY),
        *closed(4, 10, 1, municipality=SOLNA, county=COUNTY),
        *closed(1, 20, 1),
    ]
    assert sums(young, DAY) == []
    [without] = sums([*young, *closed(4, 30, 1)], DAY)
    assert (without.place, len(without.tips)) == (None, 5)
    assert set(without.tips) == {20, 30, 31, 32, 33}
    old = [one._replace(day=DAY - POOLED_AFTER, organisation=n) for n, one in enumerate(young)]
    assert sum(len(each.tips) for each in sums(old, DAY)) == len(old)


@pytest.fixture
def counted_on(assignment: Assignment, cast: Cast) -> Activity:
    activity = begun_activity(assignment, cast)
    CountingActivity.objects.create(activity=activity)
    return activity


def place(code: str) -> Place:
    return Place.objects.get(code=code)


@pytest.mark.django_db
def test_the_ledger_carries_the_place_and_the_page_shows_it(
    counted_on: Activity, cast: Cast, client: Client
) -> None:
    team = cases.receiver(cast.coordinator)
    for code, count, days in (("0180", 6, 1), ("0184", 3, 31), ("01", 2, 31), ("1280", 4, 1)):
        for _n in range(count):
            one = cases.tip(team, kind=Kind.LABOUR)
            one.place = place(code)
            cases.close(one, cast.receiver, days_ago=days)
    assert count_tips(today=today()) == 2
    rows = Evidence.objects.filter(kind=KIND)
    assert {(row.place.code, row.quantity) for row in rows} == {("0180", 6), ("01", 5)}
    client.force_login(cast.coordinator)
    page = client.get("/tips/mottagare/antal/").text
    assert "Stockholms län" in page
    assert "Malmö" not in page
    sheet = b"".join(client.get("/tips/mottagare/antal/?list=counted&format=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "Stockholms län" in sheet


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


@pytest.mark.django_db
def test_the_place_is_said_when_closing_goes_when_opened_again_and_stands_in_no_log(team: Team) -> None:
    tip = taken(team, a_tip(team))
    me = team.people[0].user
    closed_tip = tips.close(tip=tip, reason="opened", place=place("0180"), stamp=stamp_of(tip), by=me)
    assert closed_tip.place == place("0180")
    assert AuditEntry.objects.get(verb="tip.closed").details == {"reason": "opened"}
    again = tips.reopen(tip=closed_tip, stamp=stamp_of(closed_tip), by=me)
    again.refresh_from_db()
    assert (again.state, again.place) == (State.OWNED, None)
    with pytest.raises(Refused, match="kommun eller ett län"):
        tips.close(tip=again, reason="opened", place=place("DE"), stamp=stamp_of(again), by=me)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tip.objects.filter(pk=again.pk).update(place=place("0180"))


@pytest.mark.django_db
def test_closing_over_the_page_with_and_without_a_place(team: Team) -> None:
    client = browser(team.people[0].user)
    for typed, code in (("Stockholm (0180)", "0180"), ("Skåne län", "12"), ("solna", "0184"), ("", None)):
        tip = taken(team, a_tip(team))
        page = f"/tips/mottagare/{tip.pk}/avsluta/"
        asked = client.get(page).text
        assert "Kommun eller län" in asked
        assert "tips/room/close.js" in asked
        sent = {"reason": Reason.OPENED, "place": typed, "stamp": stamp_of(tip)}
        assert client.post(page, sent).status_code == 302
        tip.refresh_from_db()
        assert (tip.place.code if tip.place else None) == code


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Tyskland", "DE", "Ingenstans", "<script>", "å" * 121])
def test_a_place_that_tips_are_not_counted_by_is_refused_and_what_was_typed_stands(
    typed: str, team: Team
) -> None:
    tip = taken(team, a_tip(team))
    sent = {"reason": Reason.KNOWN, "place": typed, "stamp": stamp_of(tip)}
    answer = browser(team.people[0].user).post(f"/tips/mottagare/{tip.pk}/avsluta/", sent)
    tip.refresh_from_db()
    assert tip.state == State.OWNED
    assert answer.context["form"]["place"].value() == typed
    assert answer.context["form"]["reason"].value() == Reason.KNOWN
    assert "<script>" not in answer.text.partition('name="place"')[2].partition(">")[0]


@pytest.mark.django_db
def test_in_english_the_page_knows_the_places_by_their_swedish_names(team: Team) -> None:
    tip = taken(team, a_tip(team))
    client = browser(team.people[0].user)
    client.cookies.load({"django_language": "en"})
    config = client.get(f"/tips/mottagare/{tip.pk}/avsluta/", headers={"accept-language": "en"}).context[
        "tip_config"
    ]
    assert config["places"]["Stockholms län"] == "Stockholm County (01)"
