"""The report: numbers with evidence, gaps named, two persons, versions."""

import datetime

import pytest
from django.urls import reverse

from skyddsnat.core.api import Refused, add_user
from skyddsnat.reporting import actions
from skyddsnat.reporting.assembly import assemble
from skyddsnat.reporting.assembly.report import fingerprint
from skyddsnat.reporting.closing.pack import build_closing_pack, missing_documents
from skyddsnat.reporting.models import Report

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 5, 20)
HOST = {"host": "localhost"}


def test_an_empty_assignment_lists_everything_as_lacking(assignment):
    made = assemble(assignment, by=None, dated=DAY, version=1).data
    assert made["queries"] == []
    assert {row["why"] for row in made["lacking"]} >= {
        "Ingen insats är knuten till meningen i beslutet.",
        "Ingen har skrivit avsnittet än.",
        "Ingen redovisning är utfärdad än.",
    }
    assert made["data_hash"] == fingerprint(made)


def test_without_a_registration_number_there_is_no_report(assignment, cast):
    assignment.dnr = ""
    assignment.save()
    with pytest.raises(Refused, match="diarienummer"):
        actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    assert not Report.objects.filter(assignment=assignment).exists()


def test_the_one_who_prepared_does_not_issue(assignment, cast):
    report = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.manager)
    with pytest.raises(Refused, match="Någon annan"):
        actions.issue_report(report=report, by=cast.manager)


def test_a_correction_names_the_old_version_and_why(assignment, cast):
    first = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    actions.issue_report(report=first, by=cast.manager)
    with pytest.raises(Refused, match="varför"):
        actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    second = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator, reason="Ett fel")
    assert second.version == 2
    assert second.replaces == first
    assert second.data["report"]["replaces"] == "version 1, 2015-05-20"


def test_an_issued_report_is_set_and_kept(assignment, cast):
    report = actions.issue_report(
        report=actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator), by=cast.manager
    )
    assert bytes(report.pdf.content).startswith(b"%PDF-")
    assert "TEST2014/1" in bytes(report.html.content).decode()
    with pytest.raises(Refused, match="redan"):
        actions.issue_report(report=report, by=cast.manager)


def test_two_who_write_at_once_lose_nothing(assignment, cast, client):
    client.force_login(cast.editor)
    address = reverse("reporting:text", args=[assignment.slug, "summary"])
    assert client.post(address, {"body": "Ruts text", "version": 0}, headers=HOST).status_code == 302
    page = client.post(address, {"body": "Sivs text", "version": 0}, headers=HOST).content.decode()
    assert "Ruts text" in page
    assert "Sivs text" in page
    assert assignment.report_texts.get(section="summary").body == "Ruts text"


def test_hostile_text_stays_text(assignment, cast, client):
    actions.write_text(
        assignment=assignment,
        section="summary",
        body="<script>x</script> {{ x }} #import",
        version=0,
        by=cast.editor,
    )
    client.force_login(cast.editor)
    page = client.get(reverse("reporting:draft", args=[assignment.slug]), headers=HOST).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
    report = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    assert actions.issue_report(report=report, by=cast.manager).state == Report.ISSUED


@pytest.mark.parametrize(
    ("who", "read", "write", "approve"),
    [
        ("coordinator", 200, 200, 403), ("editor", 200, 200, 403), ("manager", 200, 403, 302),
        ("economist", 200, 403, 403), ("auditor", 200, 403, 403), ("partner", 403, 403, 403),
        ("receiver", 403, 403, 403), ("outsider", 403, 403, 403),
    ],
)  # fmt: skip
def test_the_role_matrix(assignment, cast, client, who, read, write, approve):
    writer = add_user(email="w@example.org", name="W", roles=["coordinator"], by=None)
    actions.prepare_report(assignment=assignment, dated=DAY, by=writer)
    client.force_login(getattr(cast, who))
    slug = assignment.slug

    def status(name, *args, post=False):
        address = reverse(f"reporting:{name}", args=[slug, *args])
        return (client.post(address, headers=HOST) if post else client.get(address, headers=HOST)).status_code

    assert {status("overview"), status("draft"), status("version", 1), status("closing")} == {read}
    assert {status("text", "summary"), status("prepare")} == {write}
    assert status("issue", 1, post=True) == approve


def test_an_auditor_cannot_withdraw_or_build(assignment, cast, client):
    actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    client.force_login(cast.auditor)
    assert (
        client.post(reverse("reporting:withdraw", args=[assignment.slug, 1]), headers=HOST).status_code == 404
    )
    assert client.post(reverse("reporting:build", args=[assignment.slug]), headers=HOST).status_code == 404
    assert Report.objects.get().state == Report.PREPARED


def test_nothing_is_closed_before_everything_is_issued(assignment):
    assert missing_documents(assignment) == ["Rekvisition", "Ekonomisk redovisning", "Slutredovisning"]
    with pytest.raises(Refused, match="rekvisition, ekonomisk redovisning, slutredovisning"):
        build_closing_pack(assignment=assignment, by=None)
