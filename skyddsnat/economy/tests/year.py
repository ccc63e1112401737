"""A whole year of money for the tests: costs, requisition, repayment and account, each by the right person."""

from __future__ import annotations

import datetime

from skyddsnat.conftest import Cast
from skyddsnat.economy.api import allot, issue_document, prepare_document
from skyddsnat.economy.models import Allotment, MoneyDocument
from skyddsnat.economy.tests.books import activity, cost_lines
from skyddsnat.mandate.models import Assignment

REQUISITIONED = datetime.date(2014, 11, 24)
CLOSED = datetime.date(2015, 3, 20)
CEILING = 300_000_000


def issued(
    assignment: Assignment,
    cast: Cast,
    kind: str,
    dated: datetime.date,
    *,
    amount_ore: int | None = None,
    reason: str = "",
) -> MoneyDocument:
    made = prepare_document(
        assignment=assignment, kind=kind, dated=dated, by=cast.economist, amount_ore=amount_ore, reason=reason
    )
    return issue_document(document=made, by=cast.manager, seen_sha256=made.sha256)


def spend(assignment: Assignment, cast: Cast, *ores: int) -> list[Allotment]:
    """Costs on two activities in turn."""
    numbers = set(assignment.activities.values_list("number", flat=True))
    for number in {1, 2} - numbers:
        activity(assignment, cast.coordinator, number)
    work = list(assignment.activities.order_by("number"))
    first = assignment.vouchers.count() + 1
    lines = cost_lines(assignment, cast.economist, *ores, first=first)
    return [allot(line=line, activity=work[n % len(work)], by=cast.economist) for n, line in enumerate(lines)]


def closed_year(assignment: Assignment, cast: Cast, *ores: int) -> MoneyDocument:
    """Requisition the ceiling, use `ores`, repay the rest and account for it."""
    issued(assignment, cast, "requisition", REQUISITIONED)
    spend(assignment, cast, *ores)
    if sum(ores) < CEILING:
        issued(assignment, cast, "repayment", CLOSED)
    return issued(assignment, cast, "financial_account", CLOSED)
