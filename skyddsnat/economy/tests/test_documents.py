"""Documents: no number no document, two persons, to the öre, locked for good, corrected by a new version."""

import csv
import datetime
import io
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.api import (
    allot,
    as_csv,
    documents,
    grant,
    issue_document,
    issued_documents,
    prepare_document,
    reverse,
    standing_document,
    withdraw_document,
)
from skyddsnat.economy.frozen import late_words
from skyddsnat.economy.models import Allotment, MoneyDocument
from skyddsnat.economy.preparing import draft, obstacles
from skyddsnat.economy.tests.books import cost_lines
from skyddsnat.economy.tests.year import CEILING, CLOSED, REQUISITIONED, closed_year, issued, spend
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json, sha256_hex


def words(document: MoneyDocument) -> str:
    assert document.pdf is not None
    pdf = pypdfium2.PdfDocument(bytes(document.pdf.content))
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    return " ".join(text.replace("\xa0", " ").split())


def prepared(assignment: Assignment, cast: Cast, kind: str = "requisition", **extra: Any) -> MoneyDocument:
    return prepare_document(
        assignment=assignment, kind=kind, dated=extra.pop("dated", REQUISITIONED), by=cast.economist, **extra
    )


def test_no_registration_number_no_document(assignment: Assignment, cast: Cast) -> None:
    assignment.dnr = ""
    assignment.save()
    for kind in ("requisition", "repayment", "financial_account"):
        with pytest.raises(Refused, match="diarienummer"):
            prepared(assignment, cast, kind)
    assert not MoneyDocument.objects.exists()


def test_no_appropriation_no_document(assignment: Assignment, cast: Cast) -> None:
    assignment.appropriation = ""
    assignment.save()
    with pytest.raises(Refused, match="Anslaget saknas"):
        prepared(assignment, cast)


def test_a_requisition_says_what_it_must(assignment: Assignment, cast: Cast) -> None:
    made = issued(assignment, cast, "requisition", REQUISITIONED)
    text = words(made)
    for wanted in ("Rekvisition av medel", "TEST2014/1", "4:7", "3 000 000 kr", "Socialstyrelsen", "Manager",
                   "24 november 2014", "Länsstyrelsen i Stockholms län"):  # fmt: skip
        assert wanted in text
    assert made.sha256 in text.replace(" ", "")
    assert "UTKAST" not in text
    assert "för sent" not in text
    assert grant(assignment).requisitioned_ore == CEILING
    assert made.obligation is not None
    assert made.obligation.kind == "requisition"


def test_the_fingerprint_is_that_of_the_data(assignment: Assignment, cast: Cast) -> None:
    made = closed_year(assignment, cast, 123_456, 7)
    again = MoneyDocument.objects.get(pk=made.pk)
    assert sha256_hex(canonical_json(again.data)) == again.sha256
    assert "Cast" not in str(again.data)
    assert "Resa till Umeå" not in str(again.data)


@pytest.mark.parametrize(("ore", "match"), [(0, "mer än noll"), (-1, "mer än noll"), (CEILING + 1, "högst")])
def test_a_requisition_is_within_the_ceiling(
    assignment: Assignment, cast: Cast, ore: int, match: str
) -> None:
    with pytest.raises(Refused, match=match):
        prepared(assignment, cast, amount_ore=ore)


def test_a_requisition_is_made_once(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=100)
    with pytest.raises(Refused, match="redan utfärdad"):
        prepared(assignment, cast)
    again = issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=200, reason="Fel belopp")
    assert (again.version, again.replaces.amount_ore) == (2, 100)  # type: ignore[union-attr]
    assert grant(assignment).requisitioned_ore == 200
    text = words(again)
    assert "ersätter version 1" in text
    assert "Fel belopp" in text
    assert standing_document(assignment, "requisition") == again
    assert [one.version for one in issued_documents(assignment)] == [1, 2]


def test_a_late_document_is_allowed_and_says_so(assignment: Assignment, cast: Cast) -> None:
    made = issued(assignment, cast, "requisition", datetime.date(2014, 12, 3))
    assert made.data["days_late"] == 2
    assert "skulle ha lämnats senast 1 december 2014 och lämnades 2 dagar för sent" in words(made)
    assert late_words(made.data, handed_in=False).endswith("Dess datum är 2 dagar senare.")


def test_a_correction_is_not_late_when_the_first_version_was_in_time(
    assignment: Assignment, cast: Cast
) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=100)
    again = issued(
        assignment, cast, "requisition", datetime.date(2015, 2, 1), amount_ore=90, reason="Fel belopp"
    )
    assert again.data["days_late"] == 0
    assert "för sent" not in words(again)


@pytest.mark.parametrize("dated", [datetime.date(2014, 2, 19), datetime.date(2999, 1, 1)])
def test_a_document_is_dated_after_the_decision_and_not_ahead(
    assignment: Assignment, cast: Cast, dated: datetime.date
) -> None:
    with pytest.raises(Refused, match="datum"):
        prepared(assignment, cast, dated=dated)


