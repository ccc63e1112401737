"""Writing the report in a real browser: suggestions by keyboard, the live preview, drafts, and two who write."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, follow, press

SUMMARY = f"{HOME}rapport/text/summary/"
PARAGRAPHS = "Det första stycket.\n\nDet andra stycket."


def kept(page: Page) -> None:
    """Wait until the program has kept what was typed."""
    expect(page.locator("#skrivlage")).to_contain_text("Utkastet är sparat kl.")


def test_what_is_typed_without_the_network_comes_back(visit: Visits, own_site: Site) -> None:
    page = visit("editor", path=f"{HOME}rapport/text/task:2/", width=360)
    area, state = page.locator("textarea"), page.locator("#skrivlage")
    page.context.set_offline(True)
    area.press("Control+End")
    page.keyboard.type("\n\nSkrivet på tåget.")
    expect(state).to_contain_text("Ingen kontakt med servern.")
    page.locator("[data-save]").click()  # stays, and keeps
    expect(area).to_have_value(re.compile(r"Skrivet på tåget\.$"))
    with pytest.raises(PlaywrightError):
        page.reload()
    page.context.set_offline(False)
    page.goto(f"{own_site.url}{HOME}rapport/text/task:2/")
    expect(area).to_have_value(re.compile(r"Skrivet på tåget\.$"))
    kept(page)
    assert page.evaluate("sessionStorage.getItem('skyddsnat' + location.pathname)") is None
    assert all("htmx:" in said or "ERR_INTERNET_DISCONNECTED" in said for said in visit.complaints)
    visit.complaints.clear()


def test_numbers_are_suggested_by_keyboard_and_drawn_at_once(visit: Visits, own_site: Site) -> None:
    page = visit("editor", path=f"{HOME}rapport/text/task:1/", width=360)
    area = page.locator("textarea")
    area.press("Control+End")
    page.keyboard.type("\n\nVi nådde {{ aktör")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(area).to_have_attribute("aria-activedescendant", "forslag-0")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type("er som")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(area).to_have_value(re.compile(r"Vi nådde \{\{ actors-reached \}\}$"))
    page.keyboard.type(" **och fler**.")
    shown = page.locator("#forhandsgranskning .preview")
    expect(shown.locator("strong", has_text="och fler")).to_be_visible()
    expect(shown.locator("p > .evidence-number[href*='actors-reached']")).to_be_visible()
    kept(page)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Vad har du ändrat?")).to_be_focused()
    page.reload()  # a closed tab loses nothing
    expect(area).to_have_value(re.compile(r"och fler\*\*\.$"))
    expect(page.locator(".notice")).to_contain_text("Det här är ditt utkast")
    area.focus()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("Avsnittet är sparat.")


def test_two_writers_see_each_other_and_their_changes_come_together(visit: Visits, own_site: Site) -> None:
    first = visit("editor", path=SUMMARY)
    first.locator("textarea").fill(PARAGRAPHS)
    press(first, "Spara avsnittet")
    first.goto(own_site.url + SUMMARY)
    second = visit("coordinator", path=SUMMARY)
    first.locator("textarea").fill(PARAGRAPHS.replace("första", "allra första"))
    kept(first)
    second.locator("textarea").fill(PARAGRAPHS + "\n\nEtt tredje.")
    kept(second)
    expect(second.locator("#skrivlage")).to_contain_text("Rut Redaktör skriver i avsnittet")
    press(first, "Spara avsnittet")
    press(second, "Spara avsnittet")
    expect(second.locator("textarea")).to_have_value(
        "Det allra första stycket.\n\nDet andra stycket.\n\nEtt tredje."
    )
    expect(second.locator(".merge")).to_contain_text("Det allra första stycket.")
    press(second, "Spara avsnittet")
    expect(second.locator("main")).to_contain_text("Avsnittet är sparat.")


def test_a_paragraph_both_changed_is_chosen_without_scripts(visit: Visits, own_site: Site) -> None:
    first = visit("editor", path=SUMMARY, java_script_enabled=False)
    second = visit("coordinator", path=SUMMARY, java_script_enabled=False, width=360)
    first.locator("textarea").fill("Den enas text.")
    second.locator("textarea").fill("Den andras text.")
    press(first, "Spara avsnittet")
    press(second, "Spara avsnittet")
    expect(second.locator("textarea")).to_have_value("Den andras text.")
    second.get_by_label("Behåll deras").check()
    press(second, "Sätt samman efter mina val")
    expect(second.locator("textarea")).to_have_value("Den enas text.")


def test_a_comment_is_answered_and_settled(visit: Visits, own_site: Site) -> None:
    manager = visit("manager", path=f"{HOME}rapport/text/task:3/kommentarer/", width=360)
    manager.locator("details", has_text="Kommentera ett stycke").locator("summary").click()
    follow(manager, manager.get_by_role("link", name="Kommentera stycket 1"))
    manager.get_by_label("Kommentar", exact=True).fill("Var står det?")
    press(manager, "Kommentera")
    writer = visit("coordinator", path=f"{HOME}rapport/text/task:3/kommentarer/")
    expect(writer.locator(".thread .quote")).to_contain_text("Resenärer fick veta")
    follow(writer, writer.get_by_role("link", name="Svara Cornelia Chef"))
    writer.get_by_label("Svar").fill("I insats 6.")
    press(writer, "Svara")
    press(writer, "Markera som avklarad")
    expect(writer.locator("main")).to_contain_text("1 avklarad kommentar")
