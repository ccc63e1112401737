"""The guide's pages in every language, and what a browser keeps of them."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from skyddsnat.guidance.access import shared_values
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage, SharedValue
from skyddsnat.guidance.where.reading import the_tree
from skyddsnat.guidance.where.rules import steps
from skyddsnat.guidance.where.views import address
from skyddsnat.shared.languages import NAMES

pytestmark = pytest.mark.django_db
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
NUMBER = re.compile(r'href="tel:(\d+)"')


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["public"].clear()


def kept_by(client: Client, language: str) -> dict[str, Any]:
    """What the service worker of a language keeps."""
    response = client.get(f"/{language}/sw.js")
    assert response["Content-Type"] == "text/javascript"
    kept: dict[str, Any] = json.loads(response.text.partition("const KEPT = ")[2].partition(";\n")[0])
    return kept


@pytest.mark.parametrize("language", NAMES)
def test_every_page_says_112_first_and_the_support_line_to_professionals_alone(
    client: Client, language: str
) -> None:
    with translation.override(language):
        pages = [(one.answers, address(one.answers)) for one in steps(the_tree())]
    for answers, path in pages:
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Content-Language"] == language
        main = MAIN.search(response.text)
        assert main
        assert NUMBER.findall(main[0])[0] == "112", path
        assert ("020" in response.text) == (answers[:1] == ("professional",) and len(answers) > 1), path
        assert "{{" not in response.text


@pytest.mark.parametrize(
    ("language", "path"),
    [("sv", "/sv/vart/"), ("sv-simple", "/sv-simple/vart/"), ("en", "/en/where/"), ("th", "/th/where/")],
)
def test_the_guide_has_one_address_a_language(client: Client, language: str, path: str) -> None:
    assert client.get(path).status_code == 200
    other = path.replace("where", "vart") if "where" in path else path.replace("vart", "where")
    response = client.get(f"{other}adult/abroad/")
    assert (response.status_code, response["Location"]) == (301, f"{path}adult/abroad/")


@pytest.mark.parametrize("tail", ["pigeon/", "adult/pigeon/", "adult/sweden/more/", "adult//sweden/"])
def test_an_answer_that_cannot_be_given_is_a_page_that_is_not_there(client: Client, tail: str) -> None:
    response = client.get(f"/sv/vart/{tail}")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.text


def test_an_outcome_says_what_was_answered_and_leads_back_and_to_other_languages(client: Client) -> None:
    text = client.get("/en/where/trade/abroad/").text
    assert "I work at a hotel" in text
    assert 'href="/en/where/trade/" data-step' in text
    assert 'href="/sv/vart/trade/abroad/" data-step lang="sv"' in text
    assert 'aria-current="page">Where do I turn?' in text
    assert "Tell your manager" in text
    assert "no duty to report" in text


def test_the_duty_to_report_says_since_when_and_where(client: Client) -> None:
    text = client.get("/sv/vart/professional/sweden/").text.replace("\u00a0", " ")
    assert "19 kap. 1 § socialtjänstlagen (2025:400)" in text
    assert '<time datetime="2025-07-01">1 juli 2025</time>' in text


def test_a_step_is_kept_until_a_number_changes(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get("/sv/vart/child/talk/")
    with django_assert_num_queries(1):
        assert client.get("/sv/vart/child/talk/").content == first.content
    bris = SharedValue.objects.get(key="bris")
    bris.value, bris.checked_on = "116 112", datetime.date(2026, 3, 1)
    bris.save()
    assert "116\u00a0112" in client.get("/sv/vart/child/talk/").text


def test_a_number_that_has_been_removed_leaves_no_empty_box(client: Client) -> None:
    SharedValue.objects.get(key="missing").delete()
    assert "missing" not in shared_values()
    assert '<p class="channel"></p>' not in client.get("/sv/vart/adult/missing/").text


def test_a_browser_keeps_the_guide_the_start_page_and_nothing_of_the_staffs(client: Client) -> None:
    kept = kept_by(client, "sv")
    assert "/sv/" in kept["pages"]
    assert "/sv/vart/adult/abroad/" in kept["pages"]
    assert all(path.startswith("/sv/") for path in kept["pages"])
    assert kept["exit"] not in kept["pages"]
    assert [client.get(path).status_code for path in kept["pages"]] == [200] * len(kept["pages"])
    text = client.get("/sv/vart/adult/").text
    assert 'data-worker="/sv/sw.js"' in text
    assert set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text)) == set(kept["files"])


def test_what_is_published_is_kept_anew(client: Client) -> None:
    before = kept_by(client, "sv")["version"]
    assert kept_by(client, "sv")["version"] == before
    page = GuidancePage.objects.get(locale__language_code="sv", depth=2)
    page.lead = "En ny ingress."
    page.save_revision().publish()
    assert kept_by(client, "sv")["version"] != before


def test_a_language_without_a_start_page_keeps_its_guide(client: Client) -> None:
    GuidancePage.objects.filter(locale__language_code="th").delete()
    kept = kept_by(client, "th")
    assert "/th/" not in kept["pages"]
    assert "/th/where/" in kept["pages"]


def test_the_page_for_children_is_kept_wherever_it_has_moved(client: Client) -> None:
    of_children = translation_key("children")
    GuidancePage.objects.filter(translation_key=of_children, locale__language_code="sv").delete()
    start = GuidancePage.objects.get(locale__language_code="sv", depth=2)
    page = GuidancePage(
        title="För dig", slug="ny-adress", translation_key=of_children, locale=start.locale, live=False
    )
    start.add_child(instance=page)
    assert "/sv/ny-adress/" not in kept_by(client, "sv")["pages"]
    page.save_revision().publish()
    assert "/sv/ny-adress/" in kept_by(client, "sv")["pages"]


def test_the_staffs_pages_have_no_worker(client: Client) -> None:
    assert "data-worker" not in client.get("/").text
    assert client.get("/sw.js").status_code == 404


def test_search_engines_find_the_guide(client: Client) -> None:
    text = client.get("/sitemap.xml").text
    assert "/sv/vart/</loc>" in text
    assert "/en/where/</loc>" in text
    assert "/adult/" not in text
