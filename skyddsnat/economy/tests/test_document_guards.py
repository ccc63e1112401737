"""What the database refuses about documents when nobody asks the actions."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from skyddsnat.conftest import Cast
from skyddsnat.economy.api import issue_document, prepare_document
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.economy.tests.year import CLOSED, REQUISITIONED, issued
from skyddsnat.mandate.models import Assignment


def prepared(assignment: Assignment, cast: Cast, kind: str = "requisition", **extra: Any) -> MoneyDocument:
    return prepare_document(
        assignment=assignment, kind=kind, dated=extra.pop("dated", REQUISITIONED), by=cast.economist, **extra
    )


def refused_by_database(sql: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


@pytest.mark.parametrize(
    "change", ["amount_ore = 1", "dnr = 'X'", "state = 'prepared'", "pdf_id = NULL", "id = id"]
)
def test_an_issued_document_cannot_be_changed_by_anybody(
    assignment: Assignment, cast: Cast, change: str
) -> None:
    made = issued(assignment, cast, "requisition", REQUISITIONED)
    message = refused_by_database(f"UPDATE economy_moneydocument SET {change} WHERE id = %s", made.pk)
    assert "cannot be changed" in message


def test_a_document_is_never_removed(assignment: Assignment, cast: Cast) -> None:
    prepared(assignment, cast)
    assert "never removed" in refused_by_database("DELETE FROM economy_moneydocument")
    truncate = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE economy_moneydocument CASCADE"
    assert "append-only" in refused_by_database(truncate)


def test_a_document_is_issued_as_it_was_prepared(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast, amount_ore=100)
    message = refused_by_database(
        "UPDATE economy_moneydocument SET state = 'issued', amount_ore = 200, requisitioned_ore = 200 WHERE "
        "id = %s",
        made.pk,
    )
    assert "exactly as it was prepared" in message
    issue = (
        "UPDATE economy_moneydocument SET state = 'issued', issued_at = now(), issued_by_id = %s, pdf_id = %s"
    )
    assert "money_document_issued_with_pdf" in refused_by_database(issue, cast.manager.pk, None)


def test_the_database_knows_two_persons_and_the_number(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast, amount_ore=100)
    assert "money_document_cites_dnr" in refused_by_database("UPDATE economy_moneydocument SET dnr = ''")
    pdf = issued_pdf(assignment, cast, made)
    prepared_again = prepared(assignment, cast, amount_ore=100, reason="Fel")
    issue = (
        "UPDATE economy_moneydocument SET state = 'issued', issued_at = now(), issued_by_id = prepared_by_id,"
        " pdf_id = %s WHERE id = %s"
    )
    assert "money_document_two_persons" in refused_by_database(issue, pdf, prepared_again.pk)


def issued_pdf(assignment: Assignment, cast: Cast, made: MoneyDocument) -> int:
    pdf = issue_document(document=made, by=cast.manager).pdf
    assert pdf is not None
    return pdf.pk


def test_the_database_knows_the_sum(assignment: Assignment, cast: Cast) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    prepared(assignment, cast, "repayment", dated=CLOSED)
    change = "UPDATE economy_moneydocument SET amount_ore = amount_ore - 1 WHERE kind = 'repayment'"
    assert "money_document_repayment_sum" in refused_by_database(change)
    insert_issued = (
        "INSERT INTO economy_moneydocument (assignment_id, kind, version, reason, dated, dnr, amount_ore,"
        " requisitioned_ore, used_ore, repaid_ore, data, sha256, state, prepared_by_id, prepared_at)"
        " SELECT assignment_id, 'financial_account', 1, '', dated, dnr, 0, 100, 0, 99, '{}', '', 'prepared',"
        " prepared_by_id, now() FROM economy_moneydocument LIMIT 1"
    )
    assert "money_document_account_sum" in refused_by_database(insert_issued)
