"""What everybody reads: the start page, the list, an entry in a language, the entry on paper."""

from __future__ import annotations

import datetime
import re

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.knowledge.library.printing import blocks_of
from skyddsnat.knowledge.library.showing import address_of
from skyddsnat.knowledge.library.texts import searchable_documents
from skyddsnat.knowledge.library.views import reading
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.knowledge.tests.library import publish, write
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> LibraryPage:
    return publish(write("prov", audiences=["school"], situation="En elev oroar.", asks="En timme."))


def test_everybody_reads_without_an_account(client: Client, entry: LibraryPage) -> None:
    for address in ("/kunskap/", "/kunskap/bibliotek/", "/kunskap/bibliotek/prov/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Prov av en metod" in page.content.decode()


def test_an_entry_says_for_whom_when_and_in_which_version(client: Client, entry: LibraryPage) -> None:
    publish(entry, lead="Kort.", change_note="Kortare ingress.", reviewed_on=datetime.date(2026, 2, 1))
    shown = client.get("/kunskap/bibliotek/prov/").content.decode()
    for said in (
        "Skola",
        "En elev oroar.",
        "En timme.",
        "Kortare ingress.",
        "Första versionen.",
        "1\u00a0februari\u00a02026",
    ):
        assert said in shown
    assert "väntar på ny granskning" not in shown
    publish(entry, review_due=today())
    assert "väntar på ny granskning" in client.get("/kunskap/bibliotek/prov/").content.decode()


def test_a_draft_is_nobodys_to_read(client: Client, cast: Cast) -> None:
    write("utkast")
    client.force_login(cast.coordinator)
    assert client.get("/kunskap/bibliotek/utkast/").status_code == 404
    assert client.get("/kunskap/bibliotek/utkast/sv.pdf").status_code == 404
    assert "Prov av en metod" not in client.get("/kunskap/bibliotek/").content.decode()


def test_a_reader_gets_her_language_or_is_told(client: Client, entry: LibraryPage) -> None:
    english = {"headers": {"accept-language": "en"}}
    shown = client.get("/kunskap/bibliotek/prov/", **english).content.decode()
    assert "not translated yet" in shown
    assert '<h1 lang="sv">' in shown
    publish(
        write("prov", language="en", title="A test", translation_key=entry.translation_key), kind="method"
    )
    assert "A test" in client.get("/kunskap/bibliotek/prov/", **english).content.decode()
    assert "Prov av en metod" in client.get("/kunskap/bibliotek/prov/?sprak=sv", **english).content.decode()
    assert client.get("/kunskap/bibliotek/", **english).content.decode().count('class="library-kind"') == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True), ("audience=school", True), ("audience=police", False), ("kind=method", True), ("kind=law", False),
        ("level=compiled", True), ("level=tested", False), ("kind=nonsense", True),
    ],
)  # fmt: skip
def test_the_list_narrows_and_never_ends(client: Client, entry: LibraryPage, query: str, found: bool) -> None:
    shown = client.get(f"/kunskap/bibliotek/?{query}").content.decode()
    assert ("Prov av en metod" in shown) is found
    if not found:
        assert "Visa alla texter" in shown


def test_words_are_sent_to_the_search_and_stand_in_no_address(client: Client, entry: LibraryPage) -> None:
    shown = client.get("/kunskap/bibliotek/?audience=school&kind=method&level=compiled").text
    form = re.search(
        r'<form class="search-page" method="post" action="/kunskap/sok/">.*?</form>', shown, re.DOTALL
    )
    assert form is not None
    assert '<input type="hidden" name="for" value="school">' in form[0]
    assert '<input type="hidden" name="slag" value="method">' in form[0]
    assert 'name="q"' not in shown.replace(form[0], "")


