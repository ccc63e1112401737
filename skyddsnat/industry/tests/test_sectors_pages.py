"""What to do, for anybody: in seven languages, in the same order, with numbers to press, with and without a code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from lxml import html

from skyddsnat.actors.api import venue_of
from skyddsnat.actors.models import Place
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Site
from skyddsnat.industry.sectors.addresses import WORDS, sector_address, site_address
from skyddsnat.industry.sectors.advice import FOLDER, STEP_OF, Advice, sector_words
from skyddsnat.industry.tests.course import CODE, workplace
from skyddsnat.industry.training.texts import words_in
from skyddsnat.shared.languages import AT_WORK, direction

pytestmark = pytest.mark.django_db
HOTEL = "/bransch/hotell/"
START = "/bransch/gor-sa-har/"
NUMBERS = {"emergency": "112", "police": "114 14"}
LIGHT = 20 * 1024  # bytes of a page, unpacked


@pytest.fixture
def site(db: None) -> Site:
    found = workplace()
    found.place = Place.objects.get(kind="municipality", code="0180")
    found.save()
    return found


def read(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status
    return html.fromstring(answer.content)


def within(page: Any, name: str, below: str = "") -> list[Any]:
    """The elements of a class, or what lies below them."""
    found: list[Any] = page.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]{below}")
    return found


def steps(page: Any) -> list[str]:
    return [one.get("class").removeprefix("step-") for one in within(page, "path", "/li")]


@pytest.mark.parametrize("language", AT_WORK)
@pytest.mark.parametrize("sector", Sector.values)
def test_each_sector_has_its_path_in_each_language(client: Client, sector: str, language: str) -> None:
    answer = client.get(sector_address(sector, language=language))
    page = html.fromstring(answer.content)
    assert (page.get("lang"), page.get("dir")) == (language, direction(language))
    assert answer["Content-Language"] == language
    assert steps(page) == ["see", "note", "call", "tell"]
    assert all(step.xpath("ul/li") for step in within(page, "path", "/li"))
    assert len(within(page, "step-see", "//li")) >= 6
    assert within(page, "calls", "//a/@href") == ["tel:112", "tel:11414"]
    assert set(within(page, "step-call", "//a/@href")) == {"tel:112", "tel:11414"}
    assert within(page, "checked")[0].text_content().strip()
    assert "{" not in page.xpath("//main")[0].text_content()
    assert len(answer.content) < LIGHT
    assert not answer.cookies


def test_the_manager_is_told_last_and_the_line_is_the_right_one() -> None:
    advice = {language: Advice(language, NUMBERS) for language in ("sv", "en")}
    for sector in Sector:
        assert set(STEP_OF[sector]) <= {"note", "call", "tell"}
        assert re.search("chef|trafikledning", advice["sv"].path(sector)[-1].lines[0])
        assert re.search("manager|dispatch", advice["en"].path(sector)[-1].lines[0])
        assert not any("chef" in line for line in advice["sv"].path(sector)[1].lines)
        told = "Säg till trafikledningen" if sector == Sector.TAXI else "Säg till chefen"
        assert advice["sv"].path(sector)[-1].heading == told


def test_words_are_whole_and_nobody_has_checked_them_yet() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(AT_WORK)
    for language in AT_WORK:
        assert sector_words(language).checked_by == ""
        assert Advice(language, NUMBERS).checked() == words_in(language).texts["unchecked"]


def test_the_calls_come_before_everything_else(client: Client) -> None:
    main = read(client, HOTEL).xpath("//main")[0]
    kinds = [one.get("class") or one.tag for one in main if isinstance(one.tag, str)]
    assert kinds[:4] == ["sector", "h1", "calls", "lead"]
    assert kinds.index("path") < kinds.index("never")


def test_signs_never_prove_and_no_page_tells_how(client: Client) -> None:
    for word in WORDS.values():
        text = client.get(f"/bransch/{word}/").text
        assert "Ett tecken bevisar ingenting" in text
        assert "020-390 000" not in text  # for professionals only


def shared_value(key: str) -> Any:
    """The value that all rooms name by its key; the room that keeps it is none that this one knows."""
    return apps.get_model("guidance", "SharedValue")._default_manager.filter(key=key)


def test_a_number_that_is_changed_is_called_everywhere(client: Client) -> None:
    shared_value("114-14").update(value="010-000 00")
    page = read(client, HOTEL)
    assert within(page, "calls", "//a/@href") == ["tel:112", "tel:01000000"]


def test_a_tip_can_be_written_where_the_shared_value_says(client: Client) -> None:
    assert within(read(client, HOTEL), "web", "//a/@href") == ["https://polisen.se/"]
    shared_value("police-link").delete()
    assert within(read(client, HOTEL), "web") == []


def test_with_a_code_the_page_names_workplace_code_and_police_region(client: Client, site: Site) -> None:
    answer = client.get(f"{HOTEL}?kod={CODE}")
    venue = within(html.fromstring(answer.content), "venue")[0].text_content()
    for said in ("Hotell Testet", CODE, "Stockholm", "Polisregion Stockholm", "Säg koden när du ringer"):
        assert said in venue
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "kim@example.org" not in answer.text
    assert f"/bransch/u/{CODE}/?sprak=sv" in answer.text


@pytest.mark.parametrize("typed", ["htw346", "HTW 346", "htw-346", " htw%20346 "])
def test_a_code_is_known_however_it_is_typed(client: Client, site: Site, typed: str) -> None:
    assert client.get(f"{HOTEL}?kod={typed}&sprak=so")["Location"] == f"{HOTEL}?sprak=so&kod={CODE}"
    assert client.get(f"{START}?kod={typed}&sprak=so")["Location"] == f"{HOTEL}?sprak=so&kod={CODE}"


def test_a_code_of_another_sector_leads_to_its_own_page(client: Client) -> None:
    rank = workplace(code="DFG479", sector="taxi")
    assert client.get(f"{HOTEL}?kod=DFG479")["Location"] == site_address(rank, language="sv")


@pytest.mark.parametrize("why", ["wrong", "closed", "left"])
def test_a_code_that_opens_nothing_hides_nothing(client: Client, site: Site, why: str) -> None:
    if why == "closed":
        Site.objects.update(closed_at=timezone.now())
    if why == "left":
        site.company.contact_name = site.company.contact_email = ""
        site.company.left_at = timezone.now()
        site.company.save()
    code = "CDFGHJ" if why == "wrong" else CODE
    page = read(client, f"{HOTEL}?kod={code}", 422)
    assert steps(page) == ["see", "note", "call", "tell"]
    assert code in within(page, "fault")[0].text_content()
    assert page.get_element_by_id("kod").get("value") == code
    assert "Hotell Testet" not in page.text_content()
    assert venue_of(code) is None
    assert read(client, f"{START}?kod={code}", 422).get_element_by_id("kod").get("aria-invalid") == "true"


def test_what_others_typed_is_only_shown_as_text(client: Client) -> None:
    answer = client.get(HOTEL, {"kod": "<script>alert(1)"})
    assert "<script>alert" not in answer.text.lower()


def test_languages_keep_the_code_and_the_page_follows_the_browser(client: Client, site: Site) -> None:
    page = read(client, f"{HOTEL}?kod={CODE}&sprak=ar")
    links = within(page, "languages", "//a/@href")
    assert len(links) == len(AT_WORK)
    assert all(f"kod={CODE}" in link for link in links)
    answer = client.get(HOTEL, headers={"Accept-Language": "th-TH,th;q=0.9,en;q=0.8"})
    assert answer["Content-Language"] == "th"
    assert "Accept-Language" in answer["Vary"]
    assert "public" in answer["Cache-Control"]


def test_one_chooses_where_one_works(client: Client) -> None:
    page = read(client, f"{START}?sprak=pl")
    assert within(page, "ways", "//a/@href") == [f"/bransch/{word}/?sprak=pl" for word in WORDS.values()]


def test_the_course_and_the_page_lead_to_each_other(client: Client, site: Site) -> None:
    assert site_address(site, language="sv").replace("&", "&amp;") in client.get(f"/bransch/u/{CODE}/").text


def test_a_lower_room_learns_of_a_workplace_but_not_of_its_contact(site: Site) -> None:
    venue = venue_of("htw 346")
    assert venue is not None
    assert (venue.code, venue.name, venue.sector, venue.municipality.code) == (
        CODE, "Hotell Testet", "hotel", "0180",
    )  # fmt: skip
    assert venue.police_region is not None
    assert venue.police_region.name == "Polisregion Stockholm"
    assert not any("contact" in name for name in dir(venue))


def test_the_worker_may_see_the_pages_and_keeps_apart_from_the_courses(client: Client) -> None:
    answer = client.get("/bransch/gor-sa-har/sw.js")
    assert answer["Service-Worker-Allowed"] == "/bransch/"
    assert '"kind": "what-to-do-"' in answer.text
    assert "industry/sectors" in answer.text
    assert '"kind": "lesson-"' in client.get("/bransch/u/sw.js").text


def test_search_engines_are_told_of_the_pages(client: Client) -> None:
    robots, site_map = client.get("/robots.txt").text, client.get("/sitemap.xml").text
    for word in ("gor-sa-har", *WORDS.values()):
        assert f"Allow: /bransch/{word}/$" in robots
        assert f"/bransch/{word}/</loc>" in site_map
    assert "noindex" not in client.get(HOTEL).text
