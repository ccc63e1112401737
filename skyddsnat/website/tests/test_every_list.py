"""Every page with a list of records gives it as a file too, or stands here with the reason why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2]
SHOWS_TABLE = 'include "components/table.html"'
WITHOUT_FILE = {
    "guidance/desk/overview.html": "a map of pages and languages, each cell the way to what there is to do",
    "guidance/law_desk/write.html": "what is wrong with the text that the person is writing, by its lines",
    "components/chart.html": "a part of a page; the chart's table is exported by the page",
    "cooperation/exchange/case.html": "what was sealed for another authority stays in the room",
    "cooperation/exchange/exchange.html": "what was sealed for another authority stays in the room",
    "cooperation/matching/alike.html": "pairs to answer, which say something of children and are kept nowhere",
    "core/calendar.html": "the keys of one's own devices, each with a button, and nothing else",
    "core/imports/preview.html": "the rows came from the person's own file; the faults have a file of their own",
    "economy/_faults.html": "the faults of a file that was turned away, by the file's own lines",
    "economy/allot_rows.html": "a question before something is done",
    "economy/import_preview.html": "the first rows of the person's own file",
    "economy/prepare_check.html": "a question before something is done; the document itself has the list",
    "industry/badges/badge.html": "the shares on one certificate, which has a file and a print of its own",
    "industry/companies/listed.html": "those that agreed to be found one by one, on a page that is open to everybody",
    "industry/outreach/chosen.html": "a question before something is done; the list they were chosen in is a file",
    "industry/sectors/received.html": "few rows, which could tell of somebody if they were carried about",
    "industry/kits/own.html": "one company's own orders on its own page, each with its print and buttons",
    "industry/lms/own.html": "the keys of one company's own platforms, each with a button, and nothing else",
    "insight/opendata/catalogue.html": "a page that is open to everybody; the same list is given to programs as JSON",
    "insight/opendata/version.html": "a page that is open to everybody, with three files of its own",
    "insight/value.html": "a part of a page, whose list the page exports",
    "knowledge/assessments/links.html": "personal links, each with its button, and nothing else",
    "knowledge/consultations/start.html": "one's own questions on a page that is open to everybody",
    "knowledge/gatherings/registration.html": "the people of one's own registration, behind a personal link",
    "mandate/evidence_list.html": "its file says more than its page, and is made by evidence_export",
    "website/components.html": "shows what a table looks like",
}


def templates() -> list[str]:
    paths = [path for path in sorted(ROOMS.glob("*/templates/**/*.html")) if SHOWS_TABLE in path.read_text()]
    return ["/".join(path.relative_to(ROOMS).parts[2:]) for path in paths]


def drawn_by(template: str) -> set[str]:
    """The functions that draw the template: "render" or "render_lists"."""
    call = re.compile(rf'\b(render|render_lists)\(\s*request,\s*"{re.escape(template)}"')
    sources = (path.read_text() for path in ROOMS.glob("*/**/*.py") if "tests" not in path.parts)
    return {found[1] for source in sources for found in call.finditer(source)}


@pytest.mark.parametrize("template", templates())
def test_a_list_is_given_as_a_file(template: str) -> None:
    expected = WITHOUT_FILE.get(template)
    assert drawn_by(template) == {"render_lists"} or expected, f"{template}: draw it by render_lists"


def test_exceptions_are_needed() -> None:
    shown = set(templates())
    assert {one for one in WITHOUT_FILE if one not in shown or drawn_by(one) == {"render_lists"}} == set()
