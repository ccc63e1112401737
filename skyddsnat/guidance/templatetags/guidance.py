"""Tags of the public pages: words in the page's language, shared values, and where the guides are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.rich_text import RichText, expand_db_html

from skyddsnat.guidance.access import shared_values
from skyddsnat.guidance.references import keys_in, with_values
from skyddsnat.guidance.wording import words

register = template.Library()


@register.simple_tag
def word(key: str, **holes: Any) -> SafeString:
    """A word of the page's frame, in the page's language; what fills its holes is escaped unless it is safe."""
    return format_html(words(get_language() or "sv").texts[key], **holes) if holes else _plain(key)


def _plain(key: str) -> SafeString:
    return SafeString(escape(words(get_language() or "sv")(key)))


@register.simple_tag(takes_context=True)
def value(context: Context, key: str) -> SafeString:
    """A shared value, as HTML; nothing when there is none."""
    return _values(context).get(key, SafeString(""))


@register.simple_tag(takes_context=True)
def text(context: Context, rich: RichText | str) -> SafeString:
    """Running text with every shared value in its place."""
    source = rich.source if isinstance(rich, RichText) else str(rich)
    html = expand_db_html(source)
    return with_values(html, _values(context)) if keys_in(html) else with_values(html, {})


@register.simple_tag(takes_context=True)
def line(context: Context, plain: str) -> SafeString:
    """A line without markup, such as the lead, with every shared value in its place."""
    return with_values(escape(plain), _values(context) if keys_in(plain) else {})


@register.simple_tag
def guide(name: str) -> str:
    """The address of a guide in the page's language; empty where there is no such guide."""
    try:
        return reverse(f"guidance:{name}")
    except NoReverseMatch:
        return ""


@register.simple_tag
def way_out(way: Mapping[str, Any]) -> str:
    """Where a way leads; empty, so that it is left out, when its page is not published or its guide is not there."""
    page = way["page"]
    if page:
        return (page.relative_url(None) or "") if page.live else ""
    return guide(way["guide"]) if way["guide"] else ""


def _values(context: Context) -> dict[str, SafeString]:
    """All shared values, asked for once a request."""
    request = context["request"]
    if not hasattr(request, "shared_values"):
        request.shared_values = shared_values()
    values: dict[str, SafeString] = request.shared_values
    return values
