"""Where an assignment stands: the same figures as the indicators', read from the kept sums alone."""

from __future__ import annotations

import datetime
import html
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.conftest import Cast, begin
from skyddsnat.core.models import Role
from skyddsnat.insight.api import load_indicators, run
from skyddsnat.insight.models import Indicator
from skyddsnat.insight.overview import places
from skyddsnat.insight.overview.figures import Period, figures
from skyddsnat.insight.overview.rules import Health, elapsed, health, months_between
from skyddsnat.mandate.api import Entry, add_activity, append, correct_evidence
from skyddsnat.mandate.models import Activity, Assignment, Evidence

pytestmark = pytest.mark.django_db
MARCH, MAY, JUNE = (datetime.date(2014, month, 1) for month in (3, 5, 6))
HOST = {"host": "localhost"}


@pytest.fixture
def activities(assignment: Assignment, cast: Cast) -> list[Activity]:
    made = [
        add_activity(
            assignment=assignment, title=f"Insats {n}", purpose="x", responsible=cast.coordinator, starts=MARCH,
            ends=datetime.date(2014, 11, 30), budget_ore=100_000, by=cast.coordinator,
            clauses=list(assignment.clauses.filter(number=n)), aims=list(assignment.aims.filter(letter="a")),
        )
        for n in ("1", "2")
    ]  # fmt: skip
    load_indicators(assignment=assignment, by=None)
    return made


def page(client: Client, assignment: Assignment, query: str = "") -> Any:
    return client.get(reverse("overview:leaders", args=[assignment.slug]) + query, headers=HOST)


