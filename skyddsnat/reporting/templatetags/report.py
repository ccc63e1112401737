"""Tags that draw the report's frozen data as a page: numbers with their marks, running text, tables."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr, format_number

register = template.Library()


def value_of(query: dict[str, Any]) -> str:
    """The value as people read it: kronor for öre, thousands grouped."""
    value = query["value"]
    if value is None:
        return _("saknas")
    if query.get("unit") == "öre":
        return format_kr(value)
    return format_number(value) if isinstance(value, int) else str(value)


@register.simple_tag(takes_context=True)
def ref(context: Context, code: str | None) -> SafeString | str:
    """A number with its mark, leading to its evidence; "saknas" when there is none."""
    if code is None:
        return _("saknas")
    query = context["queries"][code]
    target = query["url"] if context["links"] and query.get("url") else f"#underlag-{code}"
    return format_html(
        '<a class="evidence-number" href="{}">{}<sup>{}</sup></a>', target, value_of(query), query["mark"]
    )


@register.simple_tag
def query_value(query: dict[str, Any]) -> str:
    """The value of a query in words and figures, with its unit."""
    unit = query.get("unit")
    return value_of(query) if unit in {None, "", "öre"} else f"{value_of(query)} {unit}"


@register.filter
def said(value: Any) -> SafeString | str:
    """Text, marked with its own language when it has one."""
    if isinstance(value, dict):
        return format_html('<span lang="{}">{}</span>', value["lang"], value["text"])
    return "" if value is None else str(value)


@register.simple_tag(takes_context=True)
def run_text(context: Context, runs: Any) -> SafeString | str:
    """Running text with numbers in it."""
    if isinstance(runs, str):
        return runs
    return format_html_join("", "{}", ((_run(context, run),) for run in runs))


def _run(context: Context, run: Any) -> SafeString | str:
    if isinstance(run, str):
        return run
    if "number" in run:
        return ref(context, run["number"])
    text = format_html("<strong>{}</strong>", run["text"]) if run.get("strong") else run["text"]
    return format_html('<span lang="{}">{}</span>', run["lang"], text) if run.get("lang") else text


@register.simple_tag(takes_context=True)
def cell(context: Context, row: dict[str, Any], column: dict[str, Any]) -> SafeString | str:
    """One cell of a table block, after the column's kind."""
    value: Any = row.get(column["key"])
    if isinstance(value, dict) and "number" in value:
        return ref(context, value["number"])
    kind = column.get("kind", "text")
    if value is None:
        return "–"
    if kind == "kr":
        return format_kr(value)
    if kind == "number":
        return format_number(value)
    if kind == "date":
        return day(value, context["report"]["language"])
    return said(value)


@register.filter
def day(iso: str, language: str = "sv") -> str:
    """An ISO day in words."""
    return format_date(datetime.date.fromisoformat(iso), language) if iso else ""


@register.simple_tag(takes_context=True)
def picture(context: Context, name: str) -> SafeString:
    """A chart of the report, drawn on the server and cleaned there (see `skyddsnat.shared.charts`)."""
    return mark_safe(context["assets"][name])  # noqa: S308 - our own drawing


@register.filter
def list_items(block: dict[str, Any]) -> list[Any]:
    """The lines of a list block (a template's `block.items` would find the mapping's method)."""
    return list(block["items"])
