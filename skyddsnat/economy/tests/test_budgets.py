"""Budgets divided by cost type: the parts fit in the whole, changes are kept, and nobody overwrites another."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.actions import allot, divide_budget, say_cost_types
from skyddsnat.economy.actions.budgets import BudgetChanged, lines_of
from skyddsnat.economy.cost_types import guessed, types_of
from skyddsnat.economy.models import Account, BudgetChange, BudgetLine
from skyddsnat.economy.planning import day_of, months_of, plan_of
from skyddsnat.economy.tests.books import FEES, activity, cost_lines
from skyddsnat.mandate.api import delete_activity
from skyddsnat.mandate.models import Activity, Assignment


@pytest.fixture
def work(assignment: Assignment, cast: Cast) -> Activity:
    return activity(assignment, cast.coordinator, budget_ore=100_000)


def refused_by_database(sql: str) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(caught.value)


def divide(
    work: Activity, cast: Cast, amounts: dict[str, int], seen: dict[str, int] | None = None, why: str = ""
) -> Any:
    return divide_budget(activity=work, amounts=amounts, seen=seen or {}, why=why, by=cast.economist)


def test_the_parts_fit_in_the_whole(work: Activity, cast: Cast) -> None:
    divide(work, cast, {"wages": 60_000, "travel": 40_000})
    assert lines_of(work) == {"wages": 60_000, "travel": 40_000}
    with pytest.raises(Refused, match="1\xa0kr mer än"):
        divide(work, cast, {"travel": 40_100}, seen=lines_of(work), why="Fler resor")
    more = "UPDATE economy_budgetline SET amount_ore = amount_ore + 1; SET CONSTRAINTS ALL IMMEDIATE"
    assert "more than the budget" in refused_by_database(more)


def test_a_change_says_why_and_is_kept(work: Activity, cast: Cast) -> None:
    divide(work, cast, {"wages": 60_000})
    with pytest.raises(Refused, match="varför"):
        divide(work, cast, {"wages": 0}, seen={"wages": 60_000})
    divide(work, cast, {"wages": 0, "travel": 10_000}, seen={"wages": 60_000}, why="Ingen lön")
    assert lines_of(work) == {"travel": 10_000}
    assert [(one.cost_type, one.old_ore, one.new_ore, one.why) for one in BudgetChange.objects.all()] == [
        ("travel", 0, 10_000, "Ingen lön"), ("wages", 60_000, 0, "Ingen lön"), ("wages", 0, 60_000, ""),
    ]  # fmt: skip
    assert "append-only" in refused_by_database("UPDATE economy_budgetchange SET why = ''")


def test_the_second_is_shown_what_the_first_saved(work: Activity, cast: Cast, client: Client) -> None:
    where = reverse("economy:budget_activity", args=[work.assignment.slug, work.number])
    client.force_login(cast.economist)
    seen = client.get(where).context["form"]["seen"].value()
    assert json.loads(seen) == {}
    divide(work, cast, {"wages": 60_000})
    response = client.post(
        where, {"seen": seen, "amount_wages": "500", "amount_travel": "100", "why": "Plan B"}
    )
    text = response.content.decode()
    assert "Någon annan har sparat" in text
    assert 'value="500"' in text
    assert lines_of(work) == {"wages": 60_000}
    again = response.context["form"]["seen"].value()
    client.post(where, {"seen": again, "amount_wages": "500", "amount_travel": "100", "why": "Plan B"})
    assert lines_of(work) == {"wages": 50_000, "travel": 10_000}
    with pytest.raises(BudgetChanged):
        divide(work, cast, {"wages": 1})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"amount_wages": "tio"}, "i kronor"),
        ({"amount_wages": "-5"}, "negativ"),
        ({"amount_wages": "2000"}, "mer än"),
    ],
)
def test_a_refused_budget_keeps_what_was_typed(
    work: Activity, cast: Cast, client: Client, data: dict[str, str], words: str
) -> None:
    client.force_login(cast.economist)
    where = reverse("economy:budget_activity", args=[work.assignment.slug, work.number])
    text = client.post(where, {"seen": "{}", **data}).content.decode()
    assert words in text
    assert f'value="{data["amount_wages"]}"' in text
    assert not BudgetLine.objects.exists()
    broken = client.post(where, {"seen": "[1]", "amount_wages": "1"})
    assert broken.status_code in {200, 302}


def test_those_who_read_cannot_divide(work: Activity, cast: Cast, client: Client) -> None:
    client.force_login(cast.auditor)
    where = reverse("economy:budget_activity", args=[work.assignment.slug, work.number])
    text = client.post(where, {"seen": "{}", "amount_wages": "100"}).content.decode()
    assert "Spara budgeten" not in text
    assert not BudgetLine.objects.exists()


def test_an_activity_goes_with_its_budget(work: Activity, cast: Cast) -> None:
    divide(work, cast, {"wages": 100})
    delete_activity(activity=work, by=cast.coordinator)
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("4011", "Löner", "wages"),
        ("4511", "Sociala avgifter", "wages"),
        ("5511", "Resor", "travel"),
        ("5711", "Konsulter och föreläsare", "services"),
        ("5721", "Tryck och översättning", "information"),
        ("7010", "", "wages"),
        ("5010", "Lokalhyra", "premises"),
        ("9999", "Diverse", "other"),
    ],
)
def test_what_an_account_seems_to_be(number: str, name: str, code: str) -> None:
    assert guessed(number, name) == code


def test_what_a_person_says_of_an_account_is_remembered(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    cost_lines(assignment, cast.economist, 100)
    account = Account.objects.get(number="5520")
    client.force_login(cast.economist)
    where = reverse("economy:cost_types", args=[assignment.slug])
    client.post(where, {f"account_{account.pk}": "services"})
    assert types_of([account]) == {account.pk: "services"}
    assert account.said_cost_type.set_by == cast.economist
    client.post(where, {f"account_{account.pk}": "nonsense"})
    assert types_of([account]) == {account.pk: "services"}
    assert say_cost_types(chosen={account: "travel"}, by=cast.economist) == 1
    assert not Account.objects.filter(said_cost_type__isnull=False).exists()


def test_the_matrix_is_the_sum_of_its_rows(work: Activity, cast: Cast, client: Client) -> None:
    assignment = work.assignment
    divide(work, cast, {"travel": 30_000})
    (train,) = cost_lines(assignment, cast.economist, 12_000)
    (fee,) = cost_lines(assignment, cast.economist, 95_000, first=2, account=FEES)
    for line in (train, fee):
        allot(line=line, activity=work, by=cast.economist)
    plan = plan_of(assignment)
    (row,) = plan.rows
    assert (row.cells["travel"].budget_ore, row.cells["travel"].used_ore) == (30_000, 12_000)
    assert (row.cells["services"].used_ore, row.whole.left_ore, row.undivided_ore) == (95_000, -7_000, 70_000)
    assert plan.on == day_of(assignment) == datetime.date(2014, 12, 31)
    assert months_of(assignment, plan)[-1].used_ore == plan.whole.used_ore == 107_000
    client.force_login(cast.auditor)
    response = client.get(reverse("economy:budget", args=[assignment.slug]))
    text = response.content.decode()
    assert "Över budget" in text
    cells = response.context["matrix"]["rows"][0]["cells"]
    linked = client.get(next(cell["url"] for cell in cells[1:] if cell.get("url")))
    assert [one.pk for one in linked.context["page"].object_list] == [train.pk]
    assert "120\xa0kr" in linked.context["sums"]["activity"]
    used = response.context["forecast"]["rows"][0]["cells"][1]  # the forecast, too, leads down to the rows
    assert {one.pk for one in client.get(used["url"]).context["page"].object_list} == {train.pk, fee.pk}
