"""A code on a tag leads a traveller without scripts to the page, the self-test and the survey, and leaves no cookie."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, heading


def code_of(editor: Page) -> str:
    """The code of the first batch of the demonstration's campaign."""
    editor.locator("main table a").first.click()
    return editor.locator("main tbody tr").first.locator("td").nth(2).inner_text()


def test_from_a_code_to_an_answer(visit: Visits, site: Site) -> None:
    code = code_of(visit("editor", path="/publikt/kampanjer/"))
    page = visit(path="/sv/", width=360, java_script_enabled=False)
    before = {one["name"] for one in page.context.cookies()}
    page.goto(f"{site.url}/k/{code}")
    assert page.url.startswith(f"{site.url}/sv/")
    campaign = page.url

    follow(page, page.locator("main a[href$='/prova/']"))
    follow(page, page.locator("main .button"))
    for _situation in range(5):
        follow(page, page.locator("main .ways a").first)
        follow(page, page.locator("main .button"))
    assert heading(page) == "Det var alla fem"

    page.goto(campaign)
    follow(page, page.locator("main a[href*='/fraga/']"))
    page.get_by_label("Ja", exact=True).first.check()
    follow(page, page.locator("main button[type=submit]"))
    assert heading(page) == "Tack för dina svar"
    assert {one["name"] for one in page.context.cookies()} == before
