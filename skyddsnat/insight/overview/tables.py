"""The page's tables: tasks and aims against plan, time and money, and the three layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.insight.measurements.parts import measured_cell
from skyddsnat.insight.models import Indicator
from skyddsnat.insight.overview.rules import Health
from skyddsnat.insight.overview.standing import Part, Stand
from skyddsnat.insight.overview.wording import lacks, language, named
from skyddsnat.mandate.models import Assignment, Clause
from skyddsnat.shared.dates import format_short_period
from skyddsnat.shared.money import NBSP, format_kr, format_number
from skyddsnat.shared.units import unit_of

Table = dict[str, Any]

# --- tasks and aims ---


def health_tag(said: Health) -> dict[str, str]:
    words = {
        Health.MISSING: (_("Saknar insats"), "danger"),
        Health.NONE: (_("Ingen insats"), "neutral"),
        Health.LATE: (_("Försenat"), "danger"),
        Health.OVER: (_("Över budget"), "danger"),
        Health.UNPROVEN: (_("Saknar underlag"), "warning"),
        Health.SILENT: (_("Tyst"), "warning"),
        Health.DONE: (_("Avslutat"), "success"),
        Health.WAITING: (_("Inte börjat"), "neutral"),
        Health.WELL: (_("I tid"), "success"),
    }
    text, tone = words[said]
    return {"text": text, "tone": tone}


def parts_table(found: Stand, rows: Iterable[Part], *, aims: bool) -> Table:
    """Each clause, or each aim, against plan, time and money."""
    columns: list[dict[str, Any]] = [
        {"label": _("Handlingsplanens mål") if aims else _("Deluppdrag")},
        {"label": _("Läge")},
        {"label": _("Avslutade insatser"), "figures": True},
        {"label": _("Planerad tid")},
    ]
    if found.spending is not None:
        columns.append({"label": _("Använt av planerat"), "figures": True})
    columns.append({"label": _("Underlag"), "figures": True})
    return {
        "caption": _("Handlingsplanens mål") if aims else _("Deluppdragen"),
        "compact": True,
        "export": "mal" if aims else "deluppdrag",
        "columns": columns,
        "rows": [_part_row(found, one) for one in rows],
        "empty": {
            "heading": _("Inga deluppdrag"),
            "text": _("Beslutet har inga bekräftade deluppdrag."),
        },
    }


def _part_row(found: Stand, part: Part) -> dict[str, Any]:
    slug, of = found.assignment.slug, part.of
    clause = of if isinstance(of, Clause) else None
    evidence = f"{reverse('mandate:evidence-list', args=[slug])}?clause={clause.number}" if clause else ""
    note = _("Princip för hela uppdraget") if clause and clause.kind == Clause.PRINCIPLE else ""
    cells: list[Any] = [
        {
            "value": named(part),
            "note": note,
            "swedish": lacks(of, "heading_en" if clause else "wording_en"),
        },
        {"value": "", "tag": health_tag(part.health), "note": _late_said(part)},
        _("%(done)s av %(all)s") % {"done": part.done, "all": len(part.activities)},
        _time_cell(part),
    ]
    if found.spending is not None:
        cells.append(_money_cell(part))
    cells.append({"value": format_number(part.records), "url": evidence if part.records else ""})
    return {"url": clause.get_absolute_url() if clause else "", "cells": cells}


def _late_said(part: Part) -> str:
    said = []
    if part.late:
        late = len(part.late)
        said.append(ngettext("%(count)s försenad", "%(count)s försenade", late) % {"count": late})
    if part.silent:
        quiet = len(part.silent)
        said.append(ngettext("%(count)s tyst", "%(count)s tysta", quiet) % {"count": quiet})
    return ", ".join(said)


def _time_cell(part: Part) -> dict[str, Any]:
    if part.span is None:
        return {"value": "–"}
    passed = round(100 * (part.elapsed or 0))
    return {
        "value": format_short_period(*part.span, language()),
        "note": (_("%(share)s %% har gått") % {"share": passed}).replace(" ", NBSP),
    }


def _money_cell(part: Part) -> dict[str, Any]:
    used, planned = part.used_ore or 0, part.budget_ore
    if not (used or planned):
        return {"value": "–"}
    note = _("av %(planned)s") % {"planned": format_kr(planned, language())}
    return {"value": format_kr(used, language()), "note": note}


# --- the three layers ---


def layers(found: Stand) -> list[Table]:
    """Done, reached and changed, never mixed: each indicator with value, target and baseline."""
    words = [
        (Indicator.DONE, _("Gjort"), _("Vad vi själva har gjort.")),
        (Indicator.REACHED, _("Nått"), _("Vilka det har nått. Att ha nåtts är inte att ha ändrat något.")),
        (Indicator.CHANGED, _("Förändrat"), _("Vad som har blivit annorlunda hos andra.")),
    ]
    order = {part.of.pk: n for n, part in enumerate(found.clauses)}
    last = len(order)
    ordered = sorted(found.indicators, key=lambda one: (order.get(one.clause_id or 0, last), one.pk))
    return [
        _layer(found, heading, lead, [one for one in ordered if one.layer == code])
        for code, heading, lead in words
    ]


def _layer(found: Stand, heading: str, lead: str, indicators: list[Indicator]) -> Table:
    """A layer's indicators; a column that none of them has anything in is said in words instead."""
    has_target = any(one.target for one in indicators)
    has_baseline = any(one.baseline for one in indicators)
    columns: list[dict[str, Any]] = [
        {"label": _("Indikator"), "notes": _("Hör till")},
        {"label": _("Värde"), "figures": True},
    ]
    if has_target:
        columns.append({"label": _("Målvärde"), "figures": True})
    if has_baseline:
        columns.append({"label": _("Utgångsläge"), "figures": True})

    def row(one: Indicator) -> dict[str, Any]:
        cells: list[Any] = [{"value": str(one), "note": _belongs(one)}, _value(found, one)]
        if has_target:
            cells.append(_aimed(one.target, one.target_when, one))
        if has_baseline:
            cells.append(_aimed(one.baseline, one.baseline_when, one))
        return {"url": _indicator_url(found.assignment, one), "cells": cells}

    return {
        "caption": heading,
        "caption_hidden": True,  # the heading above says it
        "lead": " ".join([lead, *_unsaid(indicators, has_target=has_target, has_baseline=has_baseline)]),
        "compact": True,
        "narrow": len(columns) == 2,
        "columns": columns,
        "rows": [row(one) for one in indicators],
        "empty": {
            "heading": _("Inga indikatorer här"),
            "text": _("Uppdraget, eller den del som du har valt, har ingen indikator av det här slaget."),
        },
    }


