"""Budget, outcome and forecast, laid side by side: per activity, per cost type, over the months. Sums in öre."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Sum

from skyddsnat.economy.cost_types import codes, cost_accounts, types_of
from skyddsnat.economy.forecast import Course, Forecast, expected_by, forecast, planned_by
from skyddsnat.economy.models import BudgetLine
from skyddsnat.economy.outcome import standing_allotments
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today


@dataclass(frozen=True)
class Cell:
    """An activity and a cost type, or a sum of them."""

    budget_ore: int
    used_ore: int

    @property
    def left_ore(self) -> int:
        """Budget left; negative when over."""
        return self.budget_ore - self.used_ore


@dataclass(frozen=True)
class PlanRow:
    """An activity: its cells by cost type, the whole, and how it seems to end."""

    activity: Activity
    cells: dict[str, Cell]
    whole: Cell
    forecast: Forecast

    @property
    def undivided_ore(self) -> int:
        """Budget that no cost type has; negative when the plan was lowered below its parts."""
        return self.whole.budget_ore - sum(cell.budget_ore for cell in self.cells.values())


@dataclass(frozen=True)
class Plan:
    """All of it, on a day."""

    on: datetime.date
    rows: list[PlanRow]
    cells: dict[str, Cell]
    whole: Cell
    expected_ore: int


def day_of(assignment: Assignment) -> datetime.date:
    """The day that counts: today, or the last day of the money's year when it is over."""
    return min(today(), datetime.date(assignment.year, 12, 31))


def plan_of(assignment: Assignment, on: datetime.date | None = None) -> Plan:
    on = on or day_of(assignment)
    activities = list(Activity.objects.filter(assignment=assignment).order_by("number"))
    lines = {
        (activity, code): ore
        for activity, code, ore in BudgetLine.objects.filter(activity__in=activities).values_list(
            "activity", "cost_type", "amount_ore"
        )
    }
    used = _used(assignment)
    rows = []
    for one in activities:
        cells = {code: Cell(lines.get((one.pk, code), 0), used.get((one.pk, code), 0)) for code in codes()}
        whole = Cell(one.budget_ore, sum(cell.used_ore for cell in cells.values()))
        rows.append(PlanRow(one, cells, whole, forecast(course_of(one, whole.used_ore), on)))
    sums = {
        code: Cell(
            sum(row.cells[code].budget_ore for row in rows), sum(row.cells[code].used_ore for row in rows)
        )
        for code in codes()
    }
    whole = Cell(sum(row.whole.budget_ore for row in rows), sum(row.whole.used_ore for row in rows))
    return Plan(on, rows, sums, whole, sum(row.forecast.expected_ore for row in rows))


def course_of(activity: Activity, used_ore: int) -> Course:
    """The activity as the forecast sees it: it begins when it was begun, or when it is planned to."""
    starts = min(activity.started_on or activity.starts, activity.ends)
    return Course(activity.budget_ore, used_ore, starts, activity.ends, activity.finished_on is not None)


def _used(assignment: Assignment) -> dict[tuple[int, str], int]:
    """(activity, cost type) → used."""
    kinds = types_of(cost_accounts(assignment))
    found: dict[tuple[int, str], int] = {}
    rows = standing_allotments(assignment).values_list("activity", "voucher_line__account")
    for activity, account, ore in rows.annotate(used=Sum("amount_ore")):
        key = (activity, kinds[account])
        found[key] = found.get(key, 0) + int(ore)
    return found


def expected_soon(plan: Plan, days: int) -> int:
    """What is expected to be used within so many days after the plan's day."""
    until = plan.on + datetime.timedelta(days=days)
    return sum(expected_by(course_of(row.activity, row.whole.used_ore), plan.on, until) for row in plan.rows)


@dataclass(frozen=True)
class Month:
    """The last day of a month: planned and used up to then; `used_ore` is None for what has not been."""

    last: datetime.date
    planned_ore: int
    used_ore: int | None


def months_of(assignment: Assignment, plan: Plan) -> list[Month]:
    """Every month of the money's year, both sums counted from its beginning."""
    by_month: dict[int, int] = {}
    rows = standing_allotments(assignment).values_list("voucher_line__cost_date__month")
    for month, ore in rows.annotate(used=Sum("amount_ore")):
        by_month[month] = int(ore)
    courses = [course_of(row.activity, row.whole.used_ore) for row in plan.rows]
    found, so_far = [], 0
    for month in range(1, 13):
        last = datetime.date(assignment.year, month, calendar.monthrange(assignment.year, month)[1])
        so_far += by_month.get(month, 0)
        begun = last.replace(day=1) <= plan.on
        found.append(Month(last, planned_by(courses, last), so_far if begun else None))
    return found
