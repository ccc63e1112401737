"""The plan in words: the table beside the drawing, and the warnings with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.mandate.plan.schedule import Planned
from skyddsnat.mandate.rules import State
from skyddsnat.mandate.views.frame import format_kr, in_language, language, long_date, state_tag
from skyddsnat.shared.dates import format_short_date, format_short_period

SORTS: dict[str, Callable[[Planned], Any]] = {
    "number": lambda row: row.activity.number,
    "title": lambda row: row.activity.title.casefold(),
    "task": lambda row: [clause.number for clause in row.clauses],
    "responsible": lambda row: row.activity.responsible.name.casefold(),
    "planned": lambda row: (row.times.starts, row.times.ends),
    "actual": lambda row: (row.times.started_on is None, row.times.begin),
    "state": lambda row: (row.times.state is not State.PLANNED, row.times.state is not State.STARTED),
    "waits": lambda row: [after.number for after in row.waits],
    "budget": lambda row: row.activity.budget_ore,
}


def sorted_rows(rows: list[Planned], wanted: str) -> list[Planned]:
    """In the order asked for, by number when nothing is."""
    key = SORTS.get(wanted.removeprefix("-"), SORTS["number"])
    ordered = sorted(rows, key=lambda row: row.activity.number)
    return sorted(ordered, key=key, reverse=wanted.startswith("-"))


def state_tags(row: Planned) -> dict[str, str]:
    """The state as a tag, with lateness before anything else."""
    if row.late:
        text = _("Borde ha börjat") if row.state is State.PLANNED else _("Borde vara klar")
        return {"text": text, "tone": "danger"}
    return state_tag(row.activity)


def plan_table(assignment: Assignment, rows: list[Planned], *, may_write: bool, here: str) -> dict[str, Any]:
    """The table that says what the drawing shows. `here` is the reader's place in the plan, to come back to."""
    columns: list[dict[str, Any]] = [
        {"label": _("Insats"), "sort": "title"},
        {"label": _("Nr"), "sort": "number", "figures": True},
        {"label": _("Mening"), "sort": "task"},
        {"label": _("Ansvarig"), "sort": "responsible"},
        {"label": _("Planerad tid"), "sort": "planned"},
        {"label": _("Utfall"), "sort": "actual"},
        {"label": _("Läge"), "sort": "state"},
        {"label": _("Väntar på"), "sort": "waits"},
        {"label": _("Budget"), "sort": "budget", "figures": True},
    ]
    if may_write:
        columns.append({"label": _("Åtgärd"), "aside": True})
    return {
        "caption": _("Planen i ord"),
        "caption_hidden": True,
        "columns": columns,
        "compact": True,
        "rows": [_row(assignment, row, may_write=may_write, here=here) for row in rows],
        "foot": _foot(rows, may_write=may_write),
    }


def _foot(rows: list[Planned], *, may_write: bool) -> list[Any]:
    total = format_kr(sum(row.activity.budget_ore for row in rows))
    return [_("Summa"), *[""] * 7, total, *([""] if may_write else [])]


def _row(assignment: Assignment, row: Planned, *, may_write: bool, here: str) -> dict[str, Any]:
    activity = row.activity
    waits: dict[str, Any] = {"value": ", ".join(str(after.number) for after in row.waits)}
    if row.broken or row.missed:
        waits["tag"] = {"text": _("Bruten ordning") if row.broken else _("För sent"), "tone": "warning"}
    cells: list[Any] = [
        in_language(activity, "title"),
        str(activity.number),
        ", ".join(clause.number for clause in row.clauses),
        activity.responsible.name,
        format_short_period(row.times.starts, row.times.ends, language()),
        actual(row),
        {"value": "", "tag": state_tags(row)},
        waits,
        format_kr(activity.budget_ore),
    ]
    if may_write:
        url = reverse("mandate:plan-move", args=[assignment.slug, activity.number])
        done = row.state is State.FINISHED
        cells.append("" if done else {"value": _("Flytta"), "url": f"{url}{here}"})
    return {
        "id": f"insats-{activity.number}",
        "url": reverse("mandate:activity", args=[assignment.slug, activity.number]),
        "cells": cells,
    }


def actual(row: Planned) -> str:
    """When it was done, as far as it has come."""
    began, ended = row.times.started_on, row.times.finished_on
    if began is None:
        return ""
    if ended is None:
        return _("Från %(day)s") % {"day": format_short_date(began, language())}
    return format_short_period(began, ended, language())


def warnings_of(
    assignment: Assignment, rows: list[Planned], *, may_write: bool, here: str = ""
) -> list[dict[str, Any]]:
    """One sentence for each broken order, with the way to mend it."""
    found = []
    for row in rows:
        url = reverse("mandate:plan-move", args=[assignment.slug, row.activity.number]) + here
        links = reverse("mandate:activity", args=[assignment.slug, row.activity.number]) + "#kopplingar"
        can_move = may_write and (row.state is State.PLANNED or not row.broken)
        texts = [_broken(row, after) for after in row.broken]
        texts += [
            _("Insats %(number)s blir klar %(done)s, efter ”%(what)s” som ska vara klar %(due)s.")
            % {
                "number": row.activity.number,
                "done": long_date(row.times.done),
                "what": in_language(obligation, "what")["value"],
                "due": long_date(obligation.due),
            }
            for obligation in row.missed
        ]
        found += [
            {
                "text": text,
                "move": url if can_move else "",
                "links": links if may_write else "",
                "number": row.activity.number,
            }
            for text in texts
        ]
    return found


def over_ceiling(assignment: Assignment, budgets: Iterable[int]) -> list[dict[str, Any]]:
    """A warning when the budgets together are more than the decision gives; shown wherever a plan is sent on."""
    total = sum(budgets)
    if not assignment.ceiling_ore or total <= assignment.ceiling_ore:
        return []
    text = _(
        "Insatsernas budget är tillsammans %(sum)s. Det är %(over)s mer än beslutets högsta belopp, %(ceiling)s. "
        "Sänk budgeten på någon insats."
    ) % {
        "sum": format_kr(total),
        "over": format_kr(total - assignment.ceiling_ore),
        "ceiling": format_kr(assignment.ceiling_ore),
    }
    return [{"text": text}]


def _broken(row: Planned, after: Activity) -> str:
    values = {
        "number": row.activity.number,
        "begin": long_date(row.times.begin),
        "after": after.number,
        "done": long_date(after.finished_on or after.ends),
    }
    if row.times.started_on is not None:
        return (
            _("Insats %(number)s började %(begin)s, fast insats %(after)s inte är klar.") % values
            if after.finished_on is None
            else _("Insats %(number)s började %(begin)s, innan insats %(after)s var klar %(done)s.") % values
        )
    return (
        _("Insats %(number)s ska börja %(begin)s, men väntar på insats %(after)s som är klar först %(done)s.")
        % values
    )
