"""Vouchers from a table: as strict as SIE, known from SIE too, allotted alike, undone when nothing rests on them."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from skyddsnat.core.api import Refused, import_kinds, load_import, undo_import, upload_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import Import
from skyddsnat.core.tests.tables import xlsx
from skyddsnat.economy.actions import allot, import_sie, reverse
from skyddsnat.economy.actions.closing import explain_row, lock_months
from skyddsnat.economy.imports import fingerprint
from skyddsnat.economy.models import Account, ProjectMapping, Voucher, VoucherLine
from skyddsnat.economy.sie import FiscalYear, Transaction
from skyddsnat.economy.sie import Voucher as Booked
from skyddsnat.economy.sie.file import PROJECT
from skyddsnat.economy.tests.books import activity, sie, voucher
from skyddsnat.economy.voucher_rows import fingerprints, places_of

pytestmark = pytest.mark.django_db
HEADING = ["Serie", "Vernr", "Datum", "Konto", "Debet", "Kredit", "Text", "Radtext", "Projekt"]
DAY = datetime.date(2014, 3, 14)


def booked(number, kronor, *, text="Resa till Umeå", project="", day=DAY):
    return [
        ["A", number, day, "5520 Resor", kronor, "", text, text, project],
        ["A", number, day, 1930, "", kronor, text, "", ""],
    ]


def sent(assignment, by, *rows) -> Import:
    return upload_import(
        kind=import_kinds.kind_named("vouchers"), subject=assignment.slug, content=xlsx([HEADING, *rows]),
        name="verifikationer.xlsx", by=by,
    )  # fmt: skip


def checked(source):
    return checked_sheet(source, sheet_of(source), source.uploaded_by)


@pytest.fixture
def loaded(assignment, cast):
    rows = [*booked(1, 1234.5, project="1001"), *booked(2, 0.1 + 0.2)]
    return load_import(source=sent(assignment, cast.economist, *rows), by=cast.economist)


def test_a_voucher_has_the_same_fingerprint_as_from_a_sie_file(assignment, cast):
    rows = [
        *booked("1", 12.5, project="10ö1", text='Resa "ut"'),
        *booked("2", 3),
        *booked("1", 4, project="9"),
    ]
    read = checked(sent(assignment, cast.economist, *rows)).rows
    year = FiscalYear(datetime.date(2014, 1, 1), datetime.date(2014, 12, 31))
    expected = []
    for number in ("1", "2"):
        lines = [row.values for row in read if row.values["number"] == number]
        transactions = tuple(
            Transaction(
                line["account"], ((PROJECT, line["project"]),) if line["project"] else (),
                (line["debit"] or 0) - (line["credit"] or 0), DAY, line["row_text"],
            )
            for line in lines
        )  # fmt: skip
        expected.append(fingerprint(Booked("A", number, DAY, lines[0]["text"], transactions, year)))
    assert fingerprints(read, places_of(read)) == expected


def test_vouchers_are_booked_and_their_costs_wait_to_be_allotted(assignment, cast, loaded):
    assert loaded.rows_new == 4
    costs = VoucherLine.objects.costs().left_to_allot().order_by("voucher__number")
    assert [(one.amount_ore, one.project, one.account.number, one.line_number) for one in costs] == [
        (123_450, "1001", "5520", 2), (30, "", "5520", 4)
    ]  # fmt: skip
    assert Account.objects.get(assignment=assignment, number="5520").kind == "K"
    assert ProjectMapping.objects.get(assignment=assignment).project == "1001"
    allot(line=costs[0], activity=activity(assignment, cast.coordinator), by=cast.economist)
    assignment.grant.refresh_from_db()
    assert assignment.grant.used_ore == 123_450


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["A", 1, DAY, 5520, 100, "", "", "", ""], ["A", 1, DAY, 1930, "", 99, "", "", ""]],
            [(2, "amount")],
        ),
        ([["A", 1, DAY, "resor", 100, "", "", "", ""]], [(2, "account")]),
        ([["A", "", "31/12", 5520, 1.005, "", "", "", ""]], [(2, "number"), (2, "date"), (2, "debit")]),
        ([["A", 1, DAY, 5520, "", "", "", "", ""]], [(2, "amount")]),
        (
            [["A", 1, DAY, 5520, 100, "", "", "", ""], ["A", 1, "2014-03-15", 1930, "", 100, "", "", ""]],
            [(3, "date")],
        ),
    ],
)
def test_what_is_wrong_is_told_by_row(assignment, cast, rows, expected):
    source = sent(assignment, cast.economist, *rows)
    assert [(fault.row, fault.field) for fault in checked(source).faults] == expected
    with pytest.raises(Refused):
        load_import(source=source, by=cast.economist)
    assert not Voucher.objects.exists()


def test_a_voucher_known_from_a_sie_file_is_not_loaded_twice(assignment, cast):
    content = sie(voucher(1, 123_450, text="Resa till Umeå"))
    import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    source = sent(assignment, cast.economist, *booked(1, 1234.5), *booked(2, 10))
    assert [one.row for one in checked(source).repeats] == [2, 3]
    assert load_import(source=source, by=cast.economist).rows_new == 2
    again = sent(assignment, cast.economist, *booked(1, 999))
    assert [(fault.row, fault.field) for fault in checked(again).faults] == [(2, "number")]


def test_undoing_removes_the_vouchers_of_that_file_only(assignment, cast, loaded):
    import_sie(assignment=assignment, content=sie(voucher(9, 500)), name="a.se", by=cast.economist)
    undo_import(source=loaded, by=cast.economist)
    assert [one.number for one in Voucher.objects.all()] == ["9"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_allotted_cost_keeps_the_import_even_when_the_allotment_is_reversed(assignment, cast, loaded):
    line = VoucherLine.objects.costs().filter(voucher__number="1").get()
    made = allot(line=line, activity=activity(assignment, cast.coordinator), by=cast.economist)
    reverse(assignment=assignment, allotments=[made], by=cast.economist)
    with pytest.raises(Refused, match="1 kostnadsrad ur filen"):
        undo_import(source=loaded, by=cast.economist)
    assert Voucher.objects.count() == 2


@pytest.mark.parametrize("table", ["economy_voucherline", "economy_voucher"])
def test_the_database_lets_nothing_go_of_a_loaded_file(loaded, table):
    with (
        pytest.raises(IntegrityError, match="only when the import"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET text = 'x'")


def test_the_database_keeps_vouchers_of_sie_files_for_good(assignment, cast):
    import_sie(assignment=assignment, content=sie(voucher(9, 500)), name="a.se", by=cast.economist)
    with (
        pytest.raises(IntegrityError, match="only when the import"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM economy_voucherline")


def test_a_locked_month_takes_nothing_in_and_lets_nothing_go(assignment, cast, loaded):
    other = sent(assignment, cast.economist, *booked(3, 50))
    lock_months(assignment=assignment, months=[DAY], by=cast.economist)
    assert "låst" in checked(other).faults[0].words
    with pytest.raises(Refused, match="fel som måste rättas"):
        load_import(source=other, by=cast.economist)
    with pytest.raises(Refused, match="låst"):
        undo_import(source=loaded, by=cast.economist)
    Import.objects.filter(pk=loaded.pk).update(
        state="undone", undone_by=cast.economist, undone_at=timezone.now()
    )
    with (
        pytest.raises(IntegrityError, match="month is locked"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM economy_voucherline")
    assert Voucher.objects.count() == 2


def test_an_explained_row_keeps_the_import(assignment, cast, loaded):
    line = VoucherLine.objects.costs().filter(voucher__number="1").get()
    explain_row(line=line, reason="Hör till ett annat uppdrag.", by=cast.economist)
    with pytest.raises(Refused, match="förklaringar"):
        undo_import(source=loaded, by=cast.economist)


def test_a_voucher_may_come_in_two_statements_and_must_balance_at_the_end(assignment, cast, loaded):
    held = Voucher.objects.get(number="1")
    account = Account.objects.get(assignment=assignment, number="1930")

    def row(position: int, ore: int) -> VoucherLine:
        return VoucherLine.objects.create(
            voucher=held, position=position, account=account, amount_ore=ore, cost_date=DAY, line_number=9
        )

    def noted() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM economy_unbalanced")
            return int(cursor.fetchone()[0])

    with transaction.atomic():
        row(8, 500)
        assert noted() == 1
        row(9, -500)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert noted() == 0
    row(10, 500)
    with (
        pytest.raises(IntegrityError, match="does not balance: 500"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    row(11, -500)


def test_only_the_database_notes_what_does_not_balance(loaded):
    for sql in ("INSERT INTO economy_unbalanced VALUES (1)", "DELETE FROM economy_unbalanced"):
        with (
            pytest.raises(IntegrityError, match="noted by the database"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
