"""Lists as files: typed cells, no formulas, every row, the same access, and a line in the log."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import Export, add_user, table_export
from skyddsnat.core.exports import csv_pieces, xlsx_file
from skyddsnat.core.models import AuditEntry
from skyddsnat.core.tests.tables import content_of
from skyddsnat.shared.money import format_kr, format_number
from skyddsnat.shared.said import Ore

DAY = datetime.date(2014, 5, 6)


def as_csv(export: Export) -> list[list[str]]:
    text = b"".join(csv_pieces(export)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def as_xlsx(export: Export) -> list[list[Any]]:
    with xlsx_file(export) as file:
        return CalamineWorkbook.from_object(file).get_sheet_by_index(0).to_python()


def test_sums_numbers_and_days_are_written_as_such():
    rows = [[Ore(123_450), 7, DAY, True, None, "text"], [Ore(-5), 0, DAY, False, "", 0.5]]
    export = Export("x", ["Summa", "Antal", "Dag", "Ja", "Tomt", "Text"], rows)
    assert as_csv(export)[1:] == [
        ["1234,50", "7", "2014-05-06", "ja", "", "text"], ["-0,05", "0", "2014-05-06", "nej", "", "0,5"]
    ]  # fmt: skip
    assert as_xlsx(export)[1] == [1234.5, 7.0, DAY, "ja", "", "text"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula_not_even_a_heading(start):
    export = Export("x", [f"{start}HYPERLINK(1)"], [[f"{start}cmd|' /C calc'!A0"]])
    for row in (*as_csv(export), *as_xlsx(export)):
        assert row[0].startswith("'")


def test_a_table_says_the_values_behind_its_words():
    table = {
        "columns": [
            {"label": "Namn", "notes": "E-post"}, {"label": "Summa"}, {"label": "Läge"},
            {"label": "Gör", "aside": True},
        ],
        "rows": [
            {"cells": [{"value": "Anna", "note": "a@example.org"}, format_kr(100), {"tag": {"text": "Klar"}}, "Ändra"]},
            {"cells": ["Bo", {"value": format_number(1_000)}, {"value": "x", "tag": {"text": "y"}}, ""]},
        ],
    }  # fmt: skip
    export = table_export("x", table)
    assert list(export.columns) == ["Namn", "Summa", "Läge", "E-post"]
    assert [list(row) for row in export.rows] == [
        ["Anna", Ore(100), "Klar", "a@example.org"], ["Bo", 1000, "x (y)", ""]
    ]  # fmt: skip


def test_a_long_list_is_sent_as_it_is_read():
    taken = itertools.count()

    def rows():
        for n in range(100_000):
            next(taken)
            yield [n]

    pieces = csv_pieces(Export("x", ["n"], rows()))
    next(pieces), next(pieces)
    assert next(taken) < 2_000


@pytest.fixture
def contacts(cast):
    organisation = Organisation.objects.get(code="socialstyrelsen")
    Contact.objects.bulk_create(
        Contact(
            organisation=organisation, function=f"Funktion {n}", phone="+46 8 1", source="Brev", checked_on=DAY,
            entered_by=cast.coordinator,
        )
        for n in range(60)
    )  # fmt: skip


def client_of(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client


def test_all_rows_are_fetched_narrowed_as_on_the_page_and_the_log_says_so(cast, contacts):
    client, url = client_of(cast.coordinator), reverse("actors:contacts")
    page = client.get(url)
    assert b"list=table" in page.content
    answer = client.get(url, {"format": "csv", "list": "table"})
    assert 'filename="kontakter-' in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 61
    assert rows[1][3] == "'+46 8 1"
    narrowed = client.get(url, {"format": "csv", "list": "table", "q": "Funktion 7"})
    assert len(narrowed.getvalue().splitlines()) == 1 + 6
    entries = AuditEntry.objects.filter(verb="export.made", by=cast.coordinator)
    assert [one.details["format"] for one in entries] == ["csv", "csv"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "name", ["core:users", "core:audit", "actors:organisations", "actors:places", "actors:contacts"]
)
def test_a_list_is_fetched_by_those_who_may_open_its_page(cast, name, form):
    add_user(email="fler@example.org", name="=Fler", roles=[], by=None)
    url = reverse(name)
    query = {"format": form, "list": "table"}
    assert client_of(cast.outsider).get(url, query).status_code == 403
    answer = client_of(cast.manager).get(url, query)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert len(content_of(answer)) > 50


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("mandate:activities", ["table"]),
        ("mandate:assignment", ["clauses", "obligations"]),
        ("mandate:evidence-list", ["table"]),
        ("economy:start", ["activities", "papers", "orphans"]),
        ("economy:vouchers", ["table"]),
        ("insight:indicators", ["tables-0"]),
    ],
)
def test_every_list_of_an_assignment_can_be_fetched(cast, assignment, name, lists):
    client = client_of(cast.auditor)
    for each in lists:
        answer = client.get(reverse(name, args=[assignment.slug]), {"format": "csv", "list": each})
        assert "attachment" in answer.headers.get("Content-Disposition", ""), each
        assert assignment.slug in answer["Content-Disposition"]
