"""The dialogue and the guided assessment in a real browser: by keyboard, on a phone, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, follow, heading, press


def type_into(page: Page, label: str, words: str) -> None:
    """Reach a field by its label and type as a person does."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.type(words)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_meeting_and_what_was_agreed(visit: Visits, own_site: Site, scripts: bool) -> None:
    page = visit("coordinator", path=f"{HOME}dialog/nytt/", width=360, java_script_enabled=scripts)
    type_into(page, "Vad gällde det?", "Hur tips tas emot")
    page.get_by_label("När?").fill("2014-05-07")
    page.get_by_label("1 Metodstöd").check()
    type_into(page, "Organisation", "Socialstyrelsen")
    type_into(page, "Funktioner", "jurist")
    page.get_by_label("Funktioner", exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the first button of the form saves; it does not ask for more rows
    assert heading(page) == "Hur tips tas emot"
    expect(page.locator("aside, main")).to_contain_text(["Samråd eller möte hållet"])
    press(page, "Skriv in en överenskommelse")
    page.get_by_label("Vad kom ni överens om?").fill("Svarar inom en vecka")
    page.get_by_label("Organisation som ska göra det").fill("Socialstyrelsen")
    press(page, "Spara överenskommelsen")
    follow(page, page.get_by_role("link", name="Ändra läge"))
    page.get_by_label("Datum").fill("2014-05-12")
    press(page, "Det är gjort")
    expect(page.locator("main")).to_contain_text("Klar")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_assessment_begins_from_a_template(visit: Visits, own_site: Site) -> None:
    page = visit("coordinator", path=f"{HOME}insatser/10/barnets-basta/")
    press(page, "Börja från en mall")
    page.get_by_label("Utbildning av vuxna som möter barn").check()
    press(page, "Kopiera texterna")
    expect(page.get_by_text("Från mall – läs igenom")).to_have_count(6)
    press(page, "Fortsätt prövningen")
    press(page, "Spara och stanna")
    expect(page.get_by_text("Från mall – läs igenom")).to_have_count(5)
