"""`{{ key }}` in a text: which keys it names, and the text with each value in its place.

The value is put in when the page is shown, so no text and no translation can show an old one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from babel.dates import format_date
from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

REFERENCE = re.compile(r"\{\{\s*([a-z0-9-]+)\s*\}\}")


def keys_in(text: str) -> set[str]:
    """The keys that a text names."""
    return set(REFERENCE.findall(text))


def unknown_keys(text: str) -> set[str]:
    """The keys that a text names and no shared value has."""
    named = keys_in(text)
    if not named:
        return set()
    values = apps.get_model("guidance", "SharedValue")
    return named - set(values.objects.filter(key__in=named).values_list("key", flat=True))


def with_values(html: str, values: Mapping[str, SafeString]) -> SafeString:
    """Safe HTML with every `{{ key }}` replaced by that value's own HTML; an unknown key is left out."""
    return mark_safe(REFERENCE.sub(lambda found: values.get(found[1], SafeString("")), html))  # noqa: S308 - rich text


def shown(kind: str, value: str, label: str) -> SafeString:
    """A value as HTML: a number that can be called, a link, or a figure in the page's language."""
    if kind == "phone":
        called = value.replace(" ", "").replace("-", "")
        return format_html(
            '<a class="phone" href="tel:{}" dir="ltr">{}</a>', called, value.replace(" ", "\u00a0")
        )
    if kind == "link":
        return format_html('<a href="{}" rel="noreferrer external">{}</a>', value, label)
    if kind == "date":
        return format_html(
            '<time datetime="{}">{}</time>', value, day_in_words(datetime.date.fromisoformat(value))
        )
    if kind == "paragraph":  # in Swedish, and from left to right, whatever stands around it
        return format_html('<bdi lang="sv">{}</bdi>', value)
    return format_html("{}", value)


def day_in_words(day: datetime.date) -> str:
    """The date in the words of the page's language."""
    return format_date(day, "long", locale=(get_language() or "sv").partition("-")[0])
