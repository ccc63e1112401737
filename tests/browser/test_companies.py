"""A company joins on a phone and acts on its own page, behind the link of a letter, in a real browser.

The browser decides by the page's Referrer-Policy whether it says where a form comes from; no test client does that.
"""

from __future__ import annotations

import psycopg
from playwright.sync_api import expect

from skyddsnat.shared.hashing import sha256_hex
from tests.browser import people
from tests.browser.conftest import Site, Visits
from tests.browser.people import press

SECRET = "c" * 43
NUMBER = "559000-0997"
LONG = "Provhotell" + "a" * 70  # a name without a place to break it


def test_a_company_joins_and_acts_by_the_links_of_its_letters(visit: Visits, own_site: Site) -> None:
    page = visit(path="/bransch/anslut/", width=360)
    page.get_by_label("Organisationsnummer").fill("559000-0998")
    page.get_by_label("Företagets namn").fill("Provhotell AB")
    page.get_by_label("Ditt namn").fill("Åsa Prov")
    page.get_by_label("Din e-postadress").fill("asa@example.org")
    page.get_by_label("Arbetsplatsens namn").fill(LONG)
    page.get_by_label("Slag").select_option(label="Hotell och boende")
    page.get_by_label("Kommun", exact=True).select_option(label="Umeå")
    press(page, "Lägg till fler arbetsplatser")
    expect(page.get_by_label("Arbetsplatsens namn").first).to_have_value(LONG)
    press(page, "Skicka")
    expect(page.get_by_role("alert")).to_contain_text("Numret stämmer inte")
    page.get_by_label("Organisationsnummer").fill(NUMBER)
    press(page, "Skicka")
    assert people.heading(page) == "Titta i din mejl"
    with psycopg.connect(own_site.copy.url) as database:
        database.execute(
            "UPDATE industry_enrolment SET secret_sha256 = %s WHERE contact_email = 'asa@example.org'",
            [sha256_hex(SECRET.encode())],
        )
    page.goto(f"{own_site.url}/bransch/anslut/{SECRET}/")
    press(page, "Anslut företaget")
    assert people.heading(page) == "Provhotell AB"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="Policy och rutiner").click()
    page.get_by_label("Infört").check()
    page.get_by_label("Vilken dag?").fill("2026-01-15")
    page.get_by_label("Vad visar det?").fill("Vår policy")
    press(page, "Spara")
    expect(page.get_by_text("Åtagandet är sparat.")).to_be_visible()
    press(page, "Ja, visa oss i listan")
    expect(page.get_by_text("Det visas när ni har ett giltigt löfte.")).to_be_visible()
    press(page, "Logga ut")
    page.goto(f"{own_site.url}/bransch/min/")
    assert people.heading(page) == "Till företagets sida"
