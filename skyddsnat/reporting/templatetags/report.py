"""Tags that draw the report's frozen data as a page: numbers with their marks, running text, tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from skyddsnat.reporting.differences import Part
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
    if "break" in run:
        return mark_safe("<br>")
    text: SafeString | str = run["text"]
    if run.get("code"):
        text = format_html("<code>{}</code>", text)
    if run.get("strong"):
        text = format_html("<strong>{}</strong>", text)
    if run.get("lang"):
        text = format_html('<span lang="{}">{}</span>', run["lang"], text)
    return _link(context, run.get("url", ""), text)


def _link(context: Context, url: str, text: SafeString | str) -> SafeString | str:
    """The text as a link to an https address, or to a page of the site when it is read there. Others are only text."""
    if url.startswith("https://"):
        return format_html('<a href="{}" rel="noreferrer">{}</a>', url, text)
    if context["links"] and url.startswith("/") and not url.startswith("//"):
        return format_html('<a href="{}">{}</a>', url, text)
    return text


@register.simple_tag
def heading_tag(block: dict[str, Any], under: Any) -> str:
    """The element of a heading among blocks, one or more levels below the section's own."""
    return f"h{min((under or 3) + block['level'], 6)}"


@register.simple_tag(takes_context=True)
def label_text(context: Context, column: dict[str, Any]) -> SafeString | str:
    """The head of a column: words, or running text."""
    label = column["label"]
    return run_text(context, label) if isinstance(label, list) else said(label)


@register.filter
def label_words(column: dict[str, Any]) -> str:
    """The same as bare words, for where no markup can stand."""
    label = column["label"]
    if isinstance(label, dict):
        return str(label["text"])
    if isinstance(label, str):
        return label
    return "".join(run if isinstance(run, str) else str(run.get("text", "")) for run in label)


@register.simple_tag(takes_context=True)
def cell(context: Context, row: dict[str, Any], column: dict[str, Any]) -> SafeString | str:
    """One cell of a table block, after the column's kind."""
    value: Any = row.get(column["key"])
    if isinstance(value, list):
        return run_text(context, value)
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


@register.simple_tag
def parts(found: Iterable[Part]) -> SafeString:
    """The words of one side of a comparison, what is gone and what is new marked and said."""
    said_of = {"gone": (_("borttaget"), _("slut på borttaget")), "new": (_("tillagt"), _("slut på tillagt"))}
    made = []
    for part in found:
        if part.kind == "same":
            made.append(format_html("{}", part.text))
            continue
        element = "del" if part.kind == "gone" else "ins"
        begin, end = said_of[part.kind]
        hidden = '<span class="visually-hidden">[{}: </span>', '<span class="visually-hidden"> {}]</span>'
        made.append(format_html(f"<{element}>{hidden[0]}{{}}{hidden[1]}</{element}>", begin, part.text, end))
    return mark_safe("".join(made))  # noqa: S308 - each part was escaped