def tied(assignment: Assignment) -> dict[str, list[int]]:
    return {
        clause.number: list(clause.activities.values_list("pk", flat=True))
        for clause in assignment.clauses.all()
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_figure_is_what_the_indicator_shows(
    assignment: Assignment, activities: list[Activity], cast: Cast, data: st.DataObject
) -> None:
    indicators = list(assignment.indicators.filter(query__isnull=False))
    kinds = sorted({kind for one in indicators for kind in one.query["kinds"]})
    actors = list(Organisation.objects.filter(kind="region").values_list("pk", flat=True)[:3])
    where = list(Place.objects.filter(kind="state").values_list("pk", flat=True)[:2])
    fact = st.builds(
        Entry, kind=st.sampled_from(kinds), activity=st.sampled_from([one.pk for one in activities]),
        occurred_on=st.dates(MARCH, datetime.date(2014, 7, 31)), quantity=st.integers(1, 9),
        organisation=st.sampled_from([None, *actors]), place=st.sampled_from([None, *where]), reference=st.just(""),
        corrects=st.none(),
    )  # fmt: skip
    with transaction.atomic():
        if append(assignment, data.draw(st.lists(fact, max_size=12))) and data.draw(st.booleans()):
            correct_evidence(evidence=Evidence.objects.order_by("-seq")[0], reason="fel", by=cast.coordinator)
        found = figures(assignment, indicators, tied(assignment))
        assert found.values == {one.pk: run(assignment, one.query).value for one in indicators}
        assert sum(found.records.values()) == sum(found.months.values())
        whole = Period(MARCH, datetime.date(2014, 7, 1))
        assert found == figures(assignment, indicators, tied(assignment), period=whole)
        # with activities chosen, the months' own way is taken: from the sums and not from the totals
        every = [one.pk for one in activities]
        assert found == figures(assignment, indicators, tied(assignment), period=whole, activities=every)
        part = figures(assignment, indicators, tied(assignment), period=Period(MAY, JUNE))
        for one in indicators:
            if one.query["measure"] in ("quantity", "records"):
                by_month = dict(run(assignment, one.query).by_month)
                assert part.values[one.pk] == by_month.get("2014-05", 0) + by_month.get("2014-06", 0)
        transaction.set_rollback(True)


def test_the_rows_of_the_ledger_are_never_read(
    assignment: Assignment, activities: list[Activity], cast: Cast, client: Client
) -> None:
    append(assignment, [Entry("meeting_held", activities[0].pk, MAY, 3)])
    client.force_login(cast.manager)
    with CaptureQueriesContext(connection) as asked:
        assert page(client, assignment).status_code == 200
    said = [query["sql"] for query in asked]
    assert any("mandate_evidencetotal" in sql for sql in said)
    assert not [sql for sql in said if "mandate_evidencecount" in sql]
    (silence,) = [sql for sql in said if '"mandate_evidence"' in sql or "mandate_evidence " in sql]
    assert silence.count("mandate_evidence") == silence.count("LIMIT 1") + silence.count(
        '"mandate_evidence".'
    )


def test_the_questions_do_not_grow_with_the_plan(
    assignment: Assignment, activities: list[Activity], cast: Cast, client: Client
) -> None:
    client.force_login(cast.manager)
    page(client, assignment)
    with CaptureQueriesContext(connection) as few:
        page(client, assignment)
    for n in range(10):
        made = add_activity(
            assignment=assignment, title=f"Mer {n}", purpose="x", responsible=cast.coordinator, starts=MARCH, ends=MAY,
            clauses=list(assignment.clauses.filter(number="3")), by=cast.coordinator,
        )  # fmt: skip
        append(assignment, [Entry("page_read", made.pk, MAY, 3)])
    with CaptureQueriesContext(connection) as many:
        page(client, assignment)
    assert len(many) == len(few)


def test_late_silent_and_loose_things_are_named(
    assignment: Assignment,
    activities: list[Activity],
    cast: Cast,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin(activities[0], cast)
    entered = datetime.datetime(2014, 5, 20, 10, tzinfo=datetime.UTC)
    with monkeypatch.context() as then:
        then.setattr("skyddsnat.mandate.ledger.timezone", SimpleNamespace(now=lambda: entered))
        append(assignment, [Entry("meeting_held", activities[0].pk, MAY, 3)])
    Activity.objects.filter(pk=activities[0].pk).update(ends=datetime.date(2099, 1, 1))
    begin(activities[1], cast)
    add_activity(
        assignment=assignment, title="Utan mening", purpose="x", responsible=cast.coordinator, starts=MARCH, ends=MAY,
        by=cast.coordinator,
    )  # fmt: skip
    client.force_login(cast.manager)
    found = page(client, assignment)
    late, silent, loose = ([row["label"] for row in group["first"]] for group in found.context["needs"])
    assert {"Insats 2", "Utan mening"} <= set(late) | {
        row["label"] for row in found.context["needs"][0]["rest"]
    }
    assert silent == ["Insats 1", "Insats 2"]
    assert {"Utan mening", "Insats 2"} <= set(loose)
    assert "senaste underlag 20 maj 2014" in html.unescape(found.text).replace("\xa0", " ")
    tags = [row["cells"][1]["tag"]["text"] for row in found.context["clauses"]["rows"]]
    assert tags == ["Tyst", "Försenat", "Saknar insats", "Saknar insats", "Ingen insats"]


def test_the_address_narrows_the_page(
    assignment: Assignment, activities: list[Activity], cast: Cast, client: Client
) -> None:
    append(assignment, [Entry("meeting_held", activities[0].pk, day, 2) for day in (MARCH, MAY, JUNE)])
    append(assignment, [Entry("company_joined", activities[1].pk, MAY, 5)])
    client.force_login(cast.auditor)

    def shown(query: str) -> dict[str, Any]:
        layers = page(client, assignment, query).context["layers"]
        return {
            row["cells"][0]["value"]: row["cells"][1]["value"] for layer in layers for row in layer["rows"]
        }

    assert shown("")["Samråd och möten"] == "6"
    assert shown("?first=2014-05&last=2014-06")["Samråd och möten"] == "4"
    assert shown("?first=2014-06&last=2014-05")["Samråd och möten"] == "4"
    assert "Samråd och möten" not in shown("?clause=2")
    assert shown("?clause=2&last=2014-05")["Arbetsplatser som har anslutit sig"] == "5"
    assert shown("?clause=Z&first=x&last=9999-99")["Samråd och möten"] == "6"
    narrowed = page(client, assignment, "?clause=2")
    assert [row["cells"][0]["value"][:1] for row in narrowed.context["clauses"]["rows"]] == ["2"]
    assert narrowed.context["aims"] is None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200), ("economist", 200), ("editor", 200), ("manager", 200), ("auditor", 200),
        ("partner", 403), ("regional", 403), ("receiver", 403), ("caseworker", 403), ("outsider", 403),
    ],
)  # fmt: skip
def test_who_may_see_it(assignment: Assignment, cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    assert page(client, assignment).status_code == status


def test_an_assignment_without_anything_says_so(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    text = page(client, assignment).text
    assert "Inget underlag än" in text
    assert "Inga indikatorer här" in text
    assert "Ingen kommun är nådd, så vitt liggaren vet" in text
    assert page(client, assignment, "?first=2014-05&clause=1").status_code == 200


def test_money_is_only_for_those_who_may_see_it(
    assignment: Assignment, activities: list[Activity], cast: Cast, client: Client
) -> None:
    client.force_login(cast.manager)
    assert "Använda pengar" in page(client, assignment).text
    cast.outsider.roles.add(
        Role.objects.create(
            code="looker", name="x", is_staff=True, permissions=["mandate.read", "insight.read"]
        )
    )
    client.force_login(cast.outsider)
    found = page(client, assignment)
    assert "Använda pengar" not in found.text
    assert "Använt av planerat" not in found.text
    assert found.context["money"] is None


def test_the_tables_can_be_taken_as_files(
    assignment: Assignment, activities: list[Activity], cast: Cast, client: Client
) -> None:
    client.force_login(cast.auditor)
    answer = page(client, assignment, "?format=csv&list=deluppdrag")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].endswith("Underlag")
    assert len(lines) == 1 + assignment.clauses.count()


def test_the_map_has_each_municipality_in_a_class(assignment: Assignment, activities: list[Activity]) -> None:
    known = places.known()
    towns = [one for one in known.spots if one.kind == Place.Kind.MUNICIPALITY]
    counts = {towns[0].pk: 1, towns[1].pk: 12}
    shown = places.country_map(counts, known)
    assert shown is not None
    assert [row["count"] for row in shown["legend"]] == [288, 1, 0, 0, 1]
    assert places.finding(counts, known) == "2 av 290 kommuner är nådda"
    assert places.counties_table(counts, known)["rows"][0]["cells"][1]["raw"] == 2


@pytest.mark.parametrize(
    ("most", "least"),
    [(0, [1, 2, 5, 10]), (20, [1, 2, 5, 10]), (10_000, [1, 10, 100, 1000]), (21, [1, 2, 5, 10])],
)
def test_classes_of_the_map(most: int, least: list[int]) -> None:
    assert places.breaks(most) == least


WELL = {
    "planned": 2,
    "begun": 2,
    "done": 1,
    "late": 0,
    "silent": 0,
    "records": 5,
    "over": False,
    "wanted": True,
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, Health.WELL),
        ({"planned": 0}, Health.MISSING),
        ({"planned": 0, "wanted": False}, Health.NONE),
        ({"late": 1, "silent": 1, "over": True}, Health.LATE),
        ({"over": True, "records": 0}, Health.OVER),
        ({"records": 0, "silent": 1}, Health.UNPROVEN),
        ({"silent": 1}, Health.SILENT),
        ({"done": 2}, Health.DONE),
        ({"begun": 0, "done": 0, "records": 0}, Health.WAITING),
    ],
)
def test_the_worst_that_can_be_said(more: dict[str, Any], said: Health) -> None:
    assert health(**{**WELL, **more}) is said


def test_time_passes_from_the_first_day_to_the_last() -> None:
    first, last = datetime.date(2014, 1, 1), datetime.date(2014, 1, 10)
    days = [datetime.date(2013, 1, 1), first, datetime.date(2014, 1, 6), datetime.date(2014, 2, 1)]
    assert [elapsed(first, last, on=day) for day in days] == [0, 0, 0.5, 1]
    assert months_between(datetime.date(2014, 11, 15), datetime.date(2015, 2, 1)) == [
        datetime.date(2014, 11, 1), datetime.date(2014, 12, 1), datetime.date(2015, 1, 1), datetime.date(2015, 2, 1),
    ]  # fmt: skip


def test_an_indicator_without_a_query_has_no_figure(
    assignment: Assignment, activities: list[Activity]
) -> None:
    found = figures(assignment, Indicator.objects.filter(assignment=assignment), tied(assignment))
    assert len(found.values) == assignment.indicators.filter(query__isnull=False).count()
