"""Documents through the pages, by the right people in the right order."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy.api import allot, prepare_document
from skyddsnat.economy.models import MoneyDocument, VoucherLine
from skyddsnat.economy.tests.books import cost_lines
from skyddsnat.economy.tests.year import CLOSED, REQUISITIONED, closed_year, issued, spend
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json, sha256_hex


def hidden_values(text: str, form_holding: str) -> dict[str, str]:
    form = next(one for one in re.findall(r"<form.*?</form>", text, re.DOTALL) if form_holding in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_the_way_of_a_requisition(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "requisition"])
    assert "Rekvireras" not in client.get(where).content.decode()  # the sum is not typed yet
    check = client.post(where, {"dated": "2014-11-24", "amount": "2 000 000"}).content.decode()
    assert "Rekvireras" in check
    assert "2\xa0000\xa0000\xa0kr" in check
    assert not MoneyDocument.objects.exists()
    client.post(where, hidden_values(check, "seen"))
    made = MoneyDocument.objects.get()
    assert (made.state, made.amount_ore) == ("prepared", 200_000_000)
    mine = client.get(made.get_absolute_url()).content.decode()
    assert "Godkänn och utfärda" not in mine
    draft = client.get(reverse("economy:document_draft", args=[assignment.slug, made.pk]))
    assert draft.content.startswith(b"%PDF")

    client.force_login(cast.manager)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Godkänn och utfärda" in page
    seen = hidden_values(page, "Godkänn och utfärda")["seen"]
    issue = reverse("economy:document_issue", args=[assignment.slug, made.pk])
    client.post(issue, {"seen": "something else"})
    assert MoneyDocument.objects.get().state == "prepared"
    client.post(issue, {"seen": seen})
    client.post(issue, {"seen": seen})
    made.refresh_from_db()
    assert made.state == "issued"
    assert client.get(reverse("economy:document_draft", args=[assignment.slug, made.pk])).status_code == 404


def test_figures_that_move_between_check_and_save_are_shown_again(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "repayment"])
    values = hidden_values(client.post(where, {"dated": CLOSED}).content.decode(), "seen")
    spend(assignment, cast, 100)
    again = client.post(where, values).content.decode()
    assert "Siffrorna har ändrats" in again
    assert MoneyDocument.objects.filter(kind="repayment").count() == 0


def test_what_is_missing_is_said_before_anything_is_typed(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    assignment.dnr = ""
    assignment.save()
    client.force_login(cast.economist)
    text = client.get(reverse("economy:prepare", args=[assignment.slug, "repayment"])).content.decode()
    assert "diarienummer saknas" in text
    assert "Rekvirera medlen först" in text
    assert "Kontrollera uppgifterna" not in text


@pytest.mark.parametrize("data", [{"dated": "igår"}, {"dated": "2999-01-01"}, {"dated": ""}, {"dated": "2014-11-24",
                                  "amount": "4 000 000"}])  # fmt: skip
def test_a_refused_document_keeps_what_was_typed(
    assignment: Assignment, cast: Cast, client: Client, data: dict[str, str]
) -> None:
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "requisition"])
    text = client.post(where, {"amount": "1 000", **data}).content.decode()
    assert "error-summary" in text
    assert f'value="{data.get("amount", "1 000")}"' in text
    assert not MoneyDocument.objects.exists()


def test_files_of_an_issued_account(assignment: Assignment, cast: Cast, client: Client) -> None:
    made = closed_year(assignment, cast, 123_456)
    client.force_login(cast.auditor)
    pdf, data, table = (
        client.get(reverse(f"economy:document_{kind}", args=[assignment.slug, made.pk]))
        for kind in ("pdf", "json", "csv")
    )
    assert pdf.content.startswith(b"%PDF")
    assert 'filename="ekonomisk-redovisning-2015-03-20-v1.pdf"' in pdf.headers["Content-Disposition"]
    assert sha256_hex(data.content) == made.sha256
    assert data.content == canonical_json(made.data)
    assert table.content.startswith(b"\xef\xbb\xbf")


def test_a_withdrawal_is_asked_about_first(assignment: Assignment, cast: Cast, client: Client) -> None:
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    client.force_login(cast.economist)
    where = reverse("economy:document_withdraw", args=[assignment.slug, made.pk])
    assert client.get(where).status_code == 200
    client.post(where)
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert client.get(where).status_code == 302


def test_the_chain_of_a_voucher_reaches_the_account(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    (line,) = cost_lines(assignment, cast.economist, 50, first=90)
    client.force_login(cast.auditor)

    def chain() -> dict[str, Any]:
        return {link["kind"]: link for link in client.get(line.voucher.get_absolute_url()).context["chain"]}

    assert chain()["activity"]["missing"]
    assert chain()["document"]["missing"]
    account = closed_year(assignment, cast, 100)
    line = VoucherLine.objects.costs().exclude(pk=line.pk).get()
    whole = chain()
    assert list(whole) == ["decision", "condition", "activity", "voucher", "document"]
    assert whole["document"]["url"] == account.get_absolute_url()
    assert whole["activity"]["items"][0]["url"].endswith("/insatser/1/")


def test_the_first_page_says_what_is_next(assignment: Assignment, cast: Cast, client: Client) -> None:
    where = reverse("economy:start", args=[assignment.slug])

    def following(role: str) -> str:
        client.force_login(getattr(cast, role))
        step = client.get(where).context["next"]
        return step["url"] if step else ""

    assert following("economist").endswith("/las-in/")
    assert following("auditor") == ""
    cost_lines(assignment, cast.economist, 100)
    assert "allotted=no" in following("economist")
    spend(assignment, cast, 100)
    work = assignment.activities.get(number=1)
    left = VoucherLine.objects.costs().left_to_allot().get()
    allot(line=left, activity=work, by=cast.economist)
    assert following("economist").endswith("/forbered/requisition/")
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    assert following("manager") == made.get_absolute_url()


def test_the_log_leads_to_the_document_it_is_about(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    client.force_login(cast.auditor)
    log = client.get(reverse("core:audit")).content.decode()
    assert made.get_absolute_url() in log
    assert f"economy.moneydocument {made.pk}" not in log
    assert "core.user" not in log  # the event says what kind; what has no page of its own has its number
