"""Forms behind personal links, in a real browser on a phone: they are sent, and end on a page that says it is done.

A browser decides by the page's Referrer-Policy whether it says where a form comes from; no test client does that.
"""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Page, expect

from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import sha256_hex
from tests.browser import people
from tests.browser.conftest import Site, Visits
from tests.browser.people import press

SECRET = "p" * 43
LONG = "Eva" + "a" * 110  # a name without a place to break it
FORUM = "Chefsforum: från beslut till arbetssätt"


def enter(page: Page) -> None:
    """Press Enter where the focus is, and be on the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, words: str) -> None:
    """Move with the Tab key alone until the focus is on the button or link with these words."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip() == words:
            return
    raise AssertionError(f"no Tab leads to “{words}”")


def test_a_group_is_registered_changed_and_cancelled_by_keyboard(visit: Visits, own_site: Site) -> None:
    page = visit(path="/kunskap/traffar/", width=360)
    tab_to(page, FORUM)
    enter(page)
    tab_to(page, "Anmäl er")
    enter(page)
    page.get_by_label("Vilken organisation").focus()
    for words in ("Umeå", "Åsa Anmälare", "asa@example.org"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.get_by_label("Namn", exact=True).first.focus()
    page.keyboard.type("Bo Berg")
    tab_to(page, "Skicka anmälan")
    enter(page)
    expect(page.get_by_text("Anmälan är sparad.")).to_be_visible()
    expect(page.get_by_role("heading", name="Umeå kommun")).to_be_visible()
    tab_to(page, "Ändra anmälan")
    enter(page)
    page.get_by_label("Namn", exact=True).nth(1).focus()
    page.keyboard.type(LONG)
    tab_to(page, "Spara")
    enter(page)
    expect(page.get_by_role("table")).to_contain_text(LONG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    tab_to(page, "Avboka anmälan")
    enter(page)
    expect(page.locator(".confirm")).to_contain_text("2 personer avbokas")
    tab_to(page, "Avboka anmälan")
    enter(page)
    expect(page.get_by_text("Anmälan är avbokad. Namnen är borttagna.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_question_is_asked_answered_and_replied_to_by_its_link(
    visit: Visits, own_site: Site, scripts: bool
) -> None:
    page = visit(path="/kunskap/radgivning/fraga/", width=360, java_script_enabled=scripts)
    page.get_by_label("För vilken organisation").fill("Umeå kommun")
    page.get_by_label("Vad gäller frågan?").fill("Samtal")
    page.get_by_label("Din fråga").fill("Vi undrar om Elsa Lindqvist som inte vill prata.")
    page.get_by_label("Ditt namn").fill("Kim")
    page.get_by_label("Din e-postadress").fill("kim@example.org")
    press(page, "Skicka frågan")
    expect(page.locator("mark")).to_have_text("Elsa Lindqvist")
    page.get_by_label("Din fråga").fill("En flicka, 14 år, vill inte prata.")
    press(page, "Skicka frågan")
    expect(page.get_by_text("Tack, frågan är skickad")).to_be_visible()
    page.get_by_label("Skriv mer").fill("Hon talar ett annat språk.")
    press(page, "Skicka")
    expect(page.get_by_text("Det du skrev är skickat.")).to_be_visible()
    expect(page.locator(".said li")).to_have_count(2)
    press(page, "Ta tillbaka frågan")
    expect(page.get_by_text("Frågan är återtagen.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_letters_are_stopped_by_their_links(visit: Visits, own_site: Site) -> None:
    with psycopg.connect(own_site.copy.url) as database:
        known = [sha256_hex(SECRET.encode())]
        database.execute(
            "UPDATE knowledge_letterlink SET secret_sha256 = %s WHERE id = (SELECT min(id) FROM knowledge_letterlink)",
            known,
        )
        database.execute(
            "INSERT INTO knowledge_digest (user_id, week, since, until, claimed_at, secret_sha256)"
            " SELECT user_id, %s, now(), now(), now(), %s FROM knowledge_subjectfollower LIMIT 1",
            [monday(), *known],
        )
    page = visit(path=f"/kunskap/utskick/a/{SECRET}/", width=360)
    press(page, "Skicka inga fler brev")
    assert people.heading(page) == "Du får inga fler brev"
    press(page, "Ångra, jag vill ha brev")
    assert people.heading(page) == "Vill du inte ha fler brev?"
    page.goto(f"{own_site.url}/kunskap/utskick/l/{SECRET}/")
    press(page, "Öppna sidan")
    assert "/utskick/" not in urlsplit(page.url).path
    page.goto(f"{own_site.url}/kunskap/utbyte/sluta/{SECRET}/")
    press(page, "Sluta få mejlen")
    assert people.heading(page) == "Du får inga fler mejl från utbytet"


def monday() -> datetime.date:
    return today() - datetime.timedelta(days=today().weekday())
