"""The guide on a phone: without a network, without JavaScript, left in a hurry, and read at 400 %."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.conftest import Site, Visits

KEPT = "caches.keys().then(names => names.length)"
ANSWERS = ["Var vänder jag mig?", "Jag är vuxen och har sett eller hört något", "I ett annat land"]
OUTCOME = "Säg till på platsen och tipsa svensk polis"
# How much of what has the focus, or of the last line of the page, is hidden behind the way out.
HIDDEN = """element => Math.max(0, element.getBoundingClientRect().bottom
  - document.querySelector('.exit-bar').getBoundingClientRect().top)"""


def tap(page: Page, words: str) -> None:
    people.follow(page, page.get_by_role("link", name=words).first)


def wait_until_kept(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_function("navigator.serviceWorker.controller")


def test_after_one_visit_the_guide_is_walked_without_a_network(visit: Visits, site: Site) -> None:
    page = visit(path="/sv/", width=360)
    expect(page.locator(".offline")).to_be_hidden()
    wait_until_kept(page)
    page.context.set_offline(True)
    for words in ANSWERS:
        tap(page, words)
        expect(page.locator(".offline")).to_contain_text("Du har inget nät")
    assert people.heading(page) == OUTCOME
    assert page.evaluate("getComputedStyle(document.querySelector('.turn')).borderTopStyle") == "solid"
    page.goto(f"{site.url}/sv/finns-inte/")  # which is not kept
    assert page.url == f"{site.url}/sv/vart/"
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".offline")).to_be_hidden()


def test_without_javascript_the_same_three_taps_lead_to_the_same_place(visit: Visits, site: Site) -> None:
    page = visit(path="/sv/", width=360, java_script_enabled=False)
    for words in ANSWERS:
        tap(page, words)
    assert people.heading(page) == OUTCOME
    expect(page.locator("[data-print]")).to_be_hidden()
    assert page.locator("[data-quick-exit]").get_attribute("href") == "/sv/ut/"
    tap(page, "Tillbaka")
    assert page.url == f"{site.url}/sv/vart/adult/"


@pytest.mark.parametrize("network", [True, False], ids=["with a network", "without"])
def test_leaving_in_a_hurry_takes_the_pages_along(visit: Visits, site: Site, network: bool) -> None:
    page = visit(path="/halsa/", width=360)
    page.route(
        "**/ut/", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")
    )
    page.goto(f"{site.url}/sv/vart/")
    wait_until_kept(page)
    for words in ANSWERS[1:]:
        tap(page, words)
    assert page.evaluate("history.length") == 3  # the empty first page, /halsa/ and one for the whole guide
    if not network:
        page.unroute_all()
        page.context.set_offline(True)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Elsewhere" if network else "")
    expect(page).to_have_url(f"{site.url}/sv/ut/" if network else "about:blank")
    assert page.evaluate("history.length") == 3
    page.context.set_offline(False)
    page.go_back()
    assert page.url == f"{site.url}/halsa/"
    assert page.evaluate(KEPT) == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.go_forward()
    assert page.url in {f"{site.url}/sv/ut/", "about:blank"}
    visit.complaints[:] = [said for said in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_the_way_out_is_first_and_covers_nothing_at_400_percent(visit: Visits) -> None:
    page = visit(path="/en/where/child/net/", viewport={"width": 320, "height": 256})
    page.keyboard.press("Tab")
    expect(page.locator("[data-quick-exit]")).to_be_focused()
    page.keyboard.press("Tab")
    stops = page.locator("a:visible, button:visible").count()
    for _stop in range(stops - 2):
        page.keyboard.press("Tab")
        assert page.locator(":focus").evaluate(HIDDEN) == 0, page.locator(":focus").inner_text()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.locator(".foot > :last-child").evaluate(HIDDEN) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
