"""The tables, charts and warnings of the budget page."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from skyddsnat.economy.cost_types import CostType, cost_types
from skyddsnat.economy.forecast import Why, much_left
from skyddsnat.economy.planning import Cell, Month, Plan, PlanRow
from skyddsnat.economy.views.frame import Context, format_kr, language, rows_url, title_of, url
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.charts import Chart, line_chart, stacked
from skyddsnat.shared.dates import format_month
from skyddsnat.shared.money import format_number


def matrix(assignment: Assignment, plan: Plan) -> Context:
    """Activities down, cost types across: what is used, and of how much. Every used sum leads to its rows.

    A cost type that nobody has budgeted or used anything of is left out.
    """
    shown = [one for one in cost_types() if plan.cells[one.code] != Cell(0, 0)]
    return {
        "caption": _("Använt av budgeten, per insats och kostnadsslag"),
        "compact": True,
        "plain": True,
        "columns": [
            {"label": _("Insats")},
            *({"label": str(one), "figures": True} for one in shown),
            {"label": _("Summa"), "figures": True},
        ],
        "rows": [_matrix_row(assignment, row, shown) for row in plan.rows],
        "foot": [
            _("Summa"),
            *(_cell(plan.cells[one.code], _rows(assignment, cost_type=one.code)) for one in shown),
            _whole(plan.whole, _rows(assignment)),
        ],
        "empty": {
            "heading": _("Inga insatser än"),
            "text": _("Budgeten läggs på insatser. Planera den första på uppdragets sida."),
            "url": assignment.get_absolute_url(),
            "label": _("Till uppdraget"),
            "icon": "activity",
        },
    }


def _matrix_row(assignment: Assignment, row: PlanRow, shown: list[CostType]) -> Context:
    number, title = row.activity.number, title_of(row.activity)
    whole = _whole(row.whole, _rows(assignment, activity=number))
    return {
        "url": url("budget_activity", assignment, number),
        "tone": "warning" if row.whole.left_ore < 0 else "",
        "cells": [
            {"value": f"{number}. {title['value']}", "swedish": title["swedish"]},
            *(
                _cell(row.cells[one.code], _rows(assignment, activity=number, cost_type=one.code))
                for one in shown
            ),
            whole,
        ],
    }


def _rows(assignment: Assignment, **query: object) -> str:
    return rows_url(assignment, allotted="yes", **query)


def _cell(cell: Cell, rows: str) -> Context:
    """Used, and under it the share of the budget; more than the budget is marked in words, not only by the share."""
    if not cell.budget_ore and not cell.used_ore:
        return {"value": "–"}
    found: Context = {"value": format_kr(cell.used_ore), "url": rows if cell.used_ore else ""}
    if not cell.budget_ore:
        return {**found, "note": _("ingen budget")}
    found["note"] = _("%(share)s %% av %(budget)s") % {
        "budget": format_kr(cell.budget_ore),
        "share": format_number(round(100 * cell.used_ore / cell.budget_ore)),
    }
    if cell.left_ore < 0:
        over = format_kr(-(-abs(cell.left_ore) // 100) * 100)
        found["tag"] = {"text": _("%(sum)s över") % {"sum": over}, "tone": "warning"}
    return found


def _whole(cell: Cell, rows: str) -> Context:
    """A sum over cost types: what is left of it as well."""
    found = _cell(cell, rows)
    if cell.budget_ore and cell.left_ore >= 0:
        found["note"] = _("%(share)s, %(left)s kvar") % {
            "share": found["note"],
            "left": format_kr(cell.left_ore),
        }
    return found


def forecast_table(assignment: Assignment, plan: Plan) -> Context:
    """What each activity is expected to cost; what is used leads to its rows."""
    return {
        "caption": _("Så mycket väntas varje insats kosta"),
        "compact": True,
        "columns": [
            {"label": _("Insats")},
            {"label": _("Använt"), "figures": True},
            {"label": _("Efter planen"), "figures": True},
            {"label": _("I samma takt"), "figures": True},
            {"label": _("Prognos"), "figures": True},
            {"label": _("Mot budgeten"), "figures": True},
        ],
        "rows": [_forecast_row(assignment, row) for row in plan.rows],
        "foot": [
            _("Summa"),
            _used(plan.whole, _rows(assignment)),
            format_kr(sum(row.forecast.by_plan_ore for row in plan.rows)),
            format_kr(sum(row.forecast.by_pace_ore for row in plan.rows)),
            format_kr(plan.expected_ore),
            _signed(plan.expected_ore - plan.whole.budget_ore),
        ],
    }


def _used(cell: Cell, rows: str) -> Context:
    return {"value": format_kr(cell.used_ore), "url": rows if cell.used_ore else ""}


def _forecast_row(assignment: Assignment, row: PlanRow) -> Context:
    title, expected = title_of(row.activity), row.forecast.expected_ore
    over = expected > row.whole.budget_ore
    against: Context = {"value": _signed(expected - row.whole.budget_ore)}
    if over:
        against["tag"] = {"text": _("Över budget"), "tone": "warning"}
    return {
        "tone": "warning" if over else "",
        "cells": [
            {"value": f"{row.activity.number}. {title['value']}", "swedish": title["swedish"]},
            _used(row.whole, _rows(assignment, activity=row.activity.number)),
            format_kr(row.forecast.by_plan_ore),
            format_kr(row.forecast.by_pace_ore),
            {"value": format_kr(expected), "note": why_words(row.forecast.why)},
            against,
        ],
    }


def _signed(ore: int) -> str:
    return f"+{format_kr(ore)}" if ore > 0 else format_kr(ore)


def why_words(why: Why) -> str:
    """Which way the forecast takes, and why."""
    return {
        Why.FINISHED: _("insatsen är avslutad"),
        Why.NOT_BEGUN: _("inte börjad: hela budgeten"),
        Why.OVER: _("tiden är slut: det som är använt"),
        Why.EARLY: _("efter planen: för tidigt att se takten"),
        Why.PACE: _("i samma takt som hittills"),
    }[why]


def forecast_warnings(assignment: Assignment, plan: Plan, ceiling_ore: int) -> list[str]:
    """What the forecast says about the whole."""
    if not plan.rows or plan.whole.budget_ore == plan.expected_ore == 0:
        return []
    values = {"expected": format_kr(plan.expected_ore), "ceiling": format_kr(ceiling_ore)}
    if plan.expected_ore > ceiling_ore:
        over = format_kr(plan.expected_ore - ceiling_ore)
        return [
            _(
                "Prognosen är %(expected)s, som är %(over)s mer än det högsta beloppet i beslutet, %(ceiling)s. "
                "Minska planen, eller fråga den som har gett uppdraget."
            )
            % {**values, "over": over}
        ]
    if much_left(plan.expected_ore, ceiling_ore):
        left = format_kr(ceiling_ore - plan.expected_ore)
        return [
            _(
                "Prognosen är %(expected)s av %(ceiling)s. Då blir %(left)s inte använt: det som är rekvirerat "
                "av det betalas tillbaka."
            )
            % {**values, "left": left}
        ]
    return []


def outcome_chart(plan: Plan) -> Context:
    """Used, left and over for every activity."""
    used, left, over = _("Använt"), _("Kvar av budgeten"), _("Över budgeten")
    parts = []
    for row in plan.rows:
        label, whole = f"{row.activity.number}. {title_of(row.activity)['value']}", row.whole
        budgeted, spent = whole.budget_ore // 100, max(whole.used_ore, 0) // 100
        parts += [
            (label, used, min(spent, budgeted)),
            (label, left, max(budgeted - spent, 0)),
            (label, over, max(spent - budgeted, 0)),
        ]
    if not any(row.whole.left_ore < 0 for row in plan.rows):
        parts = [part for part in parts if part[1] != over]
    share = round(100 * plan.whole.used_ore / plan.whole.budget_ore) if plan.whole.budget_ore else 0
    chart = stacked(
        parts,
        title=_("%(share)s %% av budgeten är använt") % {"share": format_number(share)},
        subtitle=_("Kronor per insats, hela kronor"),
        source=_("verifikationerna och insatsernas budget"),
        language=language(),
        theme="auto",
        headed=False,
    )
    return _shown(chart, "chart-outcome")


def months_chart(months: list[Month]) -> Context:
    """What was planned to be used up to each month, and what was."""
    planned, used = _("Planerat"), _("Använt")
    rows = [(planned, one.last, one.planned_ore // 100) for one in months]
    rows += [(used, one.last, one.used_ore // 100) for one in months if one.used_ore is not None]
    last = max((one for one in months if one.used_ore is not None), key=lambda one: one.last, default=None)
    title = _("Ingen månad har börjat än")
    if last is not None:
        difference = (last.used_ore or 0) - last.planned_ore
        words = (
            _("Till och med %(month)s är %(sum)s mer använt än planerat")
            if difference > 0
            else _("Till och med %(month)s är %(sum)s mindre använt än planerat")
        )
        month = format_month(f"{last.last:%Y-%m}", language())
        title = words % {"month": month, "sum": format_kr(abs(difference))}
    chart = line_chart(
        rows,
        title=title,
        subtitle=_("Kronor från årets början. Planen: varje budget jämnt fördelad över insatsens tid."),
        source=_("verifikationerna och insatsernas budget"),
        language=language(),
        theme="auto",
        headed=False,
    )
    return _shown(chart, "chart-months")


def _shown(chart: Chart, place: str) -> Context:
    head, *rows = chart.table
    return {
        "id": place,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": chart.source,
        "svg": _drawing(chart),
        "table": {
            "caption": chart.title,
            "compact": True,
            "columns": [{"label": label, "figures": n > 0} for n, label in enumerate(head)],
            "rows": [{"cells": row} for row in rows],
        },
    }


def _drawing(chart: Chart) -> SafeString:
    return mark_safe(chart.svg)  # noqa: S308 - drawn and cleaned by shared.charts
