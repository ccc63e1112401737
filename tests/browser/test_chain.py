"""From a number in the issued report to the sentence of the decision, and back, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME

MOST_TABS = 400
type Follow = Callable[[Page, Locator], None]


def by_mouse(page: Page, link: Locator) -> None:
    link.click()


def by_keyboard(page: Page, link: Locator) -> None:
    """Press Tab until the link has the focus, as somebody without a mouse does, then Enter."""
    wanted = link.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("link => link === document.activeElement"):
            assert wanted.evaluate("link => getComputedStyle(link).outlineStyle") != "none", (
                "the focus is not seen"
            )
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to {link}")


@pytest.mark.parametrize("follow", [by_mouse, by_keyboard])
def test_a_number_leads_down_to_the_decision_and_back_up(visit: Visits, site: Site, follow: Follow) -> None:
    page = visit("auditor", path=f"{HOME}rapport/version/1/")
    number = page.locator('.report a.evidence-number[href*="/fryst/"]').first
    said = re.sub(r"\D", "", number.evaluate("link => link.firstChild.textContent"))

    follow(page, number)
    expect(page).to_have_url(re.compile(r"/indikatorer/[a-z-]+/fryst/\d+/$"))
    value = page.locator(".tile-value").inner_text()
    assert re.sub(r"\D", "", value) == said, "the frozen value is another number than the report's"
    frozen = page.url

    follow(page, page.locator("#parts tbody a").first)
    expect(page).to_have_url(re.compile(r"/underlag/\?"))
    follow(page, page.locator(".table tbody a").first)
    expect(page).to_have_url(re.compile(r"/underlag/\d+/$"))
    assert kinds(page)[:3] == ["Beslut", "Att-sats", "Insats"]

    follow(page, link_of(page, "Insats"))
    expect(page).to_have_url(re.compile(r"/insatser/\d+/$"))
    follow(page, link_of(page, "Att-sats"))
    expect(page).to_have_url(re.compile(r"/mening/\w+/$"))
    follow(page, link_of(page, "Beslut"))
    expect(page).to_have_url(f"{site.url}{HOME}")

    follow(page, link_of(page, "Indikator"))
    expect(page).to_have_url(re.compile(r"/indikatorer/$"))
    code = frozen.split("/indikatorer/")[1].split("/")[0]
    follow(page, page.locator(f'main .table a[href$="/{code}/"]').first)
    follow(page, page.locator(f'main a[href="{frozen.removeprefix(site.url)}"]').first)
    expect(page).to_have_url(frozen)
    follow(page, link_of(page, "Mening i rapporten"))
    expect(page).to_have_url(re.compile(r"/rapport/(version/1/)?$"))


def kinds(page: Page) -> list[str]:
    return [re.sub(r" \(.*", "", words) for words in page.locator(".chain-kind").all_inner_texts()]


def link_of(page: Page, kind: str) -> Locator:
    """The first link of that kind in the page's chain."""
    return page.locator(".chain li", has=page.locator(".chain-kind", has_text=kind)).locator("a").first


def test_the_first_tab_skips_to_the_content(visit: Visits) -> None:
    page = visit("coordinator")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_menus_open_and_close_from_the_keyboard(visit: Visits) -> None:
    page = visit("manager")
    menu = page.locator("header details.menu").last
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
