"""Papers, months and documents sent back, by the two persons that they take."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from skyddsnat.website.demo.economy import tiny_pdf
from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, press

ECONOMY = f"{HOME}ekonomi/"


def prepare_correction(page: Page, site: Site) -> str:
    """Open the books again by preparing a correction of the account; returns its address."""
    page.goto(f"{site.url}{ECONOMY}handlingar/forbered/financial_account/")
    page.get_by_label("Varför rättas handlingen?").fill("Ett underlag saknades.")
    press(page, "Kontrollera uppgifterna")
    press(page, "Förbered för godkännande")
    return page.url


def test_a_paper_is_added_while_the_account_is_corrected_and_the_document_sent_back(
    visit: Visits, own_site: Site, tmp_path: Path
) -> None:
    economist = visit("economist", width=360)
    document = prepare_correction(economist, own_site)
    economist.goto(f"{own_site.url}{ECONOMY}verifikationer/?papers=none")
    economist.locator("main table tbody a").first.click()
    expect(economist.locator("#underlag + p")).to_contain_text("Saknar underlag")
    press(economist, "Lägg till leverantörsfaktura")
    receipt = tmp_path / "kvitto.html"
    receipt.write_bytes(b"<html><script>alert(1)</script></html>")
    economist.get_by_label("Leverantör").fill("Exempelresor")
    economist.get_by_label("Fakturanummer").fill("1")
    economist.get_by_label("Fakturans datum").fill("2014-03-01")
    economist.get_by_label("Fil", exact=False).last.set_input_files(receipt)
    press(economist, "Spara underlaget")
    expect(economist.locator(".error-summary")).to_contain_text("varken PDF, PNG eller JPEG")
    expect(economist.get_by_label("Leverantör")).to_have_value("Exempelresor")
    receipt.write_bytes(tiny_pdf("Ett kvitto"))
    economist.get_by_label("Fil", exact=False).last.set_input_files(receipt)
    press(economist, "Spara underlaget")
    expect(economist.get_by_role("status")).to_contain_text("Underlaget är sparat.")
    with economist.expect_download() as download:
        economist.get_by_role("link", name="Hämta", exact=True).click()
    assert download.value.suggested_filename == "kvitto.pdf"
    assert download.value.path().read_bytes() == receipt.read_bytes()

    manager = visit("manager")
    manager.goto(document)
    expect(manager.locator("main")).to_contain_text("Kan inte utfärdas som den är")
    manager.get_by_role("link", name="Skicka tillbaka med en anmärkning").click()
    manager.get_by_label("Vad behöver ändras?").fill("Förbered på nytt med det nya underlaget.")
    press(manager, "Skicka tillbaka")
    economist.goto(own_site.url)
    economist.get_by_role("link", name="Ekonomisk redovisning är skickad tillbaka").click()
    expect(economist.locator("main")).to_contain_text("Förbered på nytt med det nya underlaget.")
    prepare_correction(economist, own_site)
    manager.goto(document)
    press(manager, "Godkänn och utfärda")
    expect(manager.locator("main")).to_contain_text("Utfärdad")


def test_a_locked_month_is_opened_by_two(visit: Visits, own_site: Site) -> None:
    economist = visit("economist", java_script_enabled=False)
    economist.goto(f"{own_site.url}{ECONOMY}avstamning/")
    economist.locator("#manader ~ .table-wrap a", has_text="Visa").first.click()
    economist.get_by_label("Varför behöver månaden öppnas?").fill("En faktura kom sent.")
    press(economist, "Skicka till en chef")
    assert economist.get_by_role("button", name="Öppna månaden").count() == 0
    manager = visit("manager")
    manager.get_by_role("link", name="Öppna den låsta månaden mars 2014?").click()
    expect(manager.locator("main")).to_contain_text("En faktura kom sent.")
    press(manager, "Öppna månaden")
    expect(manager.locator("#manader ~ .table-wrap tr", has_text="Mars 2014")).to_contain_text("Öppen")
