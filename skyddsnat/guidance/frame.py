"""What every public page needs around its text: its language, the menu, and the same page in other languages."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.wording import words
from skyddsnat.shared.languages import NAMES, direction

ACCESSIBILITY = translation_key("accessibility")
# The step by step guides in the order of the menu: the name of the address, and the word for it.
GUIDES: list[tuple[str, str]] = [("where", "where"), ("law", "law")]
# The shipped pages that every page's foot leads to, where they are published.
FOOT = ("about",)


class Translation(NamedTuple):
    """The same page in one language."""

    code: str
    name: str
    direction: str
    url: str
    full_url: str


def frame(page: Page | None, *, guide: str = "") -> dict[str, Any]:
    """Context of `guidance/base.html` for a page of Wagtail's, or for the guide of that name."""
    language = get_language() or "sv"
    return {
        "language": language,
        "direction": direction(language),
        "home_url": f"/{language}/",
        "accessibility_url": _accessibility(language),
        "menu": _menu(language, page, guide),
        "foot": _foot(language),
        "translations": _of_page(page) if page else of_guide(guide) if guide else [],
    }


def _menu(language: str, page: Page | None, guide: str) -> list[dict[str, Any]]:
    """The guides, and the pages that an editor has put in the menu."""
    entries = [
        {"label": words(language)(word), "url": reverse(f"guidance:{name}"), "current": name == guide}
        for name, word in GUIDES
    ]
    shown = Page.objects.live().in_menu().filter(locale__language_code=language).order_by("path")
    entries += [
        {"label": one.title, "url": one.relative_url(None), "current": page is not None and one.pk == page.pk}
        for one in shown
    ]
    return entries


def _accessibility(language: str) -> str:
    """Where the page on accessibility is; "" when it has been removed.

    Where it is not in this language it is in Swedish for those who read easy Swedish, and in English for others.
    """
    other = "sv" if language.startswith("sv") else "en"
    found = {
        one.locale.language_code: one
        for one in Page.objects.live()
        .filter(translation_key=ACCESSIBILITY, locale__language_code__in=[language, other])
        .select_related("locale")
    }
    page = found.get(language) or found.get(other)
    return (page.relative_url(None) or "") if page else ""


def _foot(language: str) -> list[dict[str, Any]]:
    keys = {translation_key(key): place for place, key in enumerate(FOOT)}
    found = Page.objects.live().filter(locale__language_code=language, translation_key__in=keys)
    return [
        {"label": one.title, "url": one.relative_url(None)}
        for one in sorted(found, key=lambda one: keys[one.translation_key])
    ]


def _of_page(page: Page) -> list[Translation]:
    """The published translations of a page, in the order of the languages."""
    found = {
        one.locale.language_code: one
        for one in page.get_translations(inclusive=True).live().select_related("locale")
    }
    return [_translation(code, found[code].relative_url(None) or "") for code in NAMES if code in found]


def of_guide(name: str) -> list[Translation]:
    """A guide is there in every language that has pages."""
    rows = []
    for code in _with_pages():
        with translation.override(code):
            address = reverse(f"guidance:{name}")
        rows.append(_translation(code, address))
    return rows


def starts() -> list[Translation]:
    """Where each language begins."""
    return [_translation(code, f"/{code}/") for code in _with_pages()]


def _with_pages() -> list[str]:
    there = set(Locale.objects.values_list("language_code", flat=True))
    return [code for code in NAMES if code in there]


def _translation(code: str, address: str) -> Translation:
    return Translation(code, NAMES[code], direction(code), address, settings.SITE_ADDRESS + address)
