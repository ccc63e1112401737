"""The method note of an evaluation pack, in Swedish and in English: what each number means and does not say."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from skyddsnat.insight.api import Indicator
from skyddsnat.mandate.models import Assignment, EvidenceKind, LedgerHead
from skyddsnat.shared.money import format_kr, format_number


def method_note(assignment: Assignment, head: LedgerHead, numbers: dict[str, Any], language: str) -> str:
    """Markdown in one language. Titles of activities stay in the language that they were written in."""
    with translation.override(language):
        kinds = {one.code: one for one in EvidenceKind.objects.all()}
        context = {
            "assignment": assignment,
            "rows": format_number(head.seq),
            "hash": bytes(head.hash).hex(),
            "indicators": [_indicator(one, numbers, kinds) for one in _indicators(assignment)],
            "costs": [_cost(one, assignment, kinds, language) for one in numbers["cost_per_result"]],
            "cost": format_kr(numbers["cost_ore"], language),
            "left_out": ", ".join(numbers["left_out"]),
        }
        return render_to_string("reporting/evaluation_method.txt", context)


def _indicators(assignment: Assignment) -> Any:
    return Indicator.objects.filter(assignment=assignment).select_related("clause", "aim", "target_group")


def _indicator(
    indicator: Indicator, numbers: dict[str, Any], kinds: dict[str, EvidenceKind]
) -> dict[str, Any]:
    mine = [one for one in numbers["indicators"] if one["indicator"] == indicator.code]
    return {
        "title": str(indicator),
        "code": indicator.code,
        "layer": indicator.get_layer_display(),
        "definition": indicator.said("definition"),
        "limits": indicator.said("limits"),
        "unit": indicator.said("unit"),
        "query": _said_query(indicator.query, kinds) if indicator.query else "",
        "baseline": indicator.baseline,
        "baseline_when": indicator.baseline_when,
        "baseline_source": indicator.said("baseline_source"),
        "values": [
            {
                "value": format_number(one["value"]),
                "seq": format_number(one["ledger_seq"]),
                "day": one["taken_at"][:10] if one["frozen"] else "",
            }
            for one in mine
        ],
    }


def _said_query(query: dict[str, Any], kinds: dict[str, EvidenceKind]) -> str:
    """A query in words: what is counted, of which kinds, and on which activities."""
    names = ", ".join(str(kinds[code]) for code in query["kinds"])
    said = {
        "quantity": _("Summan av antalen i rader av slaget: %(kinds)s."),
        "records": _("Antalet rader av slaget: %(kinds)s."),
        "actors": _("Antalet olika organisationer i rader av slaget: %(kinds)s."),
        "places": _("Antalet olika platser i rader av slaget: %(kinds)s."),
    }[query["measure"]] % {"kinds": names}
    if "clause" not in query:
        return said
    clause = _("Bara insatser som hör till %(clause)s i beslutet räknas.") % {"clause": query["clause"]}
    return f"{said} {clause}"


def _cost(
    one: dict[str, Any], assignment: Assignment, kinds: dict[str, EvidenceKind], language: str
) -> dict[str, Any]:
    kind = kinds[one["kind"]]
    unit = kind.unit_en if language == "en" else kind.unit
    return {
        "activity": f"{one['activity']}. {assignment.activities.get(number=one['activity']).title}",
        "kind": str(kind),
        "cost": format_kr(one["cost_ore"], language),
        "quantity": f"{format_number(one['quantity'])} {unit}",
        "each": format_kr(one["ore_each"], language),
    }