def test_search_engines_find_what_everybody_may_read(client: Client, entry: LibraryPage) -> None:
    write("utkast")
    english = publish(write("a-test", language="en", translation_key=entry.translation_key))
    found = client.get("/sitemap.xml").text
    for address in ("/kunskap/", "/kunskap/bibliotek/", address_of(entry), address_of(english)):
        assert f"{address}</loc>" in found
    assert "utkast" not in found
    shown = client.get("/kunskap/bibliotek/prov/").text
    assert f'<link rel="canonical" href="{settings.SITE_ADDRESS}{address_of(entry)}">' in shown
    assert f'hreflang="en" href="{settings.SITE_ADDRESS}{address_of(english)}"' in shown
    english.unpublish()
    assert "a-test" not in client.get("/sitemap.xml").text


@pytest.mark.parametrize(
    ("address", "crawled"),
    [
        ("/", False), ("/sv/", True), ("/kunskap/", True), ("/kunskap/bibliotek/prov/", True),
        ("/kunskap/bibliotek/prov/sv.pdf", True), ("/kunskap/bibliotek/granska/hemlig/", False),
        ("/kunskap/bibliotek/redaktion/", False), ("/kunskap/bibliotek/bidra/1/", False), ("/kunskap/utbyte/1/", False),
        ("/kunskap/traffar/min/hemlig/", False), ("/kunskap/stegen/", False),
    ],
)  # fmt: skip
def test_robots_are_let_in_where_everybody_is(client: Client, address: str, crawled: bool) -> None:
    lines = [line.split(": ", 1) for line in client.get("/robots.txt").text.splitlines() if "llow: " in line]
    fits = [
        (len(start), verb) for verb, start in lines
        if (address == start[:-1] if start.endswith("$") else address.startswith(start))
    ]  # fmt: skip
    assert (max(fits)[1] == "Allow") is crawled


def test_a_text_for_all_is_for_each(client: Client) -> None:
    publish(write("prov", audiences=[]))
    assert "Prov av en metod" in client.get("/kunskap/bibliotek/?audience=police").content.decode()


def test_the_list_is_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PER_PAGE", 2)
    for number in range(3):
        publish(write(f"prov-{number}", title=f"Text {number}", kind="guide"))
    assert "Text 2" not in client.get("/kunskap/bibliotek/").content.decode()
    assert "Text 2" in client.get("/kunskap/bibliotek/?page=2").content.decode()


def test_an_empty_library_says_so(client: Client) -> None:
    assert "Biblioteket är tomt" in client.get("/kunskap/bibliotek/").content.decode()
    assert "Biblioteket är tomt" in client.get("/kunskap/").content.decode()


def test_an_entry_on_paper_says_the_same(client: Client, entry: LibraryPage) -> None:
    paper = client.get("/kunskap/bibliotek/prov/sv.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content == client.get("/kunskap/bibliotek/prov/sv.pdf").content
    sheets = pypdfium2.PdfDocument(paper.content)
    said = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    for words in ("Prov av en metod", "Ring socialtjänsten", "Socialtjänstlagen (2025:400)", "Version 1"):
        assert words in said


def test_rich_text_becomes_blocks_of_a_document() -> None:
    html = '<p>Ett <b>två</b></p><ul><li>tre</li></ul><h3>fyra</h3><p><a href="https://x.se/">fem</a></p>'
    assert blocks_of(html) == [
        {"type": "paragraph", "runs": ["Ett ", {"text": "två", "strong": True, "url": None}]},
        {"type": "list", "ordered": False, "items": [["tre"]]},
        {"type": "heading", "level": 2, "text": "fyra"},
        {"type": "paragraph", "runs": [{"text": "fem", "strong": False, "url": "https://x.se/"}]},
    ]  # fmt: skip


def test_what_is_searched_is_plain_text_of_what_is_published(entry: LibraryPage) -> None:
    write("utkast")
    (one,) = searchable_documents()
    assert (one.title, one.language, one.kind, one.audiences) == (
        "Prov av en metod",
        "sv",
        "method",
        ("school",),
    )
    assert one.text == "En elev oroar.\nEn timme.\nGör så här\nRing socialtjänsten."
    assert one.url == "/kunskap/bibliotek/prov/?sprak=sv"
