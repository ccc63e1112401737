"""The closing list: what must be true before the money of a year is accounted for, read from the books or answered for.

A step is done by fact, or ticked by a person who then answers for exactly the facts that were there: when they change,
the step is to be looked at again.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Max

from skyddsnat.economy import rules
from skyddsnat.economy.actions.grants import locked_months
from skyddsnat.economy.attached import vouchers_without_papers
from skyddsnat.economy.forecast import much_left
from skyddsnat.economy.models import ChecklistTick, VoucherLine
from skyddsnat.economy.outcome import grant, open_document, orphan_lines, orphan_ore, standing_documents
from skyddsnat.economy.planning import Plan, plan_of
from skyddsnat.mandate.api import fulfilment_of
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import canonical_json, sha256_hex

LOADED, ROWS, PAPERS, BUDGET, PERIODS = "loaded", "rows", "papers", "budget", "periods"
CONTROL, REPORT = "control", "report"
PREPARED_ACCOUNT = "account_prepared"
ORDER = (
    LOADED, ROWS, PAPERS, BUDGET, PERIODS, rules.REQUISITION, CONTROL, rules.REPAYMENT, PREPARED_ACCOUNT,
    rules.ACCOUNT, REPORT,
)  # fmt: skip
BY_PERSON = {LOADED: False, PAPERS: True, BUDGET: True}
"""Steps a person can answer for, and whether a note says why."""


class State(StrEnum):
    """Where a step is."""

    DONE = "done"
    LEFT = "left"
    CHANGED = "changed"  # ticked, but what it rests on is no longer the same


@dataclass(frozen=True)
class Step:
    """One step. `figures` are what its words are made of."""

    code: str
    state: State
    figures: dict[str, Any]
    tick: ChecklistTick | None = None

    @property
    def facts(self) -> str:
        return fingerprint(self.figures)

    @property
    def may_tick(self) -> bool:
        """Whether a person can answer for the step as it is: what is done by fact needs nobody."""
        return self.code in BY_PERSON and (self.state is not State.DONE)


def fingerprint(figures: dict[str, Any]) -> str:
    return sha256_hex(canonical_json({key: str(value) for key, value in figures.items()}))


def steps_of(assignment: Assignment) -> list[Step]:
    """Every step in order."""
    ticks = {
        one.step: one
        for one in ChecklistTick.objects.filter(assignment=assignment, undone_at__isnull=True).select_related(
            "by"
        )
    }
    found = {**_books(assignment), **_documents(assignment)}
    return [_step(code, *found[code], tick=ticks.get(code)) for code in ORDER]


def step_of(assignment: Assignment, code: str) -> Step:
    return next(step for step in steps_of(assignment) if step.code == code)


def _step(code: str, done: bool, figures: dict[str, Any], *, tick: ChecklistTick | None) -> Step:
    if done:
        return Step(code, State.DONE, figures)
    if tick is None or code not in BY_PERSON:
        return Step(code, State.LEFT, figures)
    return Step(code, State.DONE if tick.facts == fingerprint(figures) else State.CHANGED, figures, tick)


type Found = dict[str, tuple[bool, dict[str, Any]]]


def _books(assignment: Assignment) -> Found:
    newest = VoucherLine.objects.filter(voucher__assignment=assignment).in_year(assignment.year)
    orphans = orphan_ore(assignment)
    count = orphan_lines(assignment).count()
    without = vouchers_without_papers(assignment)
    unlocked = open_months(assignment)
    loaded = newest.exists()
    over, left = budget_differences(plan_of(assignment))
    return {
        LOADED: (False, {"until": newest.aggregate(last=Max("cost_date"))["last"], "rows": newest.count()}),
        ROWS: (
            loaded and not count,
            {"count": count, "ore": int(orphans), "explained": _explained(assignment)},
        ),
        PAPERS: (loaded and not without, {"count": without}),
        BUDGET: (loaded and not over and not left, {"over": ",".join(map(str, over)), "left_ore": left}),
        PERIODS: (loaded and not unlocked, {"months": ",".join(f"{one:%Y-%m}" for one in unlocked)}),
    }


def budget_differences(plan: Plan) -> tuple[list[int], int]:
    """Numbers of activities over budget, and what is left of the whole when that is much (0 when it is little)."""
    over = [row.activity.number for row in plan.rows if row.whole.left_ore < 0]
    left = plan.whole.left_ore
    return over, left if left > 0 and much_left(plan.whole.used_ore, plan.whole.budget_ore) else 0


def open_months(assignment: Assignment) -> list[datetime.date]:
    """Months of the year with costs in them that are not locked."""
    rows = VoucherLine.objects.filter(voucher__assignment=assignment).costs().in_year(assignment.year)
    months = {day.replace(day=1) for day in rows.values_list("cost_date", flat=True).distinct()}
    return sorted(months - locked_months(assignment))


def lockable_months(assignment: Assignment) -> list[datetime.date]:
    """The open months that are over."""
    return [month for month in open_months(assignment) if rules.has_ended(month, today())]


def _explained(assignment: Assignment) -> int:
    return VoucherLine.objects.filter(voucher__assignment=assignment).explained().count()


def _documents(assignment: Assignment) -> Found:
    held = grant(assignment)
    issued = standing_documents(assignment, (rules.REQUISITION, rules.REPAYMENT, rules.ACCOUNT))
    repayment, account = issued.get(rules.REPAYMENT), issued.get(rules.ACCOUNT)
    repaid = repayment.amount_ore if repayment else 0
    sums = {"requisitioned": held.requisitioned_ore, "used": held.used_ore, "repaid": repaid}
    requisitioned = rules.REQUISITION in issued
    none_due = requisitioned and held.unused_ore == 0
    under_way = open_document(assignment, rules.ACCOUNT) is not None
    final = Obligation.objects.filter(assignment=assignment, kind=Obligation.FINAL).order_by("due").first()
    answer = fulfilment_of(final) if final else None
    return {
        rules.REQUISITION: (requisitioned, {"ore": held.requisitioned_ore}),
        CONTROL: (requisitioned and held.unused_ore == repaid, sums),
        rules.REPAYMENT: (
            repaid == held.unused_ore if repayment else none_due,
            {"repaid": repaid, "due": max(held.unused_ore, 0) if requisitioned else 0},
        ),
        PREPARED_ACCOUNT: (under_way or account is not None, {}),
        rules.ACCOUNT: (account is not None and not under_way, {}),
        REPORT: (bool(answer and answer.done), {}),
    }
