"""The demonstration year's report: numbers with evidence, gaps named."""

import datetime
import re

import pytest

from skyddsnat.reporting.assembly import assemble

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
