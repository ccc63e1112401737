"""What a visitor gets: the right language, no cookie, nothing old."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from skyddsnat.guidance.models import GuidancePage, SharedValue
from skyddsnat.guidance.publication import generation
from skyddsnat.shared.languages import NAMES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["public"].clear()


def start(language: str) -> GuidancePage:
    return GuidancePage.objects.get(locale__language_code=language, depth=2)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_is_in_the_language_of_its_address(client: Client, language: str) -> None:
    client.cookies["django_language"] = "sv" if language == "en" else "en"
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="ltr">' in response.text
    assert response["Content-Language"] == language


def test_a_visitor_gets_no_cookie_and_is_not_asked_for_one(client: Client) -> None:
    for address, status in (("/sv/", 200), ("/sv/finns-inte/", 404)):
        response = client.get(address)
        assert response.status_code == status
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_kept_page_is_the_same_page_and_asks_the_database_once(
    client: Client, django_assert_num_queries: object
) -> None:
    first = client.get("/sv/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        second = client.get("/sv/")
    assert second.content == first.content
    assert client.get("/sv/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_page_is_packed_for_who_can_unpack_it(client: Client) -> None:
    packed = client.get("/sv/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(client.get("/sv/").content) / 2


def test_what_is_published_is_seen_at_once(client: Client) -> None:
    client.get("/sv/")
    page = start("sv")
    page.lead = "En ny ingress."
    page.save_revision().publish()
    assert "En ny ingress." in client.get("/sv/").text


def test_a_draft_is_not_seen(client: Client) -> None:
    page = start("sv")
    page.lead = "Bara ett utkast."
    page.save_revision()
    assert "Bara ett utkast." not in client.get("/sv/").text


def test_a_new_number_is_seen_at_once_in_every_language(client: Client) -> None:
    assert "114\u00a014" in client.get("/en/").text
    SharedValue.objects.get(key="114-14").delete()
    SharedValue.objects.create(
        key="114-14", kind="phone", value="114 15", source="prov", checked_on="2026-02-28"
    )
    for language in ("sv", "en"):
        assert "114\u00a015" in client.get(f"/{language}/").text
        assert "114\u00a014" not in client.get(f"/{language}/").text


def test_each_change_counts(client: Client) -> None:
    before = generation()
    SharedValue.objects.get(key="112").save()
    assert generation() == before + 1


def test_leaving_leads_elsewhere_and_lets_the_browser_forget(client: Client) -> None:
    response = client.get("/sv/ut/")
    assert response.status_code == 302
    assert response["Location"].startswith("https://www.smhi.se/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"


def test_the_policy_is_stricter_than_the_desks(client: Client) -> None:
    assert "default-src 'none'" in client.get("/sv/")["Content-Security-Policy"]
    assert "default-src 'self'" in client.get("/")["Content-Security-Policy"]


def test_a_language_without_the_page_does_not_show_the_swedish_one(client: Client) -> None:
    start("en").unpublish()
    response = client.get("/en/")
    assert response.status_code == 404
    assert "This page does not exist" in response.text


@pytest.mark.parametrize("address", ["/xx/", "/fr/crime/", "/zh-Hant/"])
def test_a_language_that_is_not_there_is_said_and_the_others_offered(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "These pages are not in that language" in response.text
    for code in NAMES:
        assert f'<a href="/{code}/"' in response.text
    assert not response.cookies


@pytest.mark.parametrize(("address", "meant"), [("/SV/brott/", "/sv/brott/"), ("/en-GB/", "/en/")])
def test_a_language_written_otherwise_is_understood(client: Client, address: str, meant: str) -> None:
    assert client.get(address)["Location"] == meant


def test_a_page_that_is_not_there_leads_to_every_start(client: Client) -> None:
    text = client.get("/sv/finns-inte/").text
    assert "Sidan finns inte" in text
    assert '<a href="/th/"' in text


def test_the_menu_begins_with_where_to_turn_and_opens_without_a_script(client: Client) -> None:
    text = client.get("/sv/").text
    menu = text[text.index('class="menu-bar"') :]
    assert menu.index("Var vänder jag mig?") < menu.index("<details") < menu.index("Är det ett brott?")


def test_who_reads_easy_swedish_reads_about_accessibility_in_swedish(client: Client) -> None:
    assert 'href="/sv-simple/tillganglighet/"' in client.get("/sv-simple/").text
    GuidancePage.objects.get(locale__language_code="sv-simple", slug="tillganglighet").unpublish()
    assert 'href="/sv/tillganglighet/"' in client.get("/sv-simple/").text
    assert 'href="/en/accessibility/"' in client.get("/th/").text


def test_a_page_leads_to_the_feed_of_its_language(client: Client) -> None:
    assert '<link rel="alternate" type="application/atom+xml" href="/th/nytt.atom"' in client.get("/th/").text
