"""Cost types, and which one an account counts as: what a person has said, else a guess from its name and number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import get_language

from skyddsnat.economy.models import Account, AccountCostType, Allotment, VoucherLine
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.yaml_files import read_yaml

OTHER = "other"


@dataclass(frozen=True)
class CostType:
    """One kind of cost, from cost_types.yaml."""

    code: str
    name: str
    name_en: str
    words: tuple[str, ...]
    accounts: tuple[str, ...]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "sv").startswith("en") else self.name


@cache
def cost_types() -> tuple[CostType, ...]:
    """Every cost type in order."""
    rows = read_yaml((Path(__file__).parent / "cost_types.yaml").read_text())
    return tuple(
        CostType(row["code"], row["name"], row["name_en"], tuple(row["words"]), tuple(row["accounts"]))
        for row in rows
    )


def codes() -> list[str]:
    return [one.code for one in cost_types()]


def guessed(number: str, name: str) -> str:
    """The cost type an account seems to be: its own words first, then its first digits."""
    said = set(re.findall(r"\w+", name.lower()))
    for one in cost_types():
        if any(word in said or (" " in word and word in name.lower()) for word in one.words):
            return one.code
    fits = [
        (len(begins), one.code)
        for one in cost_types()
        for begins in one.accounts
        if number.startswith(begins)
    ]
    return max(fits)[1] if fits else OTHER


def types_of(accounts: Iterable[Account]) -> dict[int, str]:
    """Account id → cost type code."""
    found = list(accounts)
    said = dict(AccountCostType.objects.filter(account__in=found).values_list("account", "cost_type"))
    known = set(codes())
    return {
        one.pk: said[one.pk] if said.get(one.pk) in known else guessed(one.number, one.name) for one in found
    }


def said_cost_types(accounts: Iterable[Account]) -> QuerySet[AccountCostType]:
    """What persons have said of the accounts, with who and when."""
    return AccountCostType.objects.filter(account__in=list(accounts)).select_related("set_by")


def cost_accounts(assignment: Assignment) -> list[Account]:
    return list(Account.objects.filter(assignment=assignment, kind=Account.COST).order_by("number"))


def accounts_of(assignment: Assignment, code: str) -> list[int]:
    """Ids of the accounts that count as the cost type."""
    return [pk for pk, kind in types_of(cost_accounts(assignment)).items() if kind == code]


@dataclass(frozen=True)
class CostFact:
    """A cost row with what it counts as, and the activity that has most of it (its number; None for none)."""

    line: VoucherLine
    cost_type: str
    activity: int | None


def cost_facts(assignment: Assignment) -> list[CostFact]:
    """Every cost row of the assignment's year that nobody has explained as not ours, in order."""
    kinds = types_of(cost_accounts(assignment))
    most = {
        row["voucher_line"]: row["activity__number"]
        for row in Allotment.objects.filter(
            voucher_line__voucher__assignment=assignment, reverses__isnull=True, reversed_by__isnull=True
        )
        .order_by("amount_ore")
        .values("voucher_line", "activity__number")
    }
    rows = VoucherLine.objects.filter(voucher__assignment=assignment).costs().in_year(assignment.year)
    return [
        CostFact(row, kinds[row.account_id], most.get(row.pk))
        for row in rows.unexplained().select_related("voucher__assignment").order_by("id")
    ]
