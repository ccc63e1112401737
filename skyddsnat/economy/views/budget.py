"""Budget against outcome: the matrix, dividing an activity's budget, and which cost type an account is."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import divide_budget, say_cost_types
from skyddsnat.economy.actions.budgets import BudgetChanged, WhyMissing, lines_of
from skyddsnat.economy.budget_forms import BudgetForm, CostTypesForm, named
from skyddsnat.economy.cost_types import cost_types, said_cost_types, types_of
from skyddsnat.economy.models import Account
from skyddsnat.economy.outcome import grant
from skyddsnat.economy.planning import PlanRow, months_of, plan_of
from skyddsnat.economy.views.budget_parts import (
    forecast_table,
    forecast_warnings,
    matrix,
    months_chart,
    outcome_chart,
)
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    long_date,
    page,
    rows_url,
    swedish,
    swedish_text,
    tabs,
    the_assignment,
    title_of,
    trail,
    url,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.money import format_number


@requires("economy.read")
def budget(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    plan = plan_of(assignment)
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        tabs=tabs(request, assignment, "budget"),
        on=plan.on,
        matrix=matrix(assignment, plan),
        forecast=forecast_table(assignment, plan),
        warnings=forecast_warnings(assignment, plan, grant(assignment).ceiling_ore),
        charts=[outcome_chart(plan), months_chart(months_of(assignment, plan))] if plan.rows else [],
        undivided=_undivided(plan.rows),
        has_accounts=access.accounts(request.user, assignment).exists(),
    )
    return render_lists(request, "economy/budget.html", context)


def _undivided(rows: list[PlanRow]) -> str:
    """How much of the budgets no cost type has."""
    total = sum(max(row.undivided_ore, 0) for row in rows)
    return format_kr(total) if total else ""


@requires("economy.read")
def budget_activity(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponseBase:
    """One activity's budget by cost type, with its history; those who may write divide it here."""
    assignment = the_assignment(request, slug)
    activity = get_object_or_404(access.activities(request.user, assignment), number=number)
    row = next(row for row in plan_of(assignment).rows if row.activity == activity)
    form = None
    changed: Context | None = None
    if access.may_write(request.user):
        form, changed, done = _divided(request, activity, row)
        if done is not None:
            return done
    title = title_of(activity)
    context = page(
        request,
        assignment,
        activity=activity,
        breadcrumb=trail(assignment, (_("Budget"), url("budget", assignment))),
        heading={"value": f"{activity.number}. {title['value']}", "swedish": title["swedish"]},
        form=form,
        changed=changed,
        facts=_facts(assignment, row),
        lines=None if form else _lines_table(assignment, row),
        events=_history(activity),
        cancel_url=url("budget", assignment),
    )
    return render_lists(request, "economy/budget_activity.html", context)


def _divided(
    request: AuthenticatedRequest, activity: Activity, row: PlanRow
) -> tuple[BudgetForm, Context | None, HttpResponse | None]:
    """The form, what somebody else saved meanwhile, and where to go when it is done."""
    used = {code: cell.used_ore for code, cell in row.cells.items()}
    data = request.POST if request.method == "POST" else None
    urls = _used_urls(activity.assignment, row)
    form = BudgetForm(data, lines=lines_of(activity), used=used, rows=urls)
    if data is None or not form.is_valid():
        return form, None, None
    try:
        made = divide_budget(
            activity=activity,
            amounts=form.amounts(),
            seen=form.cleaned_data["seen"],
            why=form.cleaned_data["why"],
            by=request.user,
        )
    except BudgetChanged as changed:
        typed = data.copy()
        typed["seen"] = json.dumps(changed.current, sort_keys=True)  # the next save is made with open eyes
        again = BudgetForm(typed, lines=changed.current, used=used, rows=urls)
        again.is_valid()
        return again, _theirs(changed.current, form.amounts()), None
    except Refused as refused:
        form.add_error("why" if isinstance(refused, WhyMissing) else None, str(refused))
        return form, None, None
    messages.success(request, _("Budgeten är sparad.") if made else _("Inget var ändrat."))
    return form, None, redirect(url("budget_activity", activity.assignment, activity.number))


def _used_urls(assignment: Assignment, row: PlanRow) -> dict[str, str]:
    """The rows behind what is used of each cost type."""
    number = row.activity.number
    return {
        code: rows_url(assignment, allotted="yes", activity=number, cost_type=code)
        for code, cell in row.cells.items()
        if cell.used_ore
    }


