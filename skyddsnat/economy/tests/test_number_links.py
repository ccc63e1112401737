"""Figures lead to what they are made of, and say in words when they are over or late."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy.actions import allot, divide_budget, explain_row, prepare_document, return_document
from skyddsnat.economy.tests.books import FEES, MARCH, activity, cost_lines
from skyddsnat.economy.tests.year import issued
from skyddsnat.mandate.models import Assignment


def shown(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(f"economy:{name}", args=args), query).content.decode()


def test_a_cost_row_says_which_activity_has_it_and_what_is_not_ours(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    ours, theirs = cost_lines(assignment, cast.economist, 10_000, 20_000)
    allot(line=ours, activity=activity(assignment, cast.coordinator, 7), by=cast.economist)
    explain_row(line=theirs, reason="Ett annat uppdrags resa.", by=cast.economist)
    client.force_login(cast.auditor)
    page = shown(client, "vouchers", assignment.slug)
    assert f'insats <a href="{reverse("economy:budget_activity", args=[assignment.slug, 7])}">7</a>' in page
    assert page.count("Inte vår kostnad") == 1
    where = reverse("economy:vouchers", args=[assignment.slug])
    file = client.get(where, {"format": "csv", "list": "table"}).getvalue().decode()
    assert [line.rpartition(";")[2] for line in file.splitlines()] == ["Insats", "7", ""]


@pytest.mark.parametrize("who", ["economist", "auditor"])
def test_what_is_used_of_a_cost_type_leads_to_its_rows(
    assignment: Assignment, cast: Cast, client: Client, who: str
) -> None:
    work = activity(assignment, cast.coordinator, budget_ore=100_000)
    (line,) = cost_lines(assignment, cast.economist, 30_000, account=FEES)
    allot(line=line, activity=work, by=cast.economist)
    client.force_login(getattr(cast, who))
    page = shown(client, "budget_activity", assignment.slug, work.number)
    rows = reverse("economy:vouchers", args=[assignment.slug])
    assert f'href="{rows}?allotted=yes&amp;activity=1&amp;cost_type=services">300\xa0kr</a>' in page
    assert f'href="{rows}?allotted=yes&amp;activity=1">' in page


def test_a_cost_type_over_its_budget_is_marked_in_words(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    work = activity(assignment, cast.coordinator, budget_ore=100_000)
    divide_budget(activity=work, amounts={"services": 20_000}, seen={}, why="", by=cast.economist)
    (line,) = cost_lines(assignment, cast.economist, 30_050, account=FEES)
    allot(line=line, activity=work, by=cast.economist)
    client.force_login(cast.manager)
    page = shown(client, "budget", assignment.slug)
    assert "101\xa0kr över" in page  # whole kronor, never less than it is
    assert "150 % av 200\xa0kr" in page
    assert "699,50\xa0kr kvar" in page


def test_a_document_that_waits_past_its_day_is_marked_late(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    prepare_document(
        assignment=assignment, kind="requisition", dated=MARCH, amount_ore=1_000_00, by=cast.economist
    )
    client.force_login(cast.manager)
    assert "Försenad" in shown(client, "start", assignment.slug)
    assignment.obligations.update(due=datetime.date(2999, 1, 1))
    page = shown(client, "start", assignment.slug)
    assert "Väntar på godkännande" in page
    assert "Försenad" not in page


def test_preparing_anew_shows_the_remark_and_begins_from_the_sum_that_was_sent_back(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    made = prepare_document(
        assignment=assignment, kind="requisition", dated=MARCH, amount_ore=600_000_00, by=cast.economist
    )
    client.force_login(cast.economist)
    waits = shown(client, "prepare", assignment.slug, "requisition")
    assert "En version väntar redan på godkännande" in waits
    assert 'value="600\xa0000"' in waits
    return_document(document=made, remark="Beloppet är för stort.", by=cast.manager)
    anew = shown(client, "prepare", assignment.slug, "requisition")
    assert "Beloppet är för stort." in anew
    assert "En version väntar redan på godkännande" not in anew
    assert 'value="600\xa0000"' in anew
    assert 'value="500\xa0000"' in shown(
        client, "prepare", assignment.slug, "requisition", belopp="500\xa0000"
    )


def test_english_pages_write_sums_with_a_point(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 123_450)
    client.force_login(cast.auditor)
    client.cookies["django_language"] = "en"
    page = client.get(line.voucher.get_absolute_url()).content.decode()
    assert "1\xa0234.50\xa0kr" in page
    assert "1\xa0234,50" not in page


def test_with_nothing_to_requisition_the_page_says_when_and_where_one_is_on_its_way(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    client.force_login(cast.economist)
    issued(assignment, cast, "requisition", MARCH)
    page = shown(client, "proposal", assignment.slug)
    assert "Ett förslag kommer när" in page
    assert "3\xa0000\xa0000\xa0kr" in page
    made = prepare_document(
        assignment=assignment,
        kind="requisition",
        dated=MARCH,
        amount_ore=1_000_00,
        reason="Fel.",
        by=cast.economist,
    )
    page = shown(client, "proposal", assignment.slug)
    assert "En rekvisition är redan på väg" in page
    assert made.get_absolute_url() in page
