"""The tables of the preview: what is wrong, what is there already, and the first rows as they were understood."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.imports.checking import Checked
from skyddsnat.core.imports.forms import letter
from skyddsnat.core.imports.kinds import SUM, TEXT, Kind
from skyddsnat.core.imports.views.frame import Context, language
from skyddsnat.core.models import Import
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr, format_number

SHOWN = 10
MOST_SHOWN = 100
MOST_REPEATS = 50


def fault_table(source: Import, kind: Kind, checked: Checked, heading: str) -> Context:
    labels = {one.name: str(one.label) for one in kind.fields}
    rows = []
    for fault in checked.faults[:MOST_SHOWN]:
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


def repeat_table(checked: Checked) -> Context:
    return {
        "caption": _("Rader som redan finns"),
        "caption_hidden": True,
        "columns": [{"label": _("Rad")}, {"label": _("Det som finns")}],
        "rows": [
            {"cells": [format_number(one.row), {"value": one.words, "url": one.url}]}
            for one in checked.repeats[:MOST_REPEATS]
        ],
    }


def sample(kind: Kind, source: Import, checked: Checked) -> Context | None:
    """The first rows as they were understood."""
    if not checked.rows:
        return None
    fields = [one for one in kind.fields if one.name in source.mapping]
    known = {one.row for one in checked.repeats}
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
                for one in fields
            ),
        ],
        "rows": [
            {
                "cells": [
                    {"value": format_number(row.number), **(tag if row.number in known else {})},
                    *(_said(row.values.get(one.name), is_sum=one.type == SUM) for one in fields),
                ]
            }
            for row in checked.rows[:SHOWN]
        ],
    }


def _said(value: Any, *, is_sum: bool) -> str:
    if value is None:
        return ""
    if is_sum:
        return format_kr(value)
    if isinstance(value, datetime.date):
        return format_date(value, language())
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return format_number(value) if isinstance(value, int) else str(value)
