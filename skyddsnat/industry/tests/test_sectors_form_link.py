"""The link from a workplace's page to the form for tips says where one is, in the part that no server is sent."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import html

from skyddsnat.actors.models import Place
from skyddsnat.industry.sectors import writing
from skyddsnat.industry.sectors.addresses import site_address
from skyddsnat.industry.tests.course import CODE, workplace

pytestmark = pytest.mark.django_db
FORM = "https://tips.example.org/tips/?sprak=sv"


@pytest.fixture(autouse=True)
def _form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        writing, "_TELLERS", [lambda _language: writing.Form("Lämna ett tips", "Om det.", FORM)]
    )


def link(client: Client, address: str) -> str:
    page = html.fromstring(client.get(address).content)
    [found] = page.xpath("//a[normalize-space()='Lämna ett tips']/@href")
    return str(found)


def test_it_says_code_and_municipality_after_the_hash(client: Client) -> None:
    site = workplace()
    site.place = Place.objects.get(kind="municipality", code="0180")
    site.save()
    found = urlsplit(link(client, site_address(site, language="sv")))
    assert found.fragment == f"kod={CODE}&plats=0180"
    assert found._replace(fragment="").geturl() == FORM


def test_without_a_code_it_says_nothing(client: Client) -> None:
    assert link(client, "/bransch/hotell/?sprak=sv") == FORM
