"""Charts as pages take them."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from skyddsnat.shared.charts import Chart


def drawn(chart: Chart) -> dict[str, Any]:
    """What the chart component shows: its words, its drawing, and the table beside it."""
    head, *body = chart.table
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": chart.source,
        "svg": mark_safe(chart.svg),  # noqa: S308 - drawn by us, texts escaped by the drawer
        "table": {
            "caption": chart.title,
            "caption_hidden": True,
            "export": "",
            "columns": [{"label": name, "figures": n > 0} for n, name in enumerate(head)],
            "rows": [{"cells": row} for row in body],
        },
    }
