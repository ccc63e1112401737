"""Papers behind vouchers: added, replaced, removed, locked, and what an account says of them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.actions import remove_attachment
from skyddsnat.economy.actions.documents import prepare_document
from skyddsnat.economy.api import Paper, Worked, attach, cited_papers
from skyddsnat.economy.attached import cover_of, lines_without_papers, same_paper
from skyddsnat.economy.models import Attachment, MoneyDocument, Voucher
from skyddsnat.economy.tests.books import PDF, PNG, cost_lines
from skyddsnat.economy.tests.year import CLOSED, REQUISITIONED, issued, spend
from skyddsnat.mandate.models import Assignment

DAY = datetime.date(2014, 3, 14)


def invoice(ore: int = 10_000, **extra: Any) -> Paper:
    values: dict[str, Any] = {"supplier": "Tåg AB", "invoice_number": "7", "dated": DAY, "amount_ore": ore}
    return Paper("invoice", **{**values, **extra})


def a_voucher(assignment: Assignment, cast: Cast, ore: int = 10_000) -> Voucher:
    return cost_lines(assignment, cast.economist, ore)[0].voucher


def refused_by_database(sql: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def test_papers_add_up_to_the_costs(assignment: Assignment, cast: Cast) -> None:
    voucher = a_voucher(assignment, cast)
    assert lines_without_papers(assignment).count() == 1
    attach(voucher=voucher, paper=invoice(4_000), by=cast.economist)
    assert cover_of(voucher).difference_ore == -6_000
    hours = [Worked("Utredare", DAY, False, 60, None, 6_000)]
    attach(voucher=voucher, paper=Paper("hours", hours=hours), by=cast.economist)
    assert (cover_of(voucher).difference_ore, cover_of(voucher).papers) == (0, 2)
    assert not lines_without_papers(assignment).exists()


@pytest.mark.parametrize(
    "paper",
    [
        Paper("invoice", supplier="A", dated=DAY, amount_ore=1),
        Paper("invoice", supplier="A", invoice_number="1", dated=DAY),
        Paper("hours"),
        Paper("other"),
        Paper("other", note="x", content=b"<html>", file_name="a.pdf"),
        invoice(due=datetime.date(2014, 3, 1)),
        invoice(hours=[Worked("A", DAY, False, 60, None, 1)]),
    ],
)
def test_what_is_not_whole_is_refused(assignment: Assignment, cast: Cast, paper: Paper) -> None:
    with pytest.raises(Refused):
        attach(voucher=a_voucher(assignment, cast), paper=paper, by=cast.economist)
    assert not Attachment.objects.exists()


def test_the_same_invoice_and_the_same_file_are_met_again(assignment: Assignment, cast: Cast) -> None:
    first, second = (line.voucher for line in cost_lines(assignment, cast.economist, 100, 200))
    one = attach(voucher=first, paper=invoice(content=PDF, file_name="a.pdf"), by=cast.economist)
    same = attach(voucher=second, paper=invoice(supplier="tåg ab"), by=cast.economist)
    bytes_too = attach(
        voucher=second, paper=Paper("other", content=PDF, file_name="b.pdf"), by=cast.economist
    )
    assert same_paper(one) == [same, bytes_too]
    assert same_paper(attach(voucher=second, paper=invoice(invoice_number="8"), by=cast.economist)) == []


def test_a_new_version_and_a_removal_let_the_old_file_go(assignment: Assignment, cast: Cast) -> None:
    voucher = a_voucher(assignment, cast)
    old = attach(voucher=voucher, paper=invoice(1, content=PDF, file_name="a.pdf"), by=cast.economist)
    new = attach(
        voucher=voucher, paper=invoice(content=PNG, file_name="a.png"), replaces=old, by=cast.economist
    )
    old.refresh_from_db()
    assert (old.content, old.removed_reason, new.replaces) == (None, "Ersatt av en ny version.", old)
    assert old.sha256
    with pytest.raises(Refused, match="redan borttaget"):
        attach(voucher=voucher, paper=invoice(), replaces=old, by=cast.economist)
    with pytest.raises(Refused, match="varför"):
        remove_attachment(attachment=new, reason=" ", by=cast.economist)
    hours = attach(
        voucher=voucher,
        paper=Paper("hours", hours=[Worked("Kim", DAY, False, 60, None, 1)]),
        by=cast.economist,
    )
    remove_attachment(attachment=hours, reason="Fel person", by=cast.economist)
    assert not hours.hours.exists()
    assert [one.pk for one in Attachment.objects.standing()] == [new.pk]


def test_an_account_names_papers_by_number_and_holds_them(assignment: Assignment, cast: Cast) -> None:
    (allotted,) = spend(assignment, cast, 123_456)
    voucher = allotted.voucher_line.voucher
    secret = [Worked("Kim Hemlig", DAY, False, 60, 1, 3_456)]
    paper = attach(voucher=voucher, paper=invoice(120_000, content=PDF, file_name="a.pdf"), by=cast.economist)
    attach(voucher=voucher, paper=Paper("hours", hours=secret), line=allotted.voucher_line, by=cast.economist)
    issued(assignment, cast, "requisition", REQUISITIONED)
    issued(assignment, cast, "repayment", CLOSED)
    account = issued(assignment, cast, "financial_account", CLOSED)
    assert account.data["attachments"] == cited_papers(assignment)
    assert [(row["row"], row["ore"], bool(row["sha256"])) for row in account.data["attachments"]] == [
        (None, 120_000, True), (1, 3_456, False),
    ]  # fmt: skip
    assert "Kim" not in str(account.data)
    assert "Tåg AB" not in str(account.data)

    with pytest.raises(Refused, match="låst"):
        attach(voucher=voucher, paper=invoice(), by=cast.economist)
    with pytest.raises(Refused, match="låst"):
        remove_attachment(attachment=paper, reason="Fel", by=cast.economist)
    change = "UPDATE economy_attachment SET removed_at = now(), removed_by_id = %s, removed_reason = 'x'"
    assert "the account is issued" in refused_by_database(change, cast.economist.pk)
    assert "the account is issued" in refused_by_database(
        'INSERT INTO economy_hoursentry (attachment_id, who, "on", is_month, minutes, rate_ore, amount_ore)'
        " SELECT id, 'x', now(), false, 60, 1, 1 FROM economy_attachment WHERE kind = 'hours'"
    )

    prepare_document(
        assignment=assignment, kind="financial_account", dated=CLOSED, by=cast.economist, reason="Fel"
    )
    remove_attachment(attachment=paper, reason="Fel faktura", by=cast.economist)
    paper.refresh_from_db()
    assert bytes(paper.content or b"") == PDF  # the issued account cites it


def test_what_an_attachment_says_is_never_changed(assignment: Assignment, cast: Cast) -> None:
    voucher = a_voucher(assignment, cast)
    made = attach(voucher=voucher, paper=invoice(), by=cast.economist)
    other = cost_lines(assignment, cast.economist, 5, first=9)[0]
    assert "keeps what it says" in refused_by_database("UPDATE economy_attachment SET amount_ore = 1")
    assert "keeps its rows" in refused_by_database("DELETE FROM economy_attachment")
    assert "attachment_removed_with_reason" in refused_by_database(
        "UPDATE economy_attachment SET removed_at = now()"
    )
    copy = (
        "INSERT INTO economy_attachment (voucher_id, voucher_line_id, kind, supplier, invoice_number, note, file_name,"
        " media_type, size, sha256, removed_reason, added_by_id, added_at)"
        " SELECT voucher_id, %s, %s, supplier, '', '', '', '', 0, '', '', added_by_id, now() FROM economy_attachment"
        " WHERE id = %s"
    )
    assert "the row is another" in refused_by_database(copy, other.pk, "other", made.pk)
    assert "attachment_invoice_is_whole" in refused_by_database(copy, None, "invoice", made.pk)


def test_a_hostile_file_is_only_ever_saved(assignment: Assignment, cast: Cast, client: Client) -> None:
    voucher = a_voucher(assignment, cast)
    client.force_login(cast.economist)
    where = reverse("economy:paper_new", args=[assignment.slug, voucher.pk, "invoice"])
    typed = {"supplier": "Tåg AB", "invoice_number": "7", "dated": "2014-03-14", "amount": "100"}
    evil = SimpleUploadedFile("faktura.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")
    text = client.post(where, {**typed, "file": evil}).content.decode()
    assert "varken PDF, PNG eller JPEG" in text
    assert 'value="Tåg AB"' in text
    assert not Attachment.objects.exists()

    good = SimpleUploadedFile("../evil.html", PDF, "text/html")
    assert client.post(where, {**typed, "file": good}).status_code == 302
    made = Attachment.objects.get()
    client.force_login(cast.auditor)
    response = client.get(reverse("economy:paper_file", args=[assignment.slug, made.pk]))
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="evil.pdf"'
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get(voucher.get_absolute_url()).content.decode()
    assert "Stämmer" in page
    assert "Lägg till leverantörsfaktura" not in page
    assert client.post(where, typed).status_code == 403


def test_a_faulty_field_asks_for_the_file_again(assignment: Assignment, cast: Cast, client: Client) -> None:
    voucher = a_voucher(assignment, cast)
    client.force_login(cast.economist)
    where = reverse("economy:paper_new", args=[assignment.slug, voucher.pk, "hours"])
    rows = "Utredare; 2014-03; 10; 77; 400"
    text = client.post(where, {"hours": rows, "file": SimpleUploadedFile("a.png", PNG)}).content.decode()
    assert "ingen insats med nummer 77" in text
    assert rows in text
    assert "Välj filen igen" in text


def test_the_list_of_those_that_lack_papers(assignment: Assignment, cast: Cast, client: Client) -> None:
    first, second = cost_lines(assignment, cast.economist, 100, 200)
    attach(voucher=first.voucher, paper=invoice(100), by=cast.economist)
    client.force_login(cast.economist)
    where = reverse("economy:vouchers", args=[assignment.slug], query={"papers": "none"})
    rows = client.get(where).context["page"].object_list
    assert [row.pk for row in rows] == [second.pk]
    remove = reverse("economy:paper_remove", args=[assignment.slug, Attachment.objects.get().pk])
    assert "Skriv varför" in client.post(remove, {"reason": ""}).content.decode()
    client.post(remove, {"reason": "Fel"})
    assert client.get(where).context["total"] == 2
    assert client.post(remove, {"reason": "Fel"}).status_code == 404
    assert MoneyDocument.objects.count() == 0
