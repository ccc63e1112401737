"""The tables of the preview: what is wrong, what is there already, and the first rows as they were understood."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.core.imports.findings import Findings, shown_fields
from skyddsnat.core.imports.forms import letter
from skyddsnat.core.imports.kinds import SUM, TEXT, Kind
from skyddsnat.core.imports.views.frame import Context, language
from skyddsnat.core.models import Import
from skyddsnat.shared.money import format_number


def fault_table(source: Import, kind: Kind, found: Findings, heading: str) -> Context:
    labels = {one.name: str(one.label) for one in kind.fields}
    rows = []
    for fault in found.faults:
        chosen = source.mapping.get(fault.field, {})
        where = labels.get(fault.field, "")
        if "column" in chosen:
            where = f"{letter(chosen['column'])}: {where}"
        row = format_number(fault.row) if fault.row else _("Hela filen")
        rows.append({"cells": [row, where, fault.words]})
    return {
        "caption": heading,
        "caption_hidden": True,
        "columns": [
            {"label": _("Rad")},
            {"label": _("Kolumn")},
            {"label": _("Vad som är fel och vad du gör")},
        ],
        "rows": rows,
    }


def repeat_table(found: Findings) -> Context:
    return {
        "caption": _("Rader som redan finns"),
        "caption_hidden": True,
        "columns": [{"label": _("Rad")}, {"label": _("Det som finns")}],
        "rows": [
            {"cells": [format_number(one.row), {"value": one.words, "url": one.url}]} for one in found.repeats
        ],
    }


def sample_table(kind: Kind, source: Import, found: Findings) -> Context | None:
    """The first rows as they were understood."""
    if not found.sample:
        return None
    tag = {"tag": {"text": _("Finns redan"), "tone": "neutral"}}
    english = language() == "en"
    return {
        "caption": _("De första raderna, som de har förståtts"),
        "plain": True,
        "compact": True,
        "columns": [
            {"label": _("Rad")},
            *(
                {"label": one.label, "figures": one.type == SUM, "swedish": english and one.type == TEXT}
                for one in shown_fields(kind, source)
            ),
        ],
        "rows": [
            {"cells": [{"value": format_number(row.number), **(tag if row.known else {})}, *row.cells]}
            for row in found.sample
        ],
    }
