"""The ladder and the self-assessments as people meet them: by keyboard, on a phone, without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, press

LADDER = "/kunskap/stegen/?method=orosanmalan"
ONE = "/kunskap/skattning/metod/orosanmalan/kommun-0180/"


def answer_every_page(page: Page) -> None:
    """Choose the same level everywhere, page after page, until all answers are shown."""
    while people.heading(page) != "Granska svaren":
        for statement in page.locator(".statement").all():
            statement.get_by_label("Finns på plats", exact=True).check()
        press(page, "Spara och fortsätt")


def test_a_county_coordinator_goes_from_the_map_to_a_step_by_keyboard(visit: Visits, own_site: Site) -> None:
    page = visit("regional", path=LADDER)
    expect(page.get_by_role("status").first).to_contain_text("av 26")
    expect(page.locator(".area-map path.area")).to_have_count(26)
    page.locator(".ladder-legend a", has_text="Tyst").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("main table a", has_text="kommun").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, page.locator("main a.button", has_text="Beslutat"))
    page.get_by_label("Vilken dag?").fill("2026-02-03")
    press(page, "Spara")
    expect(page.locator(".error-summary")).to_contain_text("beslutets nummer")
    page.get_by_label("Vad visar det?").fill("KS 2026/14 § 8")
    press(page, "Spara")
    expect(page.get_by_role("table").first).to_contain_text("KS 2026/14 § 8")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_manager_answers_on_a_phone_by_a_link(visit: Visits, own_site: Site, scripts: bool) -> None:
    desk = visit("coordinator", path=f"{ONE}lankar/")
    press(desk, "Ny länk: Chefer")
    link = desk.get_by_label("Länken").input_value()
    phone = visit(path=re.sub("^https?://[^/]+", "", link), width=360, java_script_enabled=scripts)
    press(phone, "Börja")
    answer_every_page(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    press(phone, "Lämna in självskattningen")
    expect(phone.locator("main")).to_contain_text("67\u00a0%")
    desk.goto(own_site.url + ONE)
    expect(desk.locator("#leaders")).to_contain_text("Inlämnad")
