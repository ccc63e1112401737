"""The law guide by keyboard on a phone, and a change of its rules by two people at a desk."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visits
from tests.browser.test_accessibility import violations
from tests.browser.test_desk import tab_to

GUIDE = "/sv/ar-det-ett-brott/"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def enter(page: Page) -> None:
    """Press Enter on what has the focus, and be on the page that it leads to, with the focus in it."""
    with page.expect_response(f"**{GUIDE}"):
        page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('main, [role=alert]')")
    assert page.evaluate(TOO_WIDE) <= 0


def read_in_arabic(page: Page) -> None:
    """Change the language on the answer, which stays: its sentence is the guide's in English, the page is Arabic."""
    tab_to(page, ".languages summary")
    page.keyboard.press("Enter")
    tab_to(page, "button[formaction^='/ar/']")
    with page.expect_response("**/ar/is-it-a-crime/"):
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"^It depends\."))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.url.endswith("/ar/is-it-a-crime/")


def test_the_guide_by_keyboard_on_a_phone_leaves_nothing_behind(visit: Visits, site: Site) -> None:
    page = visit(path="/sv/", width=360)
    page.goto(site.url + GUIDE)
    entries = page.evaluate("history.length")
    tab_to(page, "input[name=offence]")
    page.keyboard.press("Space")
    enter(page)  # Enter in a field goes on, never back
    for key, typed in (("day", "31"), ("month", "2"), ("year", "2013")):
        tab_to(page, f"#{key}")
        page.keyboard.type(typed)
    enter(page)
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page) == []
    expect(page.locator("#fault")).to_contain_text("Februari 2013 har 28 dagar.")
    assert page.locator("#month").input_value() == "2"
    tab_to(page, "a[href='#day']")
    page.keyboard.press("Enter")
    expect(page.locator("#day")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2")
    enter(page)
    tab_to(page, "#place-1")
    page.keyboard.press("Space")
    enter(page)
    while page.locator("button[value=unknown]").count():
        tab_to(page, "button[value=unknown]")
        enter(page)
    expect(page.locator("h1")).to_have_text("Stämmer det här?")
    tab_to(page, "button[value=answer]")
    enter(page)
    expect(page.locator("h1")).to_have_text(re.compile(r"^Det beror på\."))
    assert page.url == site.url + GUIDE
    assert page.context.cookies() == [
        one for one in page.context.cookies() if one["name"] in {"django_language", "theme"}
    ]
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert violations(page) == []
    expect(page.get_by_role("button", name="Skriv ut svaret")).to_be_visible()
    read_in_arabic(page)
    assert page.evaluate("history.length") == entries
    page.route(
        "**/ut/", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")
    )
    page.keyboard.press("Escape")
    expect(page).to_have_title("Elsewhere")
    page.go_back()
    assert page.url == f"{site.url}/sv/"


def test_rules_are_changed_by_one_and_approved_by_another(visit: Visits, own_site: Site) -> None:
    editor = visit("editor", path="/publikt/lagen/ny/")
    text = editor.locator("textarea[name=text]")
    before = text.input_value()
    editor.get_by_label("Vad ändras, och varför?").fill("Prov")
    text.fill(before.replace("begins: 2005-04-01", "begins: snart"))
    editor.get_by_role("button", name="Spara förslaget").click()
    expect(editor.get_by_role("alert")).to_be_focused()
    expect(editor.locator("main .table")).to_contain_text("begins: snart")
    text.fill(before.replace("Haft sex med ett barn", "Haft sex med någon under 18 år", 1))
    editor.get_by_role("button", name="Spara förslaget").click()
    expect(editor.get_by_role("status")).to_contain_text("Förslaget är sparat.")
    expect(editor.get_by_role("button", name="Godkänn och publicera")).to_have_count(0)
    coordinator = visit("coordinator", path=editor.url.removeprefix(own_site.url))
    coordinator.get_by_role("button", name="Godkänn och publicera").click()
    expect(coordinator.get_by_role("status")).to_contain_text("Version 1 gäller nu.")
    visitor = visit(path=GUIDE, java_script_enabled=False)
    expect(visitor.locator("main")).to_contain_text("Haft sex med någon under 18 år")
