"""The main journeys, from signing in to the closing pack. Each test starts from the demonstration as it was made."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skyddsnat.economy.tests.books import sie, voucher
from tests.browser import people
from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, follow, press
from tools.browsing import PEOPLE

DECISION = """Uppdrag att stödja kommunernas arbete

Regeringens beslut

Regeringen ger Länsstyrelsen i Stockholms län i uppdrag att samla kunskap om barn som far illa, samt att sprida
kunskapen till kommunerna.

Länsstyrelsen ska redovisa uppdraget till Regeringskansliet (Socialdepartementet) senast den 15 mars 2016.

Länsstyrelsen får använda högst 1 500 000 kronor för uppdraget under 2015. Kostnaderna ska belasta utgiftsområde 9
Hälsovård, anslaget 4:7 Bidrag till socialt arbete, anslagsposten 4 Utveckling. Medlen betalas ut efter rekvisition
ställd till Socialstyrelsen. Rekvisition ska ske senast den 1 december 2015.

Statskontoret ska senast den 15 april 2016 utvärdera arbetet.
"""
OPENS = {
    "coordinator": [
        "Start",
        "Uppdrag",
        "Aktörer",
        "Kunskap",
        "Bransch",
        "Mottagare av tips",
        "Samverkan",
        "Statistik",
        "Publika sidor",
        "Importer",
    ],
    "economist": ["Start", "Uppdrag", "Aktörer", "Samverkan", "Importer"],
    "manager": [
        "Start",
        "Uppdrag",
        "Aktörer",
        "Kunskap",
        "Bransch",
        "Samverkan",
        "Statistik",
        "Användare",
        "Logg",
    ],
    "editor": ["Start", "Uppdrag", "Aktörer", "Kunskap", "Bransch", "Samverkan", "Publika sidor", "Importer"],
    "auditor": ["Start", "Uppdrag", "Aktörer", "Kunskap", "Bransch", "Samverkan", "Logg"],
    "partner": ["Start", "Gemensamma insatser", "Kunskap", "Bransch", "Samverkan"],
    "regional": ["Start", "Aktörer", "Kunskap", "Bransch"],
    "receiver": ["Start", "Tips"],
    "caseworker": ["Start", "Aktörer", "Samverkan"],
}
OPEN_DAY = datetime.date(2014, 12, 10)  # the months before it are locked in the demonstration
LATE_VOUCHERS = (voucher(9001, 12_345, date=OPEN_DAY), voucher(9002, 700, date=OPEN_DAY))


@pytest.mark.parametrize("person", PEOPLE)
def test_one_click_signs_in_and_the_menu_is_the_persons_own(visit: Visits, person: str) -> None:
    page = visit(person)
    assert people.heading(page).startswith("Hej ")
    assert page.locator(".rail > ul a > span:first-of-type").all_inner_texts() == OPENS[person]
    page.locator("header details.menu summary").last.click()
    follow(page, page.locator("header .menu-body").get_by_text("Logga ut"))
    expect(page.locator("body")).not_to_contain_text("Hej ")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_decision_becomes_an_assignment(visit: Visits, own_site: Site, scripts: bool) -> None:
    page = visit("coordinator", path="/uppdrag/las/", java_script_enabled=scripts)
    page.locator("input[type=file]").set_input_files(
        {"name": "beslut.txt", "mimeType": "text/plain", "buffer": DECISION.encode()}
    )
    press(page, "Läs in filen")
    assert people.heading(page) == "Bekräfta det som lästs ut"
    expect(page.locator("main")).to_contain_text("15 april 2016")  # somebody else's date is shown, not taken
    answer_every_item(page)
    press(page, "Skapa uppdraget")
    page.get_by_label("Beslutet fattades den").fill("2015-03-12")
    follow(page, page.locator("main form.form button[type=submit]"))
    if page.locator(".error-summary").count():
        raise AssertionError(page.locator(".error-summary").inner_text())
    expect(page).to_have_url(re.compile(r"/uppdrag/[a-z0-9-]+/$"))
    expect(page.locator("main")).to_contain_text("15 mars 2016")
    expect(page.get_by_role("table", name="Skyldigheter")).to_contain_text("15 mars 2016")
    expect(page.get_by_role("table", name="Skyldigheter")).not_to_contain_text("15 april 2016")
    expect(page.locator("details", has_text="Meningar som inte ålägger")).to_contain_text("15 april 2016")


def answer_every_item(page: Page) -> None:
    """Answer the items of the reading one by one, until none waits."""
    reading = page.url.partition("#")[0]
    for _ in range(60):
        quick = page.locator(".finding form").get_by_role("button", name="Stämmer")
        slow = page.locator(".finding a.button", has_text="Ta ställning")
        if quick.count():
            follow(page, quick.first)
        elif slow.count():
            follow(page, slow.first)
            own_words_or_no(page)
        else:
            return
        page.goto(reading)
    raise AssertionError("there is always one more item")


def own_words_or_no(page: Page) -> None:
    """A task is put in own words; a sentence that was not understood does not apply."""
    if page.get_by_label("Rubrik med egna ord").count():
        page.get_by_label("Rubrik med egna ord").fill("Samla och sprida kunskap")
        page.get_by_label("Vad ska göras?").fill("Kommunerna ska få veta mer om barn som far illa.")
        press(page, "Spara och gå vidare")
        return
    page.locator("form:has(input[value=reject]) :is(textarea, input[type=text])").first.fill(
        "Gäller inte oss."
    )
    press(page, "Gäller inte, gå vidare")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_an_activity_is_planned_assessed_decided_and_started(
    visit: Visits, own_site: Site, scripts: bool
) -> None:
    coordinator = visit("coordinator", java_script_enabled=scripts)
    activity = people.add_activity(coordinator, own_site.url, "Prov för nya handläggare")
    expect(coordinator.locator("main")).to_contain_text("Insatsen kan inte börja än")
    assert coordinator.locator(".button", has_text="Starta insatsen").count() == 0
    people.assess(coordinator, activity)
    coordinator.goto(f"{activity}barnets-basta/")
    assert coordinator.locator(".button", has_text="Ta ställning").count() == 0

    manager = visit("manager", java_script_enabled=scripts)
    expect(manager.locator("main")).to_contain_text("Prov för nya handläggare")
    people.decide(manager, activity)
    people.start(coordinator, activity)
    expect(coordinator.locator("main .summary-list")).to_contain_text("Pågår")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_evidence_added_by_hand_counts(visit: Visits, own_site: Site, scripts: bool) -> None:
    page = visit("coordinator", java_script_enabled=scripts)
    activity = people.add_activity(page, own_site.url, "Prov för nya handläggare")
    people.assess(page, activity)
    people.decide(visit("manager", java_script_enabled=scripts), activity)
    people.start(page, activity)
    people.add_evidence(page, activity, 17)
    page.goto(activity)
    expect(page.locator("#underlag ~ .table-wrap")).to_contain_text("17")
    page.locator("#underlag ~ .table-wrap tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Akt 12")


def test_a_file_of_vouchers_is_imported_allotted_and_undone(visit: Visits, own_site: Site) -> None:
    page = visit("economist")
    people.prepare_correction(page, own_site.url, "financial_account")
    upload(page, own_site, sie(*LATE_VOUCHERS))
    press(page, "Läs in filen")
    page.goto(f"{own_site.url}{HOME}ekonomi/verifikationer/?allotted=no")
    expect(page.locator("p[role=status]")).to_contain_text("2 rader")
    page.locator(".table tbody a", has_text="9001").first.click()
    page.get_by_label("Insats", exact=True).select_option(index=1)
    press(page, "Fördela kostnaden")
    expect(page.locator("main")).to_contain_text("Hela raden är fördelad.")
    press(page, "Ångra")
    expect(page.locator("main")).to_contain_text("Kvar att fördela")

    upload(page, own_site, sie(*LATE_VOUCHERS))
    assert people.heading(page) == "Inläst fil"  # the same file twice changes nothing
    page.goto(f"{own_site.url}{HOME}ekonomi/verifikationer/?allotted=no")
    expect(page.locator("p[role=status]")).to_contain_text("2 rader")
    upload(
        page, own_site, b"#FLAGGA 0\n#VER A 1 20140314 x\n{\n#TRANS 5520 {} 10.00\n#TRANS 1930 {} -9.00\n}\n"
    )
    expect(page.locator("main tr", has_text="balanserar inte").locator("th")).to_have_text("2")  # the line


def upload(page: Page, site: Site, content: bytes) -> None:
    page.goto(f"{site.url}{HOME}ekonomi/las-in/")
    page.locator("input[type=file]").set_input_files(
        {"name": "bok.se", "mimeType": "text/plain", "buffer": content}
    )
    press(page, "Kontrollera filen")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_document_takes_two_people(visit: Visits, own_site: Site, scripts: bool) -> None:
    economist = visit("economist", java_script_enabled=scripts)
    document = people.prepare_correction(economist, own_site.url, "financial_account")
    assert economist.locator(".button", has_text="Godkänn").count() == 0
    manager = visit("manager", path=document.removeprefix(own_site.url), java_script_enabled=scripts)
    press(manager, "Godkänn och utfärda")
    expect(manager.locator("main")).to_contain_text("Version 2")
    pdf = manager.request.get(f"{document}pdf/")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")
    economist.reload()
    assert economist.locator("a", has_text="Ta tillbaka handlingen").count() == 0, (
        "an issued document is locked"
    )


def test_two_who_write_the_same_section_lose_nothing(visit: Visits, own_site: Site) -> None:
    address = f"{HOME}rapport/text/summary/"
    first, second = visit("editor", path=address), visit("coordinator", path=address)
    first.locator("textarea").fill("Det första stycket.")
    second.locator("textarea").fill("Det andra stycket.")
    press(first, "Spara avsnittet")
    press(second, "Spara avsnittet")
    expect(second.locator("textarea")).to_have_value("Det andra stycket.")
    expect(second.locator(".notice")).to_contain_text("Det första stycket.")
    press(second, "Spara avsnittet")
    first.goto(f"{own_site.url}{address}")
    expect(first.locator("textarea")).to_have_value("Det andra stycket.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_report_is_issued_and_the_closing_pack_holds(
    visit: Visits, own_site: Site, tmp_path: Path, scripts: bool
) -> None:
    coordinator = visit("coordinator", java_script_enabled=scripts)
    report = people.prepare_report(coordinator, own_site.url)
    assert coordinator.locator(".button", has_text="Godkänn").count() == 0
    manager = visit("manager", path=report.removeprefix(own_site.url), java_script_enabled=scripts)
    press(manager, "Godkänn och lås rapporten")
    expect(manager.locator("main")).to_contain_text("Hämta som PDF")

    manager.goto(f"{own_site.url}{HOME}rapport/avslut/")
    press(manager, "Bygg avslutspaketet")
    own_site.work()
    expect(manager.locator("main")).to_contain_text("Avslutspaketet är byggt.")  # the page follows by itself
    link = manager.locator("main .table tbody a").first
    with manager.expect_download() as waiting:
        link.click()
    pack = tmp_path / "pack.zip"
    waiting.value.save_as(pack)
    assert verified(pack) == 0
    spoiled = bytearray(pack.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    pack.write_bytes(bytes(spoiled))
    assert verified(pack) != 0


def verified(pack: Path) -> int:
    command = [sys.executable, "-m", "skyddsnat.cli", "closing", "verify", str(pack)]
    return subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2]).returncode
