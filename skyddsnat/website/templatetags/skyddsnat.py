"""Tags and filters every template may use: sums, dates, components with a body, marked text."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, DateField, Field
from django.http import HttpRequest
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from skyddsnat.shared import dates, money
from skyddsnat.website.highlight import marked, spans_from
from skyddsnat.website.icons import ICONS
from skyddsnat.website.table_rows import body_rows, is_blank

register = template.Library()

THEMES = ("auto", "light", "dark")


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


# --- figures and dates ---


@register.filter
def kr(ore: int | None) -> str:
    """Öre as kronor with no-break spaces; nothing for None."""
    return "" if ore is None else money.format_kr(int(ore), _language())


@register.filter
def number(value: int | None) -> str:
    """A whole number with its thousands grouped; nothing for None."""
    return "" if value is None else money.format_number(int(value))


@register.filter
def share(part: int | None, whole: int | None) -> str:
    """`part` of `whole` as whole per cent, "–" when there is no whole."""
    if part is None or not whole:
        return "–"
    return f"{round(100 * part / whole)}\u00a0%"


@register.filter
def date_long(day: datetime.date | None) -> str:
    """A date in words in the page's language; a time is shown as its date in Sweden."""
    if day is None:
        return ""
    if isinstance(day, datetime.datetime):
        day = day.astimezone(dates.STOCKHOLM).date()
    return dates.format_date(day, _language())


@register.filter
def date_time(moment: datetime.datetime | None) -> str:
    """A moment in Swedish time: "1 december 2014 kl. 14.05"."""
    if moment is None:
        return ""
    local = moment.astimezone(dates.STOCKHOLM)
    clock = f"kl.\u00a0{local:%H.%M}" if _language() == "sv" else f"{local:%H:%M}"
    return f"{dates.format_date(local.date(), _language())} {clock}"


@register.filter
def due(day: datetime.date | None, on: datetime.date | None = None) -> str:
    """How far away a day is, counted from `on` (today in Sweden when left out)."""
    if day is None:
        return ""
    days = (day - (on or dates.today())).days
    if days == 0:
        return gettext("i dag")
    if days == 1:
        return gettext("i morgon")
    if days > 0:
        return ngettext("om %(days)s dag", "om %(days)s dagar", days) % {"days": days}
    return ngettext("%(days)s dag sent", "%(days)s dagar sent", -days) % {"days": -days}


# --- language and theme ---


@register.simple_tag
def in_language(item: object, field: str) -> str | SafeString:
    """The field in the page's language; Swedish is marked as Swedish where English is missing."""
    swedish = getattr(item, field, "") or ""
    if _language() == "sv":
        return str(swedish)
    english = getattr(item, f"{field}_en", "")
    return str(english) if english else format_html('<span lang="sv">{}</span>', swedish)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The look the visitor chose: "auto", "light" or "dark"."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request is not None else "auto"
    return chosen if chosen in THEMES else "auto"


# --- components ---


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: SafeString, name: str, **values: Any) -> SafeString:
    """Render `components/<name>.html` around the body; it sees the values given, request and csrf_token."""
    kept = {key: context.get(key) for key in ("request", "csrf_token")}
    engine = context.template.engine  # type: ignore[union-attr]  # always set while rendering
    seen = context.new({**kept, **values, "content": content})
    return engine.get_template(f"components/{name}.html").render(seen)


@register.simple_tag
def icon_paths(name: str) -> SafeString:
    """The drawing of an icon. A name we do not have is a mistake in the template: KeyError."""
    return mark_safe(ICONS[name])  # noqa: S308 - our own constant


@register.filter
def listed(link: Mapping[str, Any]) -> list[Any]:
    """The named things of one link in the chain (`link.items` would find the mapping's method)."""
    return list(link.get("items", ()))


@register.filter
def breakable(text: object) -> SafeString:
    """Let a registration number or another path-like word break after its slashes."""
    return mark_safe(str(escape(str(text))).replace("/", "/<wbr>"))  # noqa: S308 - escaped first


