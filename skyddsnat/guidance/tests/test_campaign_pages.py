"""The staff's pages of campaigns: who may, what is shown of small numbers, and what can be printed."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.guidance.campaigns.actions import change_campaign, withdraw_batch
from skyddsnat.guidance.campaigns.printing import FORMATS, printed, qr_matrix, qr_svg
from skyddsnat.guidance.campaigns.proof import prove_readings
from skyddsnat.guidance.models import Batch, Campaign
from skyddsnat.guidance.tests.campaigning import a_batch, a_campaign, read
from skyddsnat.mandate.models import Assignment, Evidence
from skyddsnat.shared.languages import NAMES

pytestmark = pytest.mark.django_db
LIST = "/publikt/kampanjer/"


@pytest.fixture
def campaign(assignment: Assignment, cast: Cast) -> Campaign:
    return a_campaign(assignment, cast)


@pytest.fixture
def batch(campaign: Campaign, cast: Cast) -> Batch:
    return a_batch(campaign, cast)


def addresses(batch: Batch) -> list[str]:
    one, two = batch.campaign.get_absolute_url(), batch.get_absolute_url()
    more = [f"{one}andra/", f"{one}ta-bort/", f"{one}omgang/ny/", f"{two}andra/", f"{two}ta-bort/"]
    return [LIST, f"{LIST}ny/", one, two, *more]


@pytest.mark.parametrize("role", ["coordinator", "editor"])
def test_those_who_edit_open_every_page(client: Client, cast: Cast, batch: Batch, role: str) -> None:
    client.force_login(getattr(cast, role))
    for address in addresses(batch):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("role", ["economist", "manager", "auditor", "partner", "receiver", "outsider"])
def test_others_do_not(client: Client, cast: Cast, batch: Batch, role: str) -> None:
    client.force_login(getattr(cast, role))
    for address in [*addresses(batch), f"{batch.get_absolute_url()}tryck/tagg/sv.pdf"]:
        assert client.get(address).status_code == 403, address
    assert client.post(f"{batch.get_absolute_url()}indragen/", {"withdrawn": "1"}).status_code == 403


def test_a_batch_of_another_campaign_is_not_found(client: Client, cast: Cast, batch: Batch) -> None:
    client.force_login(cast.editor)
    assert client.get(f"{LIST}{batch.campaign_id + 1}/omgang/{batch.pk}/").status_code == 404


def test_from_nothing_to_a_code(client: Client, cast: Cast, assignment: Assignment) -> None:
    client.force_login(cast.editor)
    activity = a_campaign(assignment, cast).activity
    typed = {"name": "Vinterresan", "activity": activity.pk, "starts": "2026-12-01", "ends": "2026-11-01"}
    wrong = client.post(f"{LIST}ny/", typed)
    assert "Kampanjen slutar innan den börjar" in wrong.text
    assert "Vinterresan" in wrong.text
    right = client.post(f"{LIST}ny/", typed | {"ends": "2027-02-01"})
    made = Campaign.objects.get(name="Vinterresan")
    assert right["Location"] == made.get_absolute_url()
    client.post(f"{right['Location']}omgang/ny/", {"form": "poster", "where": "Landvetter", "copies": "40"})
    assert made.batches.get().code in client.get(right["Location"]).text


def test_the_second_of_two_editors_is_shown_what_the_first_saved(
    client: Client, cast: Cast, campaign: Campaign
) -> None:
    client.force_login(cast.editor)
    change_campaign(campaign=campaign, version=1, name="Det nya namnet", by=cast.coordinator)
    typed = {
        "name": "Mitt namn", "activity": campaign.activity_id, "starts": "2026-03-01", "ends": "2026-12-31",
        "version": "1",
    }  # fmt: skip
    address = f"{campaign.get_absolute_url()}andra/"
    shown = client.post(address, typed)
    assert "Det nya namnet" in shown.text
    assert "Mitt namn" in shown.text
    client.post(address, typed | {"version": "2"})
    campaign.refresh_from_db()
    assert campaign.name == "Mitt namn"


def test_small_numbers_are_hidden_everywhere(client: Client, cast: Cast, batch: Batch) -> None:
    client.force_login(cast.editor)
    read(batch, ("2026-03-02", 4))
    for address in (batch.campaign.get_absolute_url(), batch.get_absolute_url()):
        assert "färre än 5" in client.get(address).text
    export = client.get(f"{batch.campaign.get_absolute_url()}?format=csv&list=omgangar")
    sheet = export.getvalue().decode("utf-8-sig")
    assert "färre än 5" in sheet
    assert ";4;" not in sheet


def test_a_number_leads_to_its_batch_and_to_its_evidence(client: Client, cast: Cast, batch: Batch) -> None:
    client.force_login(cast.editor)
    read(batch, ("2026-03-02", 12))
    prove_readings(today=datetime.date(2026, 4, 2))
    assert f'href="{batch.get_absolute_url()}#manader"' in client.get(batch.campaign.get_absolute_url()).text
    row = Evidence.objects.get(kind="code_read")
    evidence = f"/uppdrag/{row.assignment.slug}/underlag/{row.seq}/"
    assert evidence in client.get(batch.get_absolute_url()).text
    assert batch.code in client.get(evidence).text


def test_everything_can_be_printed_in_every_language(batch: Batch) -> None:
    for form, language in itertools.product(FORMATS, NAMES):
        pdf = printed(batch, form, language)
        assert pdf.startswith(b"%PDF")
        assert b"/TrimBox" in pdf
        assert b"pdfuaid" in pdf
    assert pdf == printed(batch, form, language)


def test_the_pdf_is_for_editors_and_not_for_what_is_withdrawn(
    client: Client, cast: Cast, batch: Batch
) -> None:
    client.force_login(cast.editor)
    address = f"{batch.get_absolute_url()}tryck/tagg/sv.pdf"
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert client.get(f"{batch.get_absolute_url()}tryck/mugg/sv.pdf").status_code == 404
    assert client.get(f"{batch.get_absolute_url()}tryck/tagg/fi.pdf").status_code == 404
    withdraw_batch(batch=batch, by=cast.editor)
    assert client.get(address)["Location"] == batch.get_absolute_url()


def test_the_drawing_is_the_code(batch: Batch) -> None:
    matrix = qr_matrix(f"https://skyddsnat.example/k/{batch.code}")
    assert len(matrix) == len(matrix[0]) <= 33
    for corner in (0, len(matrix) - 7):  # the squares that a reader looks for
        assert all(matrix[0][corner : corner + 7])
    svg = qr_svg(f"https://skyddsnat.example/k/{batch.code}").decode()
    dark = sum(
        int(run.split("h")[1].split("v")[0]) for run in svg.split('d="')[2].split('"')[0].split("M")[1:]
    )
    assert dark == sum(map(sum, matrix))
