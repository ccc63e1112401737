"""The plan with the keyboard alone, on a phone, and from being sent to being approved by another person."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, heading, press

RUNNING = "/uppdrag/demo-2026/"


def test_the_drawing_is_walked_with_the_keyboard(visit: Visits) -> None:
    page = visit("auditor", path=f"{HOME}plan/")
    bars = page.locator("svg.schedule a")
    names = [bar.locator("title").text_content() or "" for bar in bars.all()]
    tops = [bar.bounding_box() for bar in bars.all()]
    assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
    bars.first.focus()
    for name in names[1:4]:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.querySelector('title')?.textContent") == name
    page.keyboard.press("Shift+Tab")
    field = page.locator("svg.schedule a:focus .row-field")
    assert field.evaluate("field => getComputedStyle(field).strokeWidth") == "3px"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert heading(page) in names[2]


def test_on_a_phone_the_plan_is_a_list_with_small_bars(visit: Visits) -> None:
    page = visit("coordinator", path=f"{RUNNING}plan/?zoom=quarter", width=360)
    expect(page.locator("svg.schedule")).to_be_hidden()
    assert page.locator(".plan-list > li:visible").count() == 8
    link = page.locator(".plan-list a").first
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 44


def test_an_activity_is_moved_and_the_plan_approved_by_another(own_site: Site, visit: Visits) -> None:
    page = visit("coordinator", path=f"{RUNNING}plan/?group=person")
    page.locator("#insats-4").get_by_role("link", name="Flytta").click()
    page.get_by_label("Varför?").fill("Restaurangerna har bättre tid efter jul.")
    ends = page.get_by_label("Slutar").input_value()
    page.get_by_label("Börjar").fill(ends)
    press(page, "Flytta insatsen")
    assert page.url.endswith("/plan/?group=person#insats-4")
    page.get_by_role("link", name="Visa version 1").click()
    page.get_by_role("link", name="Ta tillbaka versionen").click()
    press(page, "Ta tillbaka versionen")
    press(page, "Skicka planen för godkännande")
    press(page, "Skicka planen")
    chief = visit("manager", path=f"{RUNNING}plan/version/2/")
    press(chief, "Godkänn planen")
    expect(chief.get_by_role("link", name="Hämta som PDF")).to_be_visible()
    page.goto(f"{own_site.url}{RUNNING}plan/andringar/")
    expect(page.locator(".change-list > li").first).to_contain_text(
        "Restaurangerna har bättre tid efter jul."
    )
