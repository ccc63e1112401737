"""Where an assignment stands, on one sheet of paper and with the choice kept in the address."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits
from tests.browser.people import HOME, press

RUNNING = "/uppdrag/demo-2026/"


@pytest.mark.parametrize("address", [HOME, RUNNING])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_prints_on_one_sheet(visit: Visits, tmp_path: Path, address: str, language: str) -> None:
    page = visit("manager", path=f"{address}laget/", language=language)
    paper = tmp_path / "laget.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", paper], capture_output=True, check=True, text=True, timeout=60).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert facts["Pages"].strip() == "1"
    assert facts["Page size"].strip().endswith("(A4)")


def test_a_task_and_months_are_chosen_in_the_address(visit: Visits) -> None:
    page = visit("auditor", path=f"{HOME}laget/")
    page.get_by_label("Deluppdrag", exact=True).select_option("2")
    page.get_by_label("Från och med").select_option("2014-05")
    press(page, "Visa")
    assert "clause=2" in page.url
    assert "first=2014-05" in page.url
    expect(page.get_by_role("status")).to_contain_text("från maj 2014")
    page.reload()
    expect(page.get_by_label("Deluppdrag", exact=True)).to_have_value("2")
    row = page.get_by_role("row", name="Arbetsplatser som har anslutit sig")
    row.get_by_role("link").click()
    assert page.url.endswith("/indikatorer/workplaces-joined/")
