"""The demonstration year's report: numbers with evidence, gaps named."""

import datetime
import re

import pytest

from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.files import docx_of, html_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 5, 20)


def test_every_number_in_the_text_has_its_evidence(demo):
    report = demo.reports.get(version=1).data["report"]
    known = {query["id"] for query in report["queries"]}
    used = set(
        re.findall(
            r"'number': '([a-z0-9-]+)'",
            str([report["summary"], report["tasks"], report["economy"], report["key_numbers"]]),
        )
    )
    assert used
    assert used <= known


def test_what_lacks_evidence_is_listed(demo):
    lacking = {row["what"] for row in demo.reports.get(version=1).data["report"]["lacking"]}
    assert "Andel av allmänheten som vet hur man anmäler" in lacking
    assert any(what.startswith("Insats 10") for what in lacking)


def test_the_report_says_what_the_chain_says_in_both_languages(demo):
    swedish, english = (
        assemble(demo, by=None, dated=DAY, version=9, language=code).data for code in ("sv", "en")
    )
    assert [q["value"] for q in swedish["queries"]] == [q["value"] for q in english["queries"]]
    assert english["tasks"][0]["heading"] != swedish["tasks"][0]["heading"]


def test_a_draft_writes_nothing(demo):
    before = demo.indicators.get(code="methods-published").snapshots.count()
    assemble(demo, by=None, dated=DAY, version=0)
    assert demo.indicators.get(code="methods-published").snapshots.count() == before


def test_the_year_shows_how_the_report_was_written(demo):
    texts = {text.section: text for text in demo.report_texts.all()}
    assert [v.number for v in texts["summary"].versions.all()] == [3, 2, 1]
    assert {block["type"] for block in demo.reports.get(version=1).data["report"]["tasks"][3]["blocks"]} == {
        "paragraph", "table",
    }  # fmt: skip
    threads = demo.report_comments.filter(answers__isnull=True)
    assert {bool(thread.resolved_at) for thread in threads} == {True, False}
    assert demo.report_drafts.get().section == "aim:c"


def test_the_documents_say_who_prepared_and_who_approved(demo):
    report = demo.reports.get(version=1)
    shown = report.data["report"]
    assert (shown["prepared"]["name"], shown["prepared"]["on"]) == ("Siv Samordnare", "2015-05-18")
    assert (shown["approved"]["name"], shown["approved"]["on"]) == ("Cornelia Chef", "2015-05-20")
    page = bytes(report.html.content).decode()
    assert "Förberedd av" in page
    assert "Siv Samordnare" in page


def test_the_issued_files_are_the_same_when_made_again(demo):
    report = demo.reports.get(version=1)
    assert docx_of(report.data) == bytes(report.docx.content)
    assert html_of(report.data) == bytes(report.html.content)
