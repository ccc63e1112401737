"""Indicators: what they mean, what they show now, and what they showed when they were frozen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.insight import actions
from skyddsnat.insight.access import indicators_for, snapshots_for
from skyddsnat.insight.drawing import months_chart
from skyddsnat.insight.frame import trail
from skyddsnat.insight.links import chain_of
from skyddsnat.insight.measurements.parts import (
    approved_cell,
    latest,
    may_approve,
    measured_cell,
    measured_shown,
    measurements_table,
    method_said,
    waiting,
)
from skyddsnat.insight.models import Indicator
from skyddsnat.insight.queries import run
from skyddsnat.mandate.api import assignments_for
from skyddsnat.shared.dates import format_moment, format_month
from skyddsnat.shared.money import format_number
from skyddsnat.shared.units import unit_of


@requires("insight.read")
def indicators(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """All indicators of the assignment, per task and aim, with what they show now."""
    found = list(indicators_for(request.user, slug))
    assignment = found[0].assignment if found else get_object_or_404(assignments_for(request.user), slug=slug)
    tables = [
        _table(heading, [i for i in found if i.layer == layer])
        for layer, heading in (
            (Indicator.DONE, _("Gjort")),
            (Indicator.REACHED, _("Nått")),
            (Indicator.CHANGED, _("Förändrat")),
        )
    ]
    context = {"assignment": assignment, "tables": tables, "breadcrumb": trail(assignment)[:-1]}
    return render_lists(request, "insight/indicators.html", context)


def _table(heading: str, rows: list[Indicator]) -> dict[str, Any]:
    return {
        "caption": heading,
        "columns": [
            {"label": _("Indikator")},
            {"label": _("Hör till")},
            {"label": _("Visar nu"), "figures": True},
            {"label": _("Utgångsläge"), "figures": True},
        ],
        "rows": [
            {
                "url": i.get_absolute_url(),
                "cells": [{"value": str(i), "note": i.said("unit")}, _belongs(i), _now(i), _baseline(i)],
            }
            for i in rows
        ],
        "empty": {
            "heading": _("Här finns inga indikatorer än"),
            "text": _("De läggs till när uppdraget tas in."),
        },
    }


def _belongs(indicator: Indicator) -> dict[str, Any]:
    if indicator.clause:
        return {
            "value": indicator.clause.title,
            "swedish": get_language() == "en" and not indicator.clause.heading_en,
        }
    return {"value": str(indicator.aim or indicator.target_group or "")}


def _now(indicator: Indicator) -> dict[str, Any]:
    if indicator.query is None:
        measured = latest(indicator)
        if measured:
            return measured_cell(measured)
        return {"tag": {"text": _("Inte mätt"), "tone": "warning"}}
    value = run(indicator.assignment, indicator.query).value
    if not value:
        return {"tag": {"text": _("Underlag saknas"), "tone": "warning"}}
    return {"value": format_number(value)}


def _baseline(indicator: Indicator) -> dict[str, Any]:
    if not indicator.baseline:
        return {"value": "–"}
    return {
        "value": indicator.baseline,
        "note": indicator.baseline_when,
        "note_swedish": get_language() == "en",
    }


@requires("insight.read")
def indicator(request: AuthenticatedRequest, slug: str, code: str) -> HttpResponseBase:
    """One indicator: definition, value now with its parts, limits, and the times it was frozen."""
    shown = get_object_or_404(indicators_for(request.user, slug), code=code)
    context: dict[str, Any] = {
        "indicator": shown,
        "assignment": shown.assignment,
        "chain": chain_of(shown),
        "breadcrumb": trail(shown.assignment),
        "snapshots": _snapshot_table(shown),
        "may_freeze": shown.query is not None and request.user.may("insight.write"),
        "may_write": request.user.may("insight.write"),
        "method": method_said(shown),
        "measurements": measurements_table(request.user, shown) if shown.query is None else None,
        "waiting": waiting(request.user, shown),
        **measured_shown(shown),
    }
    if shown.query is not None:
        result = run(shown.assignment, shown.query)
        context |= _parts(shown, result.value, result.by_activity, result.by_month)
    return render_lists(request, "insight/indicator.html", context)


@requires("insight.write")
@require_POST
def freeze(request: AuthenticatedRequest, slug: str, code: str) -> HttpResponse:
    """Freeze what the indicator shows now."""
    shown = get_object_or_404(indicators_for(request.user, slug), code=code)
    if shown.query is None:
        raise Http404
    taken = actions.take_snapshot(indicator=shown, by=request.user)
    messages.success(request, _("Värdet är fryst, med den plats i liggaren det vilar på."))
    return redirect(taken)


@requires("insight.read")
def snapshot(request: AuthenticatedRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """A frozen value: what was asked, what the ledger answered, and whether it still does."""
    taken = get_object_or_404(snapshots_for(request.user, slug), indicator__code=code, pk=pk)
    parts = [(int(n), int(v)) for n, v in taken.by_activity]
    months = [(str(m), int(v)) for m, v in taken.by_month]
    context = {
        "snapshot": taken,
        "indicator": taken.indicator,
        "assignment": taken.indicator.assignment,
        "chain": chain_of(taken.indicator),
        "problems": actions.check_snapshot(taken),
        "method": method_said(taken.indicator),
        "approval": getattr(taken, "approval", None),
        "may_approve": may_approve(request.user, taken.taken_by_id),
        "breadcrumb": [
            *trail(taken.indicator.assignment),
            {"label": str(taken.indicator), "url": taken.indicator.get_absolute_url()},
        ],
        **_parts(taken.indicator, taken.value, parts, months),
    }
    return render(request, "insight/snapshot.html", context)


def _parts(
    shown: Indicator, value: int, by_activity: list[tuple[int, int]], by_month: list[tuple[str, int]]
) -> dict[str, Any]:
    """What a value is made of: a table per activity and a chart per month. Each row leads to its evidence."""
    names = dict(shown.assignment.activities.values_list("number", "title"))
    kinds = "&".join(f"kind={kind}" for kind in shown.query["kinds"]) if shown.query else ""
    evidence = reverse("mandate:evidence-list", args=[shown.assignment.slug])
    table = {
        "caption": _("Insatserna bakom värdet"),
        "columns": [
            {"label": _("Insats"), "swedish": True},
            {"label": shown.said("unit").capitalize(), "figures": True},
        ],
        "rows": [
            {
                "url": f"{evidence}?{kinds}&activity={number}",
                "cells": [f"{number}. {names[number]}", format_number(part)],
            }
            for number, part in by_activity
        ],
        "empty": {
            "heading": _("Underlag saknas"),
            "text": _("Inget har förts in som räknas här. Därför visas inget värde i rapporten."),
        },
    }
    chart = months_chart(shown, by_month, theme="auto") if by_month else None
    return {
        "value": value,
        "unit": unit_of(value, shown.said("unit")),
        "parts": table,
        "chart": chart,
        "chart_table": _chart_table(shown, by_month),
    }


def _chart_table(shown: Indicator, by_month: list[tuple[str, int]]) -> dict[str, Any]:
    language = "en" if get_language() == "en" else "sv"
    return {
        "caption": str(shown),
        "columns": [{"label": _("Månad")}, {"label": shown.said("unit").capitalize(), "figures": True}],
        "rows": [{"cells": [format_month(month, language), format_number(part)]} for month, part in by_month],
    }


def _snapshot_table(shown: Indicator) -> dict[str, Any]:
    return {
        "caption": _("Frysta värden"),
        "columns": [
            {"label": _("Fryst")},
            {"label": _("Värde"), "figures": True},
            {"label": _("Plats i liggaren"), "figures": True},
            {"label": _("Godkänt av")},
        ],
        "rows": [
            {
                "url": taken.get_absolute_url(),
                "cells": [
                    format_moment(taken.taken_at),
                    format_number(taken.value),
                    format_number(taken.ledger_seq),
                    approved_cell(getattr(taken, "approval", None)),
                ],
            }
            for taken in shown.snapshots.select_related("approval__approved_by")
        ],
        "empty": {
            "heading": _("Inget är fryst än"),
            "text": _("Värdet fryses när rapporten förbereds, så att siffran alltid går att räkna om."),
        },
    }
