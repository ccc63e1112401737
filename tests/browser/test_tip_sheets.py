"""Recovery sheets made anew and tried with the keyboard alone; what is printed; a place that follows from the form."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Site, Visits
from tests.browser.people import press
from tests.browser.test_tip_room import PHRASE, ROOM, SLOW, opened_tip, settle, unlock

TEAM = f"{ROOM}lag/1/"
OLD = "6GAV 5JJ8 6LX6 PNBK HS43 BGSQ WECL QH2F MBUZ 58HN D2MK QY83 3NAT L7WX DU52"  # of the demonstration
MOST = 120  # presses of the tab key before something is out of reach


def tab_to(page: Page, selector: str) -> None:
    for _n in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_new_sheets_are_made_and_tried_with_the_keyboard_alone(visit: Visits, own_site: Site) -> None:
    page = visit("receiver", path=TEAM, width=360, theme="dark")
    expect(page.locator("main")).to_contain_text("Återställningsbladen är aldrig provade")
    tab_to(page, "a[href$='/nya-blad/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nya-blad/")
    assert violations(page) == []
    tab_to(page, "[data-compared]")
    page.keyboard.press("Space")
    tab_to(page, "#fras")
    page.keyboard.type("fel fras")
    page.keyboard.press("Enter")
    expect(page.locator("[data-renew] [data-fault]")).to_contain_text("stämmer inte", timeout=SLOW)
    page.keyboard.type(PHRASE)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # twice, as one does when nothing seems to happen
    page.wait_for_selector("[data-sheets]:not([hidden])", timeout=SLOW)
    assert violations(page) == []
    expect(page.locator(".room-sheet")).to_have_count(3)
    sheets = [" ".join(one.locator("li").all_inner_texts()) for one in page.locator(".room-sheet").all()]
    page.emulate_media(media="print")
    expect(page.locator(".room-sheet").first).to_be_visible()
    for hidden in (".page-head", ".site-header", "[data-print]"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
    tab_to(page, "[data-printed]")
    page.keyboard.press("Enter")
    confirm(page, sheets)
    drill(page, sheets)
    page.goto(own_site.url + ROOM)
    unlock(page)
    opened_tip(page, "A guest asked")  # sealed to the key before
    page.wait_for_load_state("networkidle")  # that it was read is told before the database is put back
    log = own_site.log.read_text()
    assert not [sheet for sheet in sheets if sheet.split()[0] in log]


def confirm(page: Page, sheets: list[str]) -> None:
    """Type what is asked for of each sheet; the first time it is not kept."""
    refusal = {"fault": "Försök igen."}
    page.route("**/nya-blad/spara/", lambda route: route.fulfill(status=422, json=refusal), times=1)
    for number, sheet in enumerate(sheets, 1):
        expect(page.locator("[data-sheet-number]")).to_have_text(str(number))
        groups = page.locator("[data-groups]").inner_text().split(", ")
        page.keyboard.type(" ".join(sheet.split()[int(one) - 1] for one in groups))
        page.keyboard.press("Enter")
    fault = page.locator("[data-confirming] [data-fault]")
    expect(fault).to_have_text("Försök igen. Bladen du har skrivit ut gäller inte förrän nyckeln är sparad.")
    page.keyboard.press("Enter")  # what was not kept is tried again with the same sheets
    page.wait_for_url(f"**{TEAM}")
    expect(page.locator("main")).to_contain_text("De nya bladen gäller")


def drill(page: Page, sheets: list[str]) -> None:
    """Try the sheets: the same twice, an old one, and then two of the new."""
    tab_to(page, "a[href$='/prova-blad/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prova-blad/")
    assert violations(page) == []
    for second, words in ((sheets[0], "samma blad"), (OLD, "Blad 2 hör till"), (sheets[2].lower(), "")):
        page.locator("#blad-1").fill(sheets[0])
        page.locator("#blad-2").fill(second)
        tab_to(page, "[data-drill] button[type=submit]")
        page.keyboard.press("Enter")
        if words:
            expect(page.locator("[data-drill] [data-fault]")).to_contain_text(words)
    page.wait_for_url(f"**{TEAM}")
    expect(page.locator("main")).not_to_contain_text("aldrig provade")


def test_leaving_sheets_that_are_not_confirmed_is_asked_about_and_changes_nothing(
    visit: Visits, own_site: Site
) -> None:
    page = visit("receiver", path=f"{TEAM}nya-blad/")
    page.check("[data-compared]")
    page.fill("#fras", PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-sheets]:not([hidden])", timeout=SLOW)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(own_site.url + TEAM)
    assert asked == ["beforeunload"]
    expect(page.locator("main")).not_to_contain_text("Äldre nycklar")


def test_a_tip_is_printed_with_what_it_says_and_closed_with_the_place_of_the_form(
    visit: Visits, own_site: Site
) -> None:
    sender = visit(None, path="/tips/?sprak=sv")
    sender.locator("[data-begin] button").click()
    sender.check("input[value=exploited]")
    sender.locator("main .button:visible").first.click()
    sender.locator("main select").select_option("03")
    sender.locator("main .button:visible").first.click()
    sender.locator("main textarea").fill("Barn i en butik")
    sender.locator("[data-to-end]").click()
    sender.locator("button[value=send]").click()
    sender.wait_for_selector("[data-words] li")
    page = visit("receiver", path=f"{ROOM}?order=new")
    unlock(page)
    opened_tip(page, "Barn i en butik")
    page.emulate_media(media="print")
    expect(page.locator("[data-opened]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Barn i en butik")
    expect(page.locator("[data-say]").first).to_be_hidden()
    page.emulate_media(media="screen")
    press(page, "Ta tipset")
    page.wait_for_selector("html[data-tip=open]")
    press(page, "Avsluta tipset")
    expect(page.locator("input[name=place]")).to_have_value("Uppsala län (03)")
    page.goto(own_site.url + ROOM)
    settle(page)
