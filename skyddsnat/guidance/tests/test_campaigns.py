"""A code leads to the right page and is counted without a trace; counts become evidence, each once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.guidance.campaigns import actions
from skyddsnat.guidance.campaigns.proof import prove_readings
from skyddsnat.guidance.models import Batch, Campaign, ReadingCount, ReadingProof
from skyddsnat.guidance.tests.campaigning import a_batch, a_campaign, an_activity, begin, read, sigtuna
from skyddsnat.mandate.api import delete_activity
from skyddsnat.mandate.models import Assignment, Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
PHONE = {"Accept": "text/html", "Accept-Language": "sv-SE,sv;q=0.9"}
MAY = datetime.date(2026, 5, 1)


@pytest.fixture
def campaign(assignment: Assignment, cast: Cast) -> Campaign:
    return a_campaign(assignment, cast)


@pytest.fixture
def batch(campaign: Campaign, cast: Cast) -> Batch:
    return a_batch(campaign, cast)


def visit(client: Client, code: str, **headers: str) -> Any:
    return client.get(f"/k/{code}/", headers=PHONE | headers)


@pytest.mark.parametrize(
    ("accepted", "leads"),
    [
        ("sv-SE,sv;q=0.9", "/sv/"),
        ("de-AT,en;q=0.5", "/de/"),
        ("fi", "/en/"),
        ("", "/en/"),
        ("fi,sv;q=0.1", "/sv/"),
    ],
)
def test_it_leads_to_the_page_in_the_readers_language(
    client: Client, batch: Batch, accepted: str, leads: str
) -> None:
    response = visit(client, batch.code, **{"Accept-Language": accepted})
    assert response.status_code == 302
    assert response["Location"].startswith(leads)
    assert response["Location"] != leads  # the campaign's page, not the start page
    assert client.get(response["Location"]).status_code == 200


def test_it_is_counted_by_the_day_and_leaves_no_trace(client: Client, batch: Batch) -> None:
    for address in (f"/k/{batch.code}/", f"/k/{batch.code.lower()}", f"/K/{batch.code}"):
        response = client.get(address, headers=PHONE)
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert "Cookie" not in response.get("Vary", "")
    row = ReadingCount.objects.get()
    assert (row.batch, row.day, row.count) == (batch, today(), 3)
    assert {field.name for field in ReadingCount._meta.fields} == {"id", "batch", "day", "count", "proof"}


def test_programs_that_look_beforehand_are_not_counted(client: Client, batch: Batch) -> None:
    client.head(f"/k/{batch.code}/", headers=PHONE)
    visit(client, batch.code, **{"Sec-Purpose": "prefetch"})
    client.get(f"/k/{batch.code}/")
    assert not ReadingCount.objects.exists()


def test_a_withdrawn_code_and_an_unknown_one_lead_to_the_start_page(
    client: Client, batch: Batch, cast: Cast
) -> None:
    actions.withdraw_batch(batch=batch, by=cast.editor)
    for code in (batch.code, "RRRRRR", "nej"):
        response = visit(client, code)
        assert (response.status_code, response["Location"]) == (302, "/sv/")
    assert not ReadingCount.objects.exists()
    actions.withdraw_batch(batch=batch, withdrawn=False, by=cast.editor)
    assert visit(client, batch.code)["Location"] != "/sv/"


def test_a_page_that_is_gone_leads_to_the_start_page(client: Client, batch: Batch) -> None:
    assert batch.campaign.page is not None
    batch.campaign.page.delete()
    assert visit(client, batch.code)["Location"] == "/sv/"


def test_finished_months_become_evidence_once(batch: Batch) -> None:
    read(batch, ("2026-03-02", 4), ("2026-03-30", 3), ("2026-04-11", 9), ("2026-05-01", 50))
    assert prove_readings(today=MAY) == 2
    assert prove_readings(today=MAY) == 0
    rows = Evidence.objects.filter(kind="code_read").order_by("seq")
    assert [(row.quantity, f"{row.occurred_on}") for row in rows] == [(7, "2026-03-30"), (9, "2026-04-11")]
    assert {row.place for row in rows} == {sigtuna()}
    assert {row.activity for row in rows} == {batch.campaign.activity}
    assert batch.code in rows[0].reference
    assert [proof.seq for proof in batch.proofs.all()] == [row.seq for row in rows]
    assert prove_readings(today=datetime.date(2026, 6, 1)) == 1


def test_few_readings_wait_until_they_are_more(batch: Batch) -> None:
    read(batch, ("2026-03-02", 4))
    assert prove_readings(today=MAY) == 0
    read(batch, ("2026-04-02", 1))
    assert prove_readings(today=MAY) == 1
    assert Evidence.objects.get(kind="code_read").quantity == 5


def test_readings_wait_until_the_activity_has_started(assignment: Assignment, cast: Cast) -> None:
    waiting = a_campaign(assignment, cast, started=False)
    read(a_batch(waiting, cast), ("2026-03-02", 8))
    assert prove_readings(today=MAY) == 0
    begin(waiting.activity, cast)
    assert prove_readings(today=MAY) == 1


def test_what_stands_in_the_ledger_stays(batch: Batch) -> None:
    read(batch, ("2026-03-02", 8))
    prove_readings(today=MAY)
    for change in (
        lambda: ReadingCount.objects.update(count=9),
        lambda: ReadingCount.objects.all().delete(),
        lambda: ReadingProof.objects.update(quantity=9),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "values", [{"code": "AEIOU1"}, {"code": "short"}, {"where": ""}, {"copies": 0}, {"form": "balloon"}]
)
def test_the_database_refuses_what_a_batch_cannot_be(campaign: Campaign, values: dict[str, Any]) -> None:
    right = {"campaign": campaign, "form": "tag", "where": "Arlanda", "copies": 1, "code": "C3P9KX"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(**right | values)


def test_a_double_click_makes_one(campaign: Campaign, cast: Cast) -> None:
    again = actions.add_campaign(
        name=campaign.name, activity=campaign.activity, page=campaign.page, starts=campaign.starts,
        ends=campaign.ends, by=cast.editor,
    )  # fmt: skip
    assert again == campaign
    first = a_batch(campaign, cast)
    assert a_batch(campaign, cast) == first
    read(first, ("2026-03-02", 1))
    with pytest.raises(Refused, match="likadan"):
        a_batch(campaign, cast)


def test_the_activity_stays_when_it_has_evidence(batch: Batch, assignment: Assignment, cast: Cast) -> None:
    campaign = batch.campaign
    read(batch, ("2026-03-02", 8))
    prove_readings(today=MAY)
    other = an_activity(assignment, cast)
    with pytest.raises(Refused, match="ny kampanj"):
        actions.change_campaign(campaign=campaign, version=1, activity=other, by=cast.editor)


def test_an_activity_with_a_campaign_is_not_deleted(assignment: Assignment, cast: Cast) -> None:
    campaign = a_campaign(assignment, cast, started=False)
    with pytest.raises(Refused, match="kan inte tas bort"):
        delete_activity(activity=campaign.activity, by=cast.coordinator)


def test_only_what_nobody_has_read_is_removed(batch: Batch, cast: Cast) -> None:
    with pytest.raises(Refused, match="omgångar"):
        actions.remove_campaign(campaign=batch.campaign, by=cast.editor)
    read(batch, ("2026-03-02", 1))
    with pytest.raises(Refused, match="Dra in"):
        actions.remove_batch(batch=batch, by=cast.editor)
    ReadingCount.objects.all().delete()
    actions.remove_batch(batch=batch, by=cast.editor)
    actions.remove_campaign(campaign=batch.campaign, by=cast.editor)
    assert not Campaign.objects.exists()
    said = AuditEntry.objects.filter(verb__in=["batch.removed", "campaign.removed"])
    assert said.count() == 2
