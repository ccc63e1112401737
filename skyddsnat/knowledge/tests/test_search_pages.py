"""The search page: what is found, what is not said in the address, and always a way on."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.knowledge.search import fresh, sources
from skyddsnat.knowledge.tests.library import publish, write
from skyddsnat.shared.grams.living import Living

pytestmark = pytest.mark.django_db
START = "/kunskap/sok/"


@pytest.fixture(autouse=True)
def own_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of this test's own, made anew at once: another thread would not see what is not committed."""
    monkeypatch.setattr(fresh, "LIVING", Living(load=sources.entries, spawn=lambda work: work()))


@pytest.fixture
def library() -> list[LibraryPage]:
    return [
        publish(write("oro", title="Orosanmälan", lead="Så anmäler du till socialtjänsten.", audiences=["school"])),
        publish(write("samtal", title="Samtal med barn", lead="Lyssna och lova inget.", kind="guide")),
        publish(write("boende", title="Skyddat boende", lead="Ett beslut av socialnämnden.", audiences=["social"])),
    ]  # fmt: skip


def ask(client: Client, text: str, after: str = "") -> str:
    """The page with what was found."""
    sent = client.post(START, {"q": text})
    assert sent.status_code == 302
    return client.get(sent["Location"] + after).content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'<li><a href="/kunskap/bibliotek/[^"]*"[^>]*>(.*?)</a><span', page)
    return [re.sub(r"</?mark>", "", title) for title in found]


def test_the_words_stand_in_no_address_and_no_log(client: Client, library: list[LibraryPage]) -> None:
    before = AuditEntry.objects.count()
    sent = client.post(START, {"q": "Orosanmälan om Kalle"})
    assert re.fullmatch(r"/kunskap/sok/[\w-]{8}/", sent["Location"])
    page = client.get(sent["Location"]).content.decode()
    assert titles(page)[0] == "Orosanmälan"
    assert "<mark>Orosanmälan</mark>" in page
    assert AuditEntry.objects.count() == before
    assert "Kalle" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))


def test_another_person_does_not_get_the_words(client: Client, library: list[LibraryPage]) -> None:
    address = client.post(START, {"q": "orosanmälan"})["Location"]
    page = Client().get(address).content.decode()
    assert "Sökningen finns inte kvar" in page
    assert "orosanmälan" not in page


def test_the_same_words_have_the_same_address(client: Client, library: list[LibraryPage]) -> None:
    assert client.post(START, {"q": "barn"})["Location"] == client.post(START, {"q": " barn "})["Location"]
    assert client.post(START, {"q": "  "}).status_code == 200


def test_filters_stand_in_the_address_as_links(client: Client, library: list[LibraryPage]) -> None:
    words = "orosanmälan samtal boende"
    assert set(titles(ask(client, words))) == {"Orosanmälan", "Samtal med barn", "Skyddat boende"}
    assert set(titles(ask(client, words, "?for=school"))) == {"Orosanmälan", "Samtal med barn"}
    assert titles(ask(client, words, "?for=school&slag=method")) == ["Orosanmälan"]
    page = ask(client, words, "?for=school")
    assert 'href="?' not in page
    assert re.search(r'href="/kunskap/sok/[\w-]+/\?for=school&amp;slag=guide"', page)
    assert '<input type="hidden" name="for" value="school">' in page
    assert set(titles(ask(client, words, "?for=nobody&slag=x&sprak=tlh"))) == {
        "Orosanmälan", "Samtal med barn", "Skyddat boende",
    }  # fmt: skip


def test_a_filter_that_leaves_nothing_has_a_way_back(client: Client, library: list[LibraryPage]) -> None:
    page = ask(client, "orosanmälan", "?sprak=en")
    assert titles(page) == []
    assert "Inget hittades bland det du har valt." in page
    assert re.search(r'<a href="/kunskap/sok/[\w-]+/">Sök i allt</a>', page)


def test_a_slip_of_the_pen_is_understood_and_asked_about(client: Client, library: list[LibraryPage]) -> None:
    page = ask(client, "socailtjänsten")
    assert titles(page)[0] == "Orosanmälan"
    assert '<button class="link-button" type="submit">socialtjänsten</button>' in page


@pytest.mark.parametrize("words", ["cykelställ", "?!", "\u00ad", "xqzw 123", "<script>alert(1)</script>"])
def test_no_page_is_without_a_way_on(client: Client, library: list[LibraryPage], words: str) -> None:
    page = ask(client, words)
    assert "Så kommer du vidare" in page
    assert '<a href="/kunskap/bibliotek/?audience=school">Skola</a>' in page
    assert '<a href="/kunskap/bibliotek/">Alla texter</a>' in page
    assert "<script>alert" not in page


def test_an_empty_library_has_a_page(client: Client) -> None:
    assert "Så kommer du vidare" in ask(client, "orosanmälan")
    assert "Eller börja här" in client.get(START).content.decode()


def test_other_parts_give_texts_and_ways_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_SOURCES", {})
    monkeypatch.setattr(sources, "_WAYS", {})
    answer = sources.Document("7", "/kunskap/utbyte/7/", "Vem ringer jag?", "Ring kommunen.", "sv", "answer")

    def answers() -> list[sources.Document]:
        return [answer]

    sources.register_source("exchange", answers, kinds={"answer": "Svar"})
    sources.register_source("exchange", answers, kinds={"answer": "Svar"})
    with pytest.raises(ValueError, match="already"):
        sources.register_source("exchange", list, kinds={})
    sources.register_way_on("ask", sources.WayOn("knowledge:library", "Fråga oss", "Vi svarar."))
    page = ask(client, "ringa kommunen")
    assert '<a href="/kunskap/utbyte/7/">' in page
    assert "Svar" in page
    assert "Fråga oss" in page


def test_what_is_published_is_found_and_what_is_taken_down_is_not(
    client: Client, library: list[LibraryPage]
) -> None:
    assert "Traumabehandling" not in titles(ask(client, "traumabehandling"))
    page = publish(write("trauma", title="Traumabehandling", lead="Efter utsatthet."))
    ask(client, "traumabehandling")  # the old index answers while the new one is made
    assert titles(ask(client, "traumabehandling"))[0] == "Traumabehandling"
    page.unpublish()
    ask(client, "traumabehandling")
    assert "Traumabehandling" not in titles(ask(client, "traumabehandling"))


def test_an_english_reader_gets_english_words_and_marked_languages(
    client: Client, library: list[LibraryPage]
) -> None:
    client.cookies["django_language"] = "en"
    page = ask(client, "orosanmälan")
    assert "Search results" in page
    assert re.search(r'<a href="/kunskap/bibliotek/oro/[^"]*" lang="sv">', page)


def test_staff_have_the_search_among_the_parts(
    cast: Cast, client: Client, library: list[LibraryPage]
) -> None:
    client.force_login(cast.coordinator)
    page = client.get(START).content.decode()
    assert f'href="{START}"' in page
    assert 'aria-current="page"' in page


def test_the_start_page_searches_here(client: Client) -> None:
    assert f'action="{START}"' in client.get("/kunskap/").content.decode()
