"""A draft goes out to a reader without an account, on a phone, and what she says comes back beside it."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from skyddsnat.shared.dates import today
from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, press

SAID = "Ett steg fattas för den som arbetar natt."


def test_a_reader_outside_comments_on_a_draft(visit: Visits, own_site: Site) -> None:
    page = visit("editor", path="/kunskap/bibliotek/redaktion/")
    follow(page, page.get_by_role("link", name="Samverkan med polisen"))
    press(page, "Gör en länk till en granskare")
    page.get_by_label("Vem ska läsa").fill("Polisområdet läser")
    page.get_by_label("Öppen till och med").fill((today() + datetime.timedelta(days=7)).isoformat())
    press(page, "Gör länken")
    address = urlsplit(page.get_by_label("Adress till granskaren").input_value()).path

    reader = visit(path=address, width=360, java_script_enabled=False)
    expect(reader.locator("h1")).to_have_text(re.compile("Samverkan med"))
    reader.get_by_label("Vad vill du säga om texten?").fill(SAID)
    press(reader, "Skicka kommentaren")
    expect(reader.get_by_text("Din kommentar är sparad")).to_be_visible()

    page.goto(f"{own_site.url}/kunskap/bibliotek/redaktion/")
    follow(page, page.get_by_role("link", name="Samverkan med polisen"))
    expect(page.get_by_text(SAID)).to_be_visible()
    press(page, "Markera som hanterad")
    follow(page, page.get_by_role("link", name="Stäng länken"))
    press(page, "Stäng länken")
    reader.reload()
    expect(reader.get_by_role("heading", name="Länken gäller inte")).to_be_visible()


def test_wagtail_asks_what_changed_and_shows_the_version(visit: Visits, own_site: Site) -> None:
    page = visit("coordinator", path="/kunskap/bibliotek/redaktion/")
    follow(page, page.get_by_role("link", name="Att följa upp en metod"))
    press(page, "Redigera")
    page.locator("#id_lead").fill("Sex steg att kunna visa.")
    _publish(page)
    expect(page.get_by_text("Den som läste förra versionen vill veta det").first).to_be_attached()
    page.locator("#id_change_note").fill("Kortare ingress.")
    _publish(page)
    page.goto(f"{own_site.url}/kunskap/bibliotek/folja-upp-en-metod/")
    expect(page.locator(".library-versions li").first).to_contain_text("Kortare ingress.")
    expect(page.locator(".lead")).to_have_text("Sex steg att kunna visa.")


def _publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target='toggle']").click()
    follow(page, page.locator("button[name='action-publish']"))
