"""The exchange as two authorities use it: chosen, sealed, opened, acknowledged, withdrawn; and an answer by link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.axe import violations
from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, press
from tests.browser.test_tip_room import unlock

EXCHANGE = "/samverkan/utbyte/"
TYPED = "Lapsi on nähty asemalla"  # a translation that is typed in the browser and must leave it only sealed
WHY = "Mormodern bor i Åmål"


def person(visit: Visits, name: str, **options: object) -> Page:
    """Somebody of the demonstration by name, signed in, at the exchange."""
    start = visit(path="/konto/login/")
    role = start.locator("button[name=role]", has_text=name)
    value = role.get_attribute("value") if role.count() else "caseworker"
    return visit(str(value), path=EXCHANGE, **options)


def narrow(page: Page) -> None:
    """Nothing is wider than a phone, and nothing is wrong for a screen reader."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
    assert violations(page) == []


def share(page: Page) -> list[str]:
    """Choose one field, look, add a translation and send; returns what the browser sent."""
    sent: list[str] = []
    press(page, "Dela uppgifter")
    page.locator("main .task-list a").click()
    assert page.locator("main input[type=checkbox]:checked").count() == 0
    narrow(page)
    press(page, "Fortsätt och kontrollera")
    expect(page.locator(".error-summary")).to_contain_text("Välj minst en uppgift")
    page.get_by_label("Tecken", exact=False).first.check()
    page.locator("[name=signs-purpose]").select_option("ask")
    press(page, "Fortsätt och kontrollera")
    expect(page.locator("h1")).to_contain_text("Kontrollera innan du skickar")
    assert page.locator(".exchange-sent").count() == 1
    narrow(page)
    page.locator("[data-translation]").fill(TYPED)
    page.on("request", lambda request: sent.append(_body(request)))
    follow(page, page.get_by_role("button", name="Försegla och skicka"))
    expect(page.locator("main")).to_contain_text("Uppgifterna är förseglade och skickade.")
    return sent


def _body(request: Request) -> str:
    return f"{request.url} {request.post_data or ''}"


def test_a_field_from_choice_to_withdrawal(visit: Visits, own_site: Site) -> None:
    owner = person(visit, "Hanna", width=360)
    owner.locator("main .task-list a", has_text=re.compile("B-")).first.click()
    sent = share(owner)
    assert any("/skicka/" in one for one in sent)
    assert not [one for one in sent if TYPED in one or "lapsi" in one.lower() or "station" in one]
    parcel = owner.url

    partner = person(visit, "Petra", width=360)
    narrow(partner)
    expect(partner.locator("main")).not_to_contain_text("utanför en station")
    partner.locator("main tbody a").first.click()
    expect(partner.locator("main")).to_contain_text("Förseglat. Lås upp för att läsa.")
    assert partner.get_by_role("button", name="Kvittera").count() == 0
    unlock(partner)
    partner.wait_for_selector("html[data-parcel=open]")
    expect(partner.locator(".exchange-beside")).to_contain_text("utanför en station")
    expect(partner.locator(".exchange-beside")).to_contain_text(TYPED)
    expect(partner.locator(".exchange-proof")).to_contain_text("Stämmer med det som loggen har märkt")
    narrow(partner)
    press(partner, "Kvittera")
    expect(partner.locator("main")).to_contain_text("Kvitterat. Avsändaren ser när.")

    owner.goto(parcel)
    expect(owner.locator(".exchange-log")).to_contain_text("Kvitterade")
    expect(owner.locator(".exchange-log")).not_to_contain_text("Petra")
    press(owner, "Återkalla allt")
    press(owner, "Ja, återkalla och förstör")
    expect(owner.locator("main")).to_contain_text("Det förseglade är förstört")
    partner.reload()
    expect(partner.locator("main")).to_contain_text("Återkallat")
    expect(partner.locator("main")).not_to_contain_text(TYPED)
    log = own_site.log.read_text()
    assert not [word for word in (TYPED, "utanför en station") if word in log]


def test_an_answer_by_link_waits_for_the_owner(visit: Visits, own_site: Site) -> None:
    owner = person(visit, "Hanna")
    owner.locator("main .task-list a", has_text=re.compile("B-")).first.click()
    case = owner.url
    press(owner, "Gör en länk för svar")
    owner.get_by_label("Svara ja eller nej på förfrågan").check()
    press(owner, "Gör länken")
    link, code = owner.locator("[data-link]").inner_text(), owner.locator("[data-code]").inner_text()
    assert violations(owner) == []

    other = visit(path=link[link.index("/samverkan/") :], width=360)
    expect(other.locator("h1")).to_have_text("Answer an authority")
    narrow(other)
    other.get_by_role("button", name="Svenska").click()
    expect(other.locator("h1")).to_have_text("Svara en myndighet")
    other.get_by_label("Koden").fill("0000 0001")
    other.keyboard.press("Enter")
    expect(other.locator("main")).to_contain_text("stämmer inte")
    other.wait_for_timeout(4_500)  # two seconds, twice
    other.get_by_label("Koden").fill(code)
    other.keyboard.press("Enter")
    expect(other.locator("main")).to_contain_text("Deras nummer på ärendet")
    narrow(other)
    other.get_by_label("Nej", exact=True).check()
    other.get_by_label("Vem svarar?").fill("Chefen i stat B")
    follow(other, other.get_by_role("button", name="Skicka svaret"))
    expect(other.locator("main")).to_contain_text("Skriv skälet till nejet.")
    other.get_by_label("Skäl").fill(WHY)
    follow(other, other.get_by_role("button", name="Skicka svaret"))
    expect(other.locator("h1")).to_have_text("Tack, svaret är skickat")
    assert not {"sessionid", "csrftoken"} & {str(one.get("name")) for one in other.context.cookies()}

    owner.goto(own_site.url + EXCHANGE)
    owner.get_by_role("link", name=re.compile("Svara ja eller nej")).first.click()
    expect(owner.locator("main")).not_to_contain_text(WHY)
    unlock(owner)
    owner.wait_for_selector("html[data-proposal=open]")
    expect(owner.locator("[data-reason]")).to_have_text(WHY)
    assert owner.get_by_label("Vem svarade?").input_value() == "Chefen i stat B"
    press(owner, "För in svaret")
    expect(owner.locator("main")).to_contain_text("Svaret är infört i ärendet.")
    assert owner.url == case
    log = own_site.log.read_text()
    secret = link.rstrip("/").rpartition("/")[2]
    assert secret not in log
    assert WHY not in log
