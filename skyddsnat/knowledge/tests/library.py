"""A small library for tests: one method and its translation, published, and what editors do to them."""

from __future__ import annotations

from typing import Any

from skyddsnat.core.api import waiting_for
from skyddsnat.knowledge.library.editors import library_roots, prepare_library
from skyddsnat.knowledge.models import LibraryPage

SECTION = [("section", {"heading": "Gör så här", "text": "<p>Ring <b>socialtjänsten</b>.</p>"})]
SOURCES = [("source", {"title": "Socialtjänstlagen (2025:400)", "url": "", "read_on": None})]


def write(slug: str, *, language: str = "sv", **fields: Any) -> LibraryPage:
    """A draft in the library."""
    prepare_library()
    root = library_roots()[language]
    given: dict[str, Any] = {
        "title": "Prov av en metod", "lead": "Vad den är bra för.", "kind": "method", "body": SECTION,
        "sources": SOURCES,
    }  # fmt: skip
    page = LibraryPage(slug=slug, locale=root.locale, live=False, **given | fields)
    root.add_child(instance=page)
    page.save_revision()
    return LibraryPage.objects.get(pk=page.pk)


def publish(page: LibraryPage, **fields: Any) -> LibraryPage:
    """The page with other words, published."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return LibraryPage.objects.get(pk=page.pk)


def said_to(user: object) -> list[str]:
    """What waits for the person in the library, in words."""
    return [task.status for task in waiting_for(user) if task.source.startswith("library")]  # type: ignore[arg-type]
