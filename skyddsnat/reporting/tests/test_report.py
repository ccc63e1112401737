"""The report: numbers with evidence, gaps named, two persons, versions."""

import datetime

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from skyddsnat.core.api import Refused, add_user, waiting_for
from skyddsnat.reporting.actions import reports as actions
from skyddsnat.reporting.actions.texts import write_text
from skyddsnat.reporting.archive.commands import build as build_archive
from skyddsnat.reporting.archive.package import build_archive_package
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
    assert bytes(report.docx.content).startswith(b"PK")
    page = bytes(report.html.content).decode()
    assert "TEST2014/1" in page
    assert "Coordinator" in page.partition("Förberedd av")[2].partition("Godkänd av")[0]
    assert "Manager" in page.partition("Godkänd av")[2][:80]
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
    write_text(
        assignment=assignment,
        section="summary",
        body="<script>x</script> {{ money-used }} #import [a](javascript:x)",
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
    assert {status("comments", "summary"), status("history", "summary"), status("draft_file", "html")} == {
        read
    }
    assert {status("text", "summary"), status("prepare")} == {write}
    assert status("live", "summary", post=True) == write
    assert status("send_back", 1) == (200 if approve == 302 else 403)
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


def test_without_a_closing_pack_there_is_no_package_for_an_archive(
    assignment, cast, client, tmp_path, capsys
):
    with pytest.raises(Refused, match="Bygg avslutspaketet först"):
        build_archive_package(assignment=assignment, by=None)
    assert build_archive(["--assignment", assignment.slug, "--out", str(tmp_path)]) == 1
    assert "Bygg avslutspaketet först" in capsys.readouterr().err
    client.force_login(cast.manager)
    address = reverse("reporting:build_archive", args=[assignment.slug])
    page = client.post(address, headers=HOST, follow=True).content.decode()
    assert "Bygg avslutspaketet först" in page
    assert address not in page


@pytest.mark.parametrize(
    ("who", "status"), [("auditor", 404), ("economist", 404), ("partner", 403), ("outsider", 403)]
)
def test_those_who_may_not_close_build_no_package(assignment, cast, client, who, status):
    client.force_login(getattr(cast, who))
    address = reverse("reporting:build_archive", args=[assignment.slug])
    assert client.post(address, headers=HOST).status_code == status
    fetch = client.get(reverse("reporting:archive_package", args=[assignment.slug, 1]), headers=HOST)
    assert fetch.status_code == status


def test_a_reference_that_leads_nowhere_stops_the_report(assignment, cast, client):
    write_text(
        assignment=assignment, section="task:1", body="Vi tog {{ money-usd }}.", version=0, by=cast.editor
    )
    with pytest.raises(Refused, match=r"money-usd"):
        actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    client.force_login(cast.coordinator)
    page = client.get(reverse("reporting:prepare", args=[assignment.slug]), headers=HOST).content.decode()
    assert "money-usd" in page.partition("rättas först")[2][:400]


def test_a_number_without_evidence_does_not_stop_it(assignment, cast):
    write_text(
        assignment=assignment, section="task:1", body="Vi tog {{ money-used }}.", version=0, by=cast.editor
    )
    report = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    assert "money-used" in {row["what"] for row in report.data["report"]["lacking"]}


# --- sending back ---


def test_the_manager_sends_a_version_back_with_a_remark(assignment, cast, client):
    report = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    client.force_login(cast.manager)
    address = reverse("reporting:send_back", args=[assignment.slug, 1])
    assert "field-error" in client.post(address, {"remark": " "}, headers=HOST).content.decode()
    assert client.post(address, {"remark": "Målen saknar text."}, headers=HOST).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.remark, report.returned_by) == (
        "returned",
        "Målen saknar text.",
        cast.manager,
    )
    (task,) = [task for task in waiting_for(cast.coordinator) if task.status == "Skickad tillbaka"]
    assert "version 1" in task.label
    client.force_login(cast.editor)
    page = client.get(reverse("reporting:overview", args=[assignment.slug]), headers=HOST).content.decode()
    assert "Målen saknar text." in page
    again = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    assert again.version == 2
    assert not [task for task in waiting_for(cast.coordinator) if task.status == "Skickad tillbaka"]


def test_what_was_sent_back_is_not_issued(assignment, cast):
    report = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    with pytest.raises(Refused, match="vad som behöver ändras"):
        actions.return_report(report=report, remark=" ", by=cast.manager)
    actions.return_report(report=report, remark="Nej.", by=cast.manager)
    with pytest.raises(Refused, match="skickad tillbaka"):
        actions.issue_report(report=report, by=cast.manager)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reporting_report SET state = 'returned'",
        "UPDATE reporting_report SET remark = 'x'",
        "UPDATE reporting_report SET state = 'issued', issued_by_id = returned_by_id",
    ],
)
def test_the_database_wants_a_remark_and_a_name(assignment, cast, sql):
    actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- files and differences ---


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype")])
def test_the_draft_is_fetched_as_a_file_that_says_so(assignment, cast, client, form, start):
    client.force_login(cast.auditor)
    answer = client.get(reverse("reporting:draft_file", args=[assignment.slug, form]), headers=HOST)
    assert answer.content.startswith(start)
    assert f'filename="utkast-{assignment.slug}-' in answer["Content-Disposition"]
    if form == "pdf":
        document = pypdfium2.PdfDocument(answer.content)
        assert all("Utkast" in sheet.get_textpage().get_text_bounded() for sheet in document)


def test_without_a_registration_number_no_draft_leaves_the_house(assignment, cast, client):
    assignment.dnr = ""
    assignment.save()
    client.force_login(cast.editor)
    answer = client.get(
        reverse("reporting:draft_file", args=[assignment.slug, "pdf"]), headers=HOST, follow=True
    )
    assert "diarienummer saknas" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert (
        client.get(reverse("reporting:draft_file", args=[assignment.slug, "exe"]), headers=HOST).status_code
        == 404
    )


def test_two_versions_are_compared(assignment, cast, client):
    write_text(assignment=assignment, section="task:1", body="Vi nådde många.", version=0, by=cast.editor)
    first = actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    actions.withdraw_report(report=first, by=cast.coordinator)
    write_text(assignment=assignment, section="task:1", body="Vi nådde alla.", version=1, by=cast.editor)
    actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator)
    client.force_login(cast.auditor)
    page = client.get(
        reverse("reporting:compare", args=[assignment.slug, 2, 1]), headers=HOST
    ).content.decode()
    assert ">många<" in page.partition("<del>")[2].partition("</del>")[0]
    assert ">alla<" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert "Inga siffror skiljer" in page


def test_a_link_in_the_text_is_shown_with_its_address_on_paper(assignment, cast):
    body = "Se [vår sida](https://exempel.se/a) och [insatsen](/uppdrag/)."
    write_text(assignment=assignment, section="summary", body=body, version=0, by=cast.editor)
    report = actions.issue_report(
        report=actions.prepare_report(assignment=assignment, dated=DAY, by=cast.coordinator), by=cast.manager
    )
    page = bytes(report.html.content).decode()
    assert '<a href="https://exempel.se/a" rel="noreferrer">vår sida</a> och insatsen.' in page
    text = " ".join(
        sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(bytes(report.pdf.content))
    )
    assert "vår sida (https://exempel.se/a) och insatsen." in " ".join(text.split())