def test_two_persons(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast)
    with pytest.raises(Refused, match="chef"):
        issue_document(document=made, by=cast.economist)
    cast.economist.roles.add("manager")
    del cast.economist.permissions
    with pytest.raises(Refused, match="inte själv"):
        issue_document(document=made, by=cast.economist)
    assert issue_document(document=made, by=cast.manager).state == "issued"


def test_issuing_twice_is_refused(assignment: Assignment, cast: Cast) -> None:
    made = issued(assignment, cast, "requisition", REQUISITIONED)
    with pytest.raises(Refused, match="är utfärdad"):
        issue_document(document=made, by=cast.manager)
    with pytest.raises(Refused, match="rättelse"):
        withdraw_document(document=made, by=cast.economist)
    assert AuditEntry.objects.filter(verb="document.issued").count() == 1


def test_the_approver_approves_what_was_read(assignment: Assignment, cast: Cast) -> None:
    seen = prepared(assignment, cast, amount_ore=100).sha256
    made = prepared(assignment, cast, amount_ore=200)
    assert MoneyDocument.objects.count() == 1
    with pytest.raises(Refused, match="sedan du läste"):
        issue_document(document=made, by=cast.manager, seen_sha256=seen)


def test_figures_that_changed_are_prepared_anew(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    made = prepared(assignment, cast, "repayment", dated=CLOSED)
    spend(assignment, cast, 500)
    with pytest.raises(Refused, match="har ändrats"):
        issue_document(document=made, by=cast.manager)
    made = prepared(assignment, cast, "repayment", dated=CLOSED)
    assert issue_document(document=made, by=cast.manager).amount_ore == CEILING - 500


def test_a_withdrawn_document_frees_its_number(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast)
    withdraw_document(document=made, by=cast.economist)
    with pytest.raises(Refused, match="återtagen"):
        issue_document(document=made, by=cast.manager)
    assert issued(assignment, cast, "requisition", REQUISITIONED).version == 1
    assert [one.state for one in documents(assignment)] == ["withdrawn", "issued"]


def test_the_order_is_requisition_repayment_account(assignment: Assignment, cast: Cast) -> None:
    for kind in ("repayment", "financial_account"):
        with pytest.raises(Refused, match="Rekvirera medlen först"):
            prepared(assignment, cast, kind)
    issued(assignment, cast, "requisition", REQUISITIONED)
    spend(assignment, cast, 1_000)
    with pytest.raises(Refused, match="Utfärda återbetalningen"):
        prepared(assignment, cast, "financial_account", dated=CLOSED)
    with pytest.raises(Refused, match="före rekvisitionen"):
        prepared(assignment, cast, "repayment", dated=datetime.date(2014, 11, 1))
    issued(assignment, cast, "repayment", CLOSED)
    with pytest.raises(Refused, match="före återbetalningen"):
        prepared(assignment, cast, "financial_account", dated=datetime.date(2015, 3, 1))
    assert issued(assignment, cast, "financial_account", CLOSED).used_ore == 1_000


def test_the_account_must_meet_the_repayment(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    issued(assignment, cast, "repayment", CLOSED)
    spend(assignment, cast, 1_000)
    with pytest.raises(Refused, match="Rätta återbetalningen"):
        prepared(assignment, cast, "financial_account", dated=CLOSED)
    issued(assignment, cast, "repayment", CLOSED, reason="En sen faktura kom in")
    made = issued(assignment, cast, "financial_account", CLOSED)
    assert (made.used_ore, made.repaid_ore) == (1_000, CEILING - 1_000)


def test_all_used_means_nothing_to_repay(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=10_000)
    spend(assignment, cast, 10_000)
    with pytest.raises(Refused, match="inget att betala tillbaka"):
        prepared(assignment, cast, "repayment", dated=CLOSED)
    made = issued(assignment, cast, "financial_account", CLOSED)
    assert (made.requisitioned_ore, made.used_ore, made.repaid_ore) == (10_000, 10_000, 0)


def test_a_repayment_corrected_to_nothing(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=10_000)
    issued(assignment, cast, "repayment", CLOSED)
    spend(assignment, cast, 10_000)
    issued(assignment, cast, "repayment", CLOSED, reason="Allt användes")
    assert issued(assignment, cast, "financial_account", CLOSED).repaid_ore == 0


def test_more_used_than_requisitioned_stops_the_account(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=10_000)
    spend(assignment, cast, 10_001)
    for kind in ("repayment", "financial_account"):
        with pytest.raises(Refused, match="ryms i det rekvirerade"):
            prepared(assignment, cast, kind, dated=CLOSED)


def test_every_obstacle_is_listed(assignment: Assignment, cast: Cast) -> None:
    assignment.dnr = assignment.appropriation = ""
    wanted = draft(assignment, "repayment", dated=datetime.date(2999, 1, 1))
    assert len(obstacles(wanted)) == 4


def test_the_account_locks_the_books_until_a_correction(assignment: Assignment, cast: Cast) -> None:
    account = closed_year(assignment, cast, 1_000)
    (line,) = cost_lines(assignment, cast.economist, 50, first=50)
    work = assignment.activities.first()
    made = Allotment.objects.first()
    assert work is not None
    assert made is not None
    with pytest.raises(Refused, match="låst"):
        allot(line=line, activity=work, by=cast.economist)
    with pytest.raises(Refused, match="låst"):
        reverse(assignment=assignment, allotments=[made], by=cast.economist)
    for kind in ("requisition", "repayment"):
        with pytest.raises(Refused, match="rättelse av den först"):
            prepared(assignment, cast, kind, dated=CLOSED, reason="Fel")
    with pytest.raises(IntegrityError, match="allotment_after_account"), transaction.atomic():
        Allotment.objects.create(voucher_line=line, activity=work, amount_ore=50, by=cast.economist)

    prepared(assignment, cast, "financial_account", dated=CLOSED, reason="En sen faktura")
    added = allot(line=line, activity=work, by=cast.economist)
    correction = MoneyDocument.objects.get(state="prepared")
    with pytest.raises(Refused, match="återställ"):
        withdraw_document(document=correction, by=cast.economist)
    reverse(assignment=assignment, allotments=[added], by=cast.economist)
    allot(line=line, activity=work, by=cast.economist)
    issued(assignment, cast, "repayment", CLOSED, reason="En sen faktura")
    again = issued(assignment, cast, "financial_account", CLOSED, reason="En sen faktura")
    assert (again.version, again.replaces, again.used_ore) == (2, account, 1_050)
    with pytest.raises(Refused, match="låst"):
        reverse(assignment=assignment, allotments=[made], by=cast.economist)


def test_a_correction_of_the_account_without_changes_may_be_taken_back(
    assignment: Assignment, cast: Cast
) -> None:
    closed_year(assignment, cast, 1_000)
    correction = prepared(assignment, cast, "financial_account", dated=CLOSED, reason="Fel")
    assert withdraw_document(document=correction, by=cast.economist).state == "withdrawn"


def test_the_account_shows_activities_accounts_and_the_sum(assignment: Assignment, cast: Cast) -> None:
    made = closed_year(assignment, cast, 123_456, 6_544)
    text = words(made)
    for wanted in ("Ekonomisk redovisning", "1. Insats 1", "1 234,56 kr", "65,44 kr", "5520 Resor, tåg", "1 300 kr",
                   "2 998 700 kr", "Använda medel per konto"):  # fmt: skip
        assert wanted in text
    assert [row["used_ore"] for row in made.data["by_activity"]] == [123_456, 6_544]
    assert sum(row["ore"] for row in made.data["rows"]) == made.used_ore
    kinds = [row["kind"] for row in made.data["conditions"]]
    assert kinds == [
        "ceiling",
        "charged_to",
        "payment",
        "repay_unused",
        "cite_dnr",
    ]  # not that of the final report


def test_the_csv_adds_up_and_is_safe_to_open(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    spend(assignment, cast, 123_456, 6_544)
    assignment.activities.filter(number=1).update(title="=HYPERLINK(1)")
    issued(assignment, cast, "repayment", CLOSED)
    made = issued(assignment, cast, "financial_account", CLOSED)
    content = as_csv(made.data)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert sum(round(float(row[-1].replace(",", ".")) * 100) for row in rows if row[0] == "Rad") == 130_000
    assert ["Insats", "1", "'=HYPERLINK(1)", "", "", "1", "1234,56"] in rows


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.integers(1, CEILING), costs=st.lists(st.integers(1, 10**8), min_size=1, max_size=4))
def test_requisitioned_less_used_is_repaid_to_the_ore(
    assignment: Assignment, cast: Cast, asked: int, costs: list[int]
) -> None:
    with transaction.atomic():
        issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=asked)
        kept = [ore for n, ore in enumerate(costs) if sum(costs[: n + 1]) <= asked] or [asked]
        spend(assignment, cast, *kept)
        if sum(kept) < asked:
            issued(assignment, cast, "repayment", CLOSED)
        made = issued(assignment, cast, "financial_account", CLOSED)
        assert made.requisitioned_ore - made.used_ore == made.repaid_ore
        assert made.used_ore == sum(kept)
        figures = made.data["figures"]
        assert figures["requisitioned_ore"] - figures["used_ore"] == figures["repaid_ore"]
        transaction.set_rollback(True)


def test_times_are_chosen_only_in_the_demonstration(assignment: Assignment, cast: Cast) -> None:
    at = datetime.datetime(2014, 11, 24, 9, 0, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="demonstration"):
        prepared(assignment, cast, at=at)
    assignment.is_demo = True
    assignment.save()
    made = prepared(assignment, cast, at=at)
    made = issue_document(document=made, by=cast.manager, at=at)
    assert made.issued_at == at
    assert "Demonstrationsdata" in words(made)
