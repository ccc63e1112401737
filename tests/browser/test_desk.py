"""The desk by keyboard on a phone, the reminders in English, and tabs that stay on one row."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visits

RUNNING = "/uppdrag/demo-2026/"
ROW = """() => { const row = document.querySelector('.tabs ul'), here = row.querySelector('[aria-current]');
  const [a, b] = [row.getBoundingClientRect(), here.getBoundingClientRect()];
  return {tall: row.clientHeight, seen: b.left >= a.left - 1 && b.right <= a.right + 1,
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth}; }"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what is wanted, as somebody without a mouse does."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_a_thing_is_put_aside_and_taken_back_by_keyboard_on_a_phone(visit: Visits, own_site: Site) -> None:
    page = visit("manager", width=360)
    waiting = page.locator(".desk-group.waiting")
    expect(waiting.locator(".desk-list > li")).to_have_count(3)
    assert page.locator(".desk-group.late details").count() == 0  # what is late stays
    tab_to(page, ".desk-group.waiting .later > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".later[open] button[name=until]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Undanlagt till")
    expect(waiting.locator(".desk-list > li")).to_have_count(2)
    expect(page.locator("details.aside .count")).to_have_text("1")
    tab_to(page, ".just-now button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(waiting.locator(".desk-list > li")).to_have_count(3)
    expect(page.locator("details.aside")).to_have_count(0)


def test_the_reminders_are_chosen_in_english_without_scripts(visit: Visits, own_site: Site) -> None:
    page = visit("economist", language="en", java_script_enabled=False)
    page.locator("header details.menu summary").last.click()
    page.get_by_role("link", name="My reminders").click()
    expect(page.locator("h1")).to_have_text("My reminders")
    page.get_by_label("What is late", exact=True).uncheck()
    page.get_by_label("3 days before").check()
    page.get_by_role("button", name="Save the reminders").click()
    expect(page.get_by_role("status")).to_contain_text("The reminders are saved.")
    assert page.get_by_label("3 days before").is_checked()
    assert not page.get_by_label("What is late", exact=True).is_checked()
    page.locator(".tabs").get_by_text("Calendar").click()
    page.get_by_label("Which device is the password for?").fill("My phone")
    page.get_by_role("button", name="Make the password").click()
    assert re.fullmatch(r"(\w{4}-){5}\w{4}", page.locator(".panel strong code").inner_text())


def test_tabs_stay_on_one_row_and_show_where_one_is(visit: Visits, site: Site) -> None:
    page = visit("coordinator", width=360)
    for part in ("", "insatser/", "ekonomi/", "rapport/avslut/"):
        page.goto(f"{site.url}{RUNNING}{part}")
        row = page.evaluate(ROW)
        assert row["tall"] < 60, part
        assert row["seen"], part
        assert row["wide"] == 0, part
    tab_to(page, ".tabs a")
    assert page.evaluate(
        "document.activeElement.getBoundingClientRect().left >= 0"
    )  # the row follows the focus
