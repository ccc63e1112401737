"""The decision's page and the search, in a real browser: by keyboard, on a phone, and without a word in the address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visits

RUNNING = "/uppdrag/demo-running/"


def test_a_search_by_keyboard_alone_and_no_word_in_the_address(visit: Visits, site: Site) -> None:
    page = visit("coordinator", path=RUNNING)
    page.keyboard.press("/")
    expect(page.locator("#sok")).to_be_focused()
    page.keyboard.type("campingpl")
    first = page.locator(".site-suggestions a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".site-suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok/*/")
    assert "camping" not in page.url
    expect(page.locator(".search-hits mark").first).to_have_text("campingpl", ignore_case=True)
    page.locator(".search-hits a").first.click()
    page.go_back()
    expect(page.locator(".search-hits mark").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_sentence_is_explained_and_the_explanation_undone(
    visit: Visits, own_site: Site, width: int
) -> None:
    page = visit("coordinator", path=f"{RUNNING}text/?visa=lost", width=width)
    page.locator(".loose-mark a").click()
    page.get_by_label("Är bakgrund").check()
    page.get_by_label("Varför?").fill("Ett önskemål, ingen beställning.")
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/text/#m-*")
    assert page.locator(".decision-row.is-loose").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".undo-bar button").click()
    page.wait_for_url("**/text/#m-*")
    expect(page.locator(".decision-row.is-loose")).to_have_count(1)


def test_the_star_and_the_switch_work_without_javascript(visit: Visits, own_site: Site) -> None:
    page = visit("auditor", path=f"{RUNNING}insatser/", java_script_enabled=False)
    page.locator(".switcher summary").click()
    page.locator(".switcher a[href*='2014-child-protection']").click()
    assert page.url.endswith("/uppdrag/2014-child-protection/insatser/")
    page.goto(f"{own_site.url}{RUNNING}")
    page.locator(".star button").click()
    expect(page.locator(".star button")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{own_site.url}/sok/")
    expect(page.locator(".shortcuts section").first).to_contain_text("Fortsatt skydd för barn på resa")
