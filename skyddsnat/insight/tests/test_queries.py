"""Indicators: the quick way and the exact way agree, and what is frozen stays."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.actors.models import Organisation
from skyddsnat.insight.api import Indicator, check_snapshot, load_indicators, run, take_snapshot
from skyddsnat.insight.rules import query_problems
from skyddsnat.mandate.api import Entry, append, correct_evidence
from skyddsnat.mandate.models import Activity, Evidence

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2014, 1, 1)


@pytest.fixture
def activities(assignment, cast):
    made = [
        Activity.objects.create(
            assignment=assignment, number=n, title=f"Insats {n}", purpose="x", responsible=cast.coordinator,
            starts=FIRST, ends=datetime.date(2014, 12, 31),
        )
        for n in (1, 2)
    ]  # fmt: skip
    made[0].clauses.set(assignment.clauses.filter(number="1"))
    made[1].clauses.set(assignment.clauses.filter(number="2"))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_kept_sums_and_rows_give_the_same_answer(assignment, activities, cast, data):
    actors = list(Organisation.objects.filter(kind="region").values_list("pk", flat=True)[:3])
    fact = st.builds(
        Entry,
        kind=st.sampled_from(["meeting_held", "actor_reached"]),
        activity=st.sampled_from([a.pk for a in activities]),
        occurred_on=st.dates(FIRST, datetime.date(2014, 3, 31)),
        quantity=st.integers(1, 9),
        organisation=st.sampled_from([None, *actors]),
        place=st.none(),
        reference=st.just(""),
        corrects=st.none(),
    )
    query = {
        "kinds": data.draw(st.sampled_from([["meeting_held"], ["meeting_held", "actor_reached"]])),
        "measure": data.draw(st.sampled_from(["quantity", "records", "actors", "places"])),
        "clause": data.draw(st.sampled_from(["1", "2"])),
    }
    with transaction.atomic():
        count = append(assignment, data.draw(st.lists(fact, max_size=12)))
        if count and data.draw(st.booleans()):
            correct_evidence(evidence=Evidence.objects.order_by("-seq")[0], reason="fel", by=cast.coordinator)
        last = Evidence.objects.count()
        assert run(assignment, query) == run(assignment, query, up_to=last)
        transaction.set_rollback(True)


def test_a_frozen_value_stays_when_more_comes(assignment, activities, cast):
    load_indicators(assignment=assignment, by=cast.coordinator)
    indicator = Indicator.objects.get(code="coordination-meetings")
    append(assignment, [Entry("meeting_held", activities[0].pk, FIRST, 3)])
    taken = take_snapshot(indicator=indicator, by=cast.coordinator)
    append(assignment, [Entry("meeting_held", activities[0].pk, FIRST, 4)])
    activities[1].clauses.add(assignment.clauses.get(number="1"))
    assert taken.value == 3
    assert run(assignment, indicator.query).value == 7
    assert check_snapshot(taken) == []


def test_freezing_twice_without_change_gives_the_same_snapshot(assignment, activities, cast):
    load_indicators(assignment=assignment, by=cast.coordinator)
    indicator = Indicator.objects.get(code="coordination-meetings")
    first = take_snapshot(indicator=indicator, by=cast.coordinator)
    assert take_snapshot(indicator=indicator, by=cast.coordinator).pk == first.pk


def test_a_snapshot_cannot_be_changed(assignment, activities, cast):
    load_indicators(assignment=assignment, by=cast.coordinator)
    take_snapshot(indicator=Indicator.objects.get(code="coordination-meetings"), by=cast.coordinator)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE insight_snapshot SET value = 99")


def test_a_changed_snapshot_is_found(assignment, activities, cast):
    load_indicators(assignment=assignment, by=cast.coordinator)
    taken = take_snapshot(indicator=Indicator.objects.get(code="coordination-meetings"), by=cast.coordinator)
    taken.value = 99
    assert check_snapshot(taken) == [
        "Det frysta värdet stämmer inte med sitt fingeravtryck.",
        "Liggaren ger 0 i dag. Det frysta värdet är 99.",
    ]


def test_indicators_are_loaded_once(assignment, cast):
    assert load_indicators(assignment=assignment, by=cast.coordinator) > 10
    assert load_indicators(assignment=assignment, by=cast.coordinator) == 0


def test_a_query_is_checked():
    assert query_problems({"kinds": ["a"], "measure": "sum", "x": 1}, {"b"}) == [
        "unknown key 'x'",
        "measure must be one of quantity, records, actors, places",
        "unknown kind of evidence 'a'",
    ]
    assert query_problems({"kinds": ["b"], "measure": "records", "clause": "1"}, {"b"}) == []


@pytest.mark.parametrize(
    ("who", "read", "freeze"),
    [
        ("coordinator", 200, 302),
        ("economist", 200, 403),
        ("auditor", 200, 403),
        ("partner", 403, 403),
        ("outsider", 403, 403),
    ],
)
def test_who_sees_and_who_freezes(assignment, activities, cast, client, who, read, freeze):
    load_indicators(assignment=assignment, by=None)
    client.force_login(getattr(cast, who))
    args = [assignment.slug, "coordination-meetings"]
    assert (
        client.get(reverse("insight:indicators", args=args[:1]), headers={"host": "localhost"}).status_code
        == read
    )
    assert (
        client.get(reverse("insight:indicator", args=args), headers={"host": "localhost"}).status_code == read
    )
    assert (
        client.post(reverse("insight:freeze", args=args), headers={"host": "localhost"}).status_code == freeze
    )


def test_an_indicator_without_a_measurement_says_so(assignment, cast, client):
    load_indicators(assignment=assignment, by=None)
    client.force_login(cast.auditor)
    page = client.get(
        reverse("insight:indicator", args=[assignment.slug, "knows-how-to-report"]),
        headers={"host": "localhost"},
    )
    assert "Inte mätt" in page.content.decode()
    assert "<strong>10 procent</strong>" in page.content.decode()