def _theirs(saved: dict[str, int], typed: dict[str, int]) -> Context:
    """What somebody else saved beside what was typed, where they differ."""
    return {
        "caption": _("Det som skiljer"),
        "columns": [
            {"label": _("Kostnadsslag")},
            {"label": _("Sparat av någon annan"), "figures": True},
            {"label": _("Du skrev"), "figures": True},
        ],
        "rows": [
            {"cells": [str(one), format_kr(saved.get(one.code, 0)), format_kr(typed[one.code])]}
            for one in cost_types()
            if saved.get(one.code, 0) != typed[one.code]
        ],
    }


def _facts(assignment: Assignment, row: PlanRow) -> list[Context]:
    facts: list[Context] = [
        {"label": _("Insatsens budget"), "value": format_kr(row.whole.budget_ore)},
        {
            "label": _("Använt"),
            "value": format_kr(row.whole.used_ore),
            "url": rows_url(assignment, allotted="yes", activity=row.activity.number),
            "change": _("Visa raderna"),
        },
        {"label": _("Kvar"), "value": format_kr(row.whole.left_ore)},
        {"label": _("Inte uppdelat på kostnadsslag"), "value": format_kr(row.undivided_ore)},
    ]
    if row.undivided_ore < 0:
        facts[-1]["tag"] = {"text": _("Mer än budgeten"), "tone": "warning"}
    return facts


def _lines_table(assignment: Assignment, row: PlanRow) -> Context:
    urls = _used_urls(assignment, row)
    return {
        "caption": _("Budgeten på kostnadsslag"),
        "columns": [
            {"label": _("Kostnadsslag")},
            {"label": _("Budget"), "figures": True},
            {"label": _("Använt"), "figures": True},
            {"label": _("Kvar"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    str(one),
                    format_kr(row.cells[one.code].budget_ore),
                    {"value": format_kr(row.cells[one.code].used_ore), "url": urls.get(one.code, "")},
                    format_kr(row.cells[one.code].left_ore),
                ]
            }
            for one in cost_types()
        ],
    }


def _history(activity: Activity) -> list[Context]:
    return [
        {
            "on": one.at,
            "title": _("%(type)s: %(old)s → %(new)s")
            % {"type": named(one.cost_type), "old": format_kr(one.old_ore), "new": format_kr(one.new_ore)},
            "text": swedish_text(one.why),
            "by": one.by.name,
        }
        for one in activity.budget_changes.select_related("by")
    ]


@requires("economy.read")
def cost_type_accounts(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """Every cost account and which cost type it counts as."""
    assignment = the_assignment(request, slug)
    accounts = list(access.accounts(request.user, assignment))
    now = types_of(accounts)
    may_write = access.may_write(request.user)
    form = CostTypesForm(
        request.POST if may_write and request.method == "POST" else None, accounts=accounts, now=now
    )
    if form.is_bound and form.is_valid():
        try:
            count = say_cost_types(chosen=form.chosen(), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = ngettext("%(count)s konto är ändrat.", "%(count)s konton är ändrade.", count)
            messages.success(request, words % {"count": format_number(count)})
            return redirect(url("cost_types", assignment))
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment, (_("Budget"), url("budget", assignment))),
        form=form if may_write and accounts else None,
        table=_accounts_table(assignment, accounts, now),
        cancel_url=url("budget", assignment),
    )
    return render_lists(request, "economy/cost_types.html", context)


def _accounts_table(assignment: Assignment, accounts: list[Account], now: dict[int, str]) -> Context:
    said = {one.account_id: one for one in said_cost_types(accounts)}
    rows = []
    for account in accounts:
        one = said.get(account.pk)
        how = (
            _("%(name)s, %(date)s") % {"name": one.set_by.name, "date": long_date(one.set_at.date())}
            if one
            else _("programmets gissning")
        )
        rows.append({"cells": [swedish(str(account)), str(named(now[account.pk])), how]})
    return {
        "caption": _("Konton och kostnadsslag"),
        "caption_hidden": True,
        "compact": True,
        "columns": [
            {"label": _("Konto")},
            {"label": _("Kostnadsslag")},
            {"label": _("Bestämt av")},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Inga konton än"),
            "text": _("Kontona kommer med verifikationerna. Läs in en SIE-fil för att börja."),
            "url": url("import_new", assignment),
            "label": _("Läs in en fil"),
            "icon": "upload",
        },
    }
