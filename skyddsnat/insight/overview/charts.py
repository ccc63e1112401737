"""The page's charts: bars beside their words, to be read the same on a phone and on paper, each with its table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.insight.overview.figures import ALWAYS, Period
from skyddsnat.insight.overview.rules import months_between
from skyddsnat.insight.overview.standing import Stand
from skyddsnat.insight.overview.wording import language, named
from skyddsnat.mandate.models import Clause
from skyddsnat.shared.dates import format_month
from skyddsnat.shared.money import format_kr, format_number

LONGEST = 24  # months drawn; of a longer time those with something, the last of them


def months(found: Stand, period: Period) -> dict[str, Any] | None:
    """How much was entered for each month, also those without anything; None when there is nothing at all."""
    counts = found.figures.months
    if not counts:
        return None
    first = min(counts) if period.first == ALWAYS.first else period.first
    last = max(counts) if period.last == ALWAYS.last else period.last
    shown = months_between(first, last)
    subtitle = _("Rader i liggaren efter den månad då det hände")
    if len(shown) > LONGEST:
        subtitle += ". " + _("Månader utan rader är utelämnade, och högst 24 visas.")
        shown = [month for month in shown if month in counts][-LONGEST:]
    most = max(counts.values())
    bars = [
        {
            "label": format_month(f"{month:%Y-%m}", language()),
            "share": _percent(counts.get(month, 0), most),
            "text": format_number(counts.get(month, 0)),
        }
        for month in shown
    ]
    peak = max(counts, key=lambda month: counts[month])
    title = _("Mest hände i %(month)s") % {"month": format_month(f"{peak:%Y-%m}", language())}
    return {
        "title": title,
        "subtitle": subtitle,
        "bars": bars,
        "table": _table(
            title, _("Månad"), [_("Rader i liggaren")], [[bar["label"], bar["text"]] for bar in bars]
        ),
    }


def money(found: Stand) -> dict[str, Any] | None:
    """What each task has cost of what was planned for it; None for those who may not see the money."""
    tasks = [one for one in found.clauses if isinstance(one.of, Clause) and one.of.kind == Clause.TASK]
    known = [
        (one, one.used_ore) for one in tasks if one.used_ore is not None and (one.budget_ore or one.used_ore)
    ]
    if not known:
        return None
    most = max(max(one.budget_ore, used) for one, used in known)
    over = sum(used > one.budget_ore for one, used in known)
    title = _("Inget deluppdrag har kostat mer än planerat")
    if over:
        title = _("%(over)s av %(all)s deluppdrag har kostat mer än planerat") % {
            "over": over,
            "all": len(known),
        }
    rows = [
        [named(one), format_kr(used, language()), format_kr(one.budget_ore, language())]
        for one, used in known
    ]
    return {
        "title": title,
        "subtitle": _("Använt (fylld stapel) av planerat (ram)"),
        "bars": [
            {
                "label": named(one),
                "share": _percent(used, most),
                "frame": _percent(one.budget_ore, most),
                "over": used > one.budget_ore,
                "text": format_kr(used, language()),
            }
            for one, used in known
        ],
        "table": _table(title, _("Deluppdrag"), [_("Använt"), _("Planerat")], rows),
    }


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0"


def _table(caption: str, first: str, figures: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    return {
        "caption": caption,
        "caption_hidden": True,
        "compact": True,
        "export": "",
        "columns": [{"label": first}, *({"label": label, "figures": True} for label in figures)],
        "rows": [{"cells": row} for row in rows],
    }