@register.simple_tag
def highlight(text: str, spans: Iterable[Mapping[str, Any]]) -> SafeString:
    """The text in paragraphs with `spans` marked; see `skyddsnat.website.highlight`."""
    return marked(text, spans_from(spans))


@register.filter
def cells_of(cells: Sequence[Any], columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A table row made plain: one mapping per cell, with its column."""
    made = []
    for cell, column in zip(cells, columns, strict=True):
        values = dict(cell) if isinstance(cell, Mapping) else {"value": cell}
        values.setdefault("swedish", column.get("swedish", False))
        made.append({**values, "column": column, "blank": is_blank(values)})
    return made


@register.simple_tag(takes_context=True)
def table_body(context: Context, table: Mapping[str, Any]) -> SafeString:
    """The rows of a table; see `skyddsnat.website.table_rows`."""
    return body_rows(table["rows"], table["columns"], lambda value: render_value_in_context(value, context))


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str) -> dict[str, str]:
    """Where a sortable column head leads (`url`) and how it is sorted now (`state`, for aria-sort)."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else None
    now = query.get("sort", "") if query is not None else ""
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    wanted = f"-{key}" if state == "ascending" else key
    if query is None:
        return {"url": f"?sort={wanted}", "state": state}
    query["sort"] = wanted
    query.pop("page", None)
    return {"url": f"?{query.urlencode()}", "state": state}


@register.filter
def page_numbers(page: Page[Any]) -> list[dict[str, Any]]:
    """The page numbers to show: the ends, the neighbours, and gaps between."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [{"number": n, "gap": not isinstance(n, int), "current": n == page.number} for n in numbers]


@register.filter
def meter_parts(value: int | None, most: int | None) -> dict[str, Any]:
    """Widths in per cent for a bar of `value` within `most`; what goes beyond is drawn apart."""
    value, most = value or 0, most or 0
    scale = max(value, most, 1)
    return {
        "used": round(100 * min(value, most) / scale),
        "over": round(100 * max(value - most, 0) / scale),
        "is_over": value > most,
    }


# --- forms ---


@register.filter
def field_kind(field: BoundField) -> str:
    """How a form field is drawn: checkbox, choices, group, textarea, select, file or text."""
    widget = field.field.widget
    input_type = getattr(widget, "input_type", "")
    if input_type in {"radio", "checkbox"}:
        return "choices" if widget.use_fieldset else "checkbox"
    if widget.use_fieldset:
        return "group"
    return input_type if input_type in {"select", "file"} else ("text" if input_type else "textarea")


@register.filter
def widget_attr(field: BoundField, name: str) -> str:
    """An HTML attribute set on the field's widget, or nothing."""
    return str(field.field.widget.attrs.get(name, ""))


@register.filter
def errors(field: BoundField) -> list[str]:
    """What is wrong with the field. Where a form has no sentence of its own for an empty field, what to do there."""
    unsaid = Field.default_error_messages["required"]
    return [
        _what_to_fill_in(field) if found.code == "required" and found.message == unsaid else str(text)
        for found, text in zip(field.errors.as_data(), field.errors, strict=True)
    ]


def _what_to_fill_in(field: BoundField) -> str:
    kind = field_kind(field)
    if kind == "file":
        return gettext("Välj en fil.")
    if kind == "checkbox":
        return gettext("Kryssa i rutan.")
    if kind == "choices":
        several = getattr(field.field.widget, "allow_multiple_selected", False)
        return gettext("Välj minst ett av svaren.") if several else gettext("Välj ett av svaren.")
    if kind == "select":
        return gettext("Välj i listan.")
    return gettext("Ange en dag.") if isinstance(field.field, DateField) else gettext("Fyll i fältet.")


@register.filter
def error_target(field: BoundField) -> str:
    """The id an error link should lead to: the first control of the field."""
    kind = field_kind(field)
    return f"{field.auto_id}_0" if kind in {"choices", "group"} else field.id_for_label or field.auto_id
