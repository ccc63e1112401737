"""Tables taken in by people: wrong rows are told, mended in the file, loaded whole and taken back whole."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, heading, press

CONTACTS = "/importer/ny/contacts/"
ATTENDANCE = "/importer/ny/attendance/"
MOST_STEPS = 150


def table(path: Path, *rows: str) -> Path:
    path.write_text("\r\n".join(rows), encoding="utf-8")
    return path


def reach(page: Page, wanted: Locator) -> None:
    """Go to an element as somebody without a mouse does."""
    for _step in range(MOST_STEPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("no number of tabs leads there")


def enter(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_contacts_are_mended_loaded_and_taken_back(visit: Visits, own_site: Site, tmp_path: Path) -> None:
    page = visit("coordinator", path=CONTACTS)
    good = "Socialstyrelsen;Samordnare (prov);prov@example.org;Brev;2014-05-06"
    file = table(
        tmp_path / "kontakter.csv",
        "Var;Funktion;Adress;Källa;Dag",
        good,
        "Påhittad;Utredare;x;Brev;6 maj 2014",
    )
    page.get_by_label("Fil", exact=True).set_input_files(file)
    press(page, "Fortsätt")
    press(page, "Kontrollera filen")
    expect(page.locator(".error-summary")).to_contain_text("Välj kolumnen för Organisation")
    page.locator("[name=column_organisation]").select_option(label="A: Var (Socialstyrelsen)")
    page.locator("[name=column_email]").select_option(label="C: Adress (prov@example.org)")
    page.locator("[name=column_checked_on]").select_option(label="E: Dag (2014-05-06)")
    press(page, "Kontrollera filen")
    expect(page.locator("main")).to_contain_text("Filen har 2 fel")
    expect(page.locator("main table").first).to_contain_text("”Påhittad” finns inte bland aktörerna")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta felen som CSV").click()
    returned = download.value.path().read_text(encoding="utf-8-sig")
    assert "Fel att rätta" in returned
    assert "Påhittad" in returned

    mended = table(tmp_path / "rattad.csv", "Var;Funktion;Adress;Källa;Dag", good)
    page.goto(own_site.url + CONTACTS)
    page.get_by_label("Fil", exact=True).set_input_files(mended)
    press(page, "Fortsätt")
    press(page, "Kontrollera filen")  # what was chosen is remembered
    press(page, "Läs in 1 rad")
    expect(page.get_by_role("status")).to_contain_text("1 rad är inläst.")
    loaded = page.url
    press(page, "Visa det som lästes in")
    page.goto(f"{own_site.url}/aktorer/kontakter/?q=prov@example.org")
    expect(page.locator("main")).to_contain_text("Samordnare (prov)")
    page.goto(loaded)
    press(page, "Ångra importen")
    press(page, "Ångra hela importen")
    assert heading(page) == "Ångrad import"


def test_attendance_by_keyboard_on_a_narrow_screen(visit: Visits, own_site: Site, tmp_path: Path) -> None:
    page = visit("coordinator", path=ATTENDANCE, width=360)
    file = table(
        tmp_path / "narvaro.csv",
        "Datum;Insats;Slag;Antal deltagare;Kommun",
        "2014-05-06;2;Anställd i branschen utbildad;12;Solna",
        "2014-05-07;2;Anställd i branschen utbildad;många;Solna",
    )
    choice = page.get_by_label("Uppdrag", exact=True)
    reach(page, choice)
    choice.select_option("2014-child-protection")
    field = page.get_by_label("Fil", exact=True)
    reach(page, field)
    field.set_input_files(file)  # the system's own window is not part of the page
    enter(page, page.get_by_role("button", name="Fortsätt"))
    enter(page, page.get_by_role("button", name="Kontrollera filen"))
    expect(page.locator("main")).to_contain_text("Filen har 1 fel")
    expect(page.locator("main table").first).to_contain_text("”många” är inte ett helt tal")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    enter(page, page.get_by_role("link", name="Skicka en rättad fil"))
    expect(page.get_by_label("Uppdrag", exact=True)).to_have_value("2014-child-protection")
    file.write_text(file.read_text(encoding="utf-8").replace("många", "9"), encoding="utf-8")
    field = page.get_by_label("Fil", exact=True)
    reach(page, field)
    field.set_input_files(file)
    enter(page, page.get_by_role("button", name="Fortsätt"))
    enter(page, page.get_by_role("button", name="Kontrollera filen"))
    enter(page, page.get_by_role("button", name="Läs in 2 rader"))
    expect(page.get_by_role("status")).to_contain_text("2 rader är inlästa.")
    enter(page, page.get_by_role("link", name="Ångra importen"))
    enter(page, page.get_by_role("button", name="Ångra hela importen"))
    assert heading(page) == "Ångrad import"
    follow(page, page.get_by_role("link", name="Alla importer"))
    expect(page.locator("main table")).to_contain_text("Ångrad")
