"""The course on a phone: finished without a network and sent once, without JavaScript, and in Arabic."""

from __future__ import annotations

import psycopg
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visits

LESSON = "/bransch/u/HTW346/sv/reception/"
STEPS = 7
COUNT = """SELECT count(DISTINCT a.id), count(w.id)
FROM industry_attempt a JOIN industry_answer w ON w.attempt_id = a.id
JOIN industry_site s ON s.id = a.site_id WHERE s.code = 'HTW346' AND NOT a.is_recheck"""


def kept(site: Site) -> tuple[int, int]:
    """How many lessons the database holds from the workplace, and how many answers."""
    with psycopg.connect(site.copy.url) as database:
        row = database.execute(COUNT).fetchone()
    assert row is not None
    return row[0], row[1]


def choose(page: Page) -> None:
    """Choose the first answer and go on, past what is told of it."""
    page.locator("main [data-question] input[type=radio]").first.check()
    page.locator("main [data-question] button").click()
    told = page.locator("main button:visible", has_text="Nästa")
    if told.count():
        told.click()


def test_a_lesson_finished_without_a_network_is_sent_once(visit: Visits, own_site: Site) -> None:
    before = kept(own_site)
    page = visit(path=LESSON, width=360)
    page.wait_for_selector("html[data-kept=whole]")
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()
    for _n in range(3):
        choose(page)
    page.reload()  # the phone was put away
    expect(page.locator(".progress-said").first).to_contain_text(f"Fråga 4 av {STEPS}")
    expect(page.locator("main")).to_contain_text("Du fortsätter där du slutade.")
    for _n in range(STEPS - 3):
        choose(page)
    expect(page.locator("main h1")).to_have_text("Klart, och tack")
    expect(page.locator("p[data-said=waiting]")).to_be_visible()
    assert kept(own_site) == before
    page.context.set_offline(False)
    expect(page.locator("p[data-said=kept]")).to_be_visible(timeout=20_000)
    page.reload()
    expect(page.locator(".progress-said").first).to_contain_text(f"Fråga 1 av {STEPS}")
    page.wait_for_selector("html[data-kept=whole]")  # nothing is fetched any more
    assert kept(own_site) == (before[0] + 1, before[1] + 4)
    visit.complaints[:] = [said for said in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_without_javascript_the_same_lesson_is_kept(visit: Visits, own_site: Site) -> None:
    before = kept(own_site)
    page = visit(path=LESSON, width=360, java_script_enabled=False)
    for _n in range(STEPS):
        choose(page)
    expect(page.locator("main h1")).to_have_text("Klart, och tack")
    assert kept(own_site) == (before[0] + 1, before[1] + 4)


def test_arabic_is_read_from_right_to_left_on_a_narrow_phone(visit: Visits, site: Site) -> None:
    page = visit(path="/bransch/u/HTW346/ar/reception/", width=320)
    radio, words = (
        page.locator(f"main label:first-of-type {part}").bounding_box() for part in ("input", "span")
    )
    assert radio is not None
    assert words is not None
    assert radio["x"] > words["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".now .phone").evaluate("element => getComputedStyle(element).direction") == "ltr"