def _unsaid(indicators: list[Indicator], *, has_target: bool, has_baseline: bool) -> list[str]:
    """What no indicator of a layer has, in words."""
    if not indicators or (has_target and has_baseline):
        return []
    if not (has_target or has_baseline):
        return [_("Ingen av dem har något målvärde eller känt utgångsläge.")]
    return [
        _("Ingen av dem har något känt utgångsläge.") if has_target else _("Ingen av dem har något målvärde.")
    ]


def _indicator_url(assignment: Assignment, indicator: Indicator) -> str:
    return reverse("insight:indicator", args=[assignment.slug, indicator.code])


def _belongs(indicator: Indicator) -> str:
    """What it is an indicator of, in short: the whole words stand in the tables above."""
    if indicator.clause:
        words = (
            _("Deluppdrag %(number)s") if indicator.clause.kind == Clause.TASK else _("Princip %(number)s")
        )
        return words % {"number": indicator.clause.number}
    if indicator.aim:
        return _("Mål %(letter)s") % {"letter": indicator.aim.letter}
    return indicator.target_group.said if indicator.target_group else ""


def _value(found: Stand, indicator: Indicator) -> dict[str, Any]:
    if indicator.query is None and indicator.pk in found.measured:
        return measured_cell(found.measured[indicator.pk])
    if indicator.query is None:
        return {"value": "", "tag": {"text": _("Inte mätt"), "tone": "warning"}}
    value = found.figures.values[indicator.pk]
    if not value:
        return {"value": "", "tag": {"text": _("Underlag saknas"), "tone": "warning"}}
    return {"value": format_number(value), "note": unit_of(value, indicator.said("unit"))}


def _aimed(value: str, when: str, indicator: Indicator) -> dict[str, Any]:
    """A target or a baseline, with its year."""
    if not value:
        return {"value": "–"}
    return {"value": f"{value} {indicator.said('unit')}", "note": when, "note_swedish": language() == "en"}
