"""An entry on paper: the same text, with its version, its sources and where it is."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from skyddsnat.knowledge.library.showing import address_of, day_in_words, entry_context
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.typeset import render

TEMPLATE = Path(__file__).parent / "entry.typ"


def entry_pdf(page: Any) -> bytes:
    """The PDF of an entry in its own language; the same bytes until it is published anew."""
    language = "en" if page.language == "en" else "sv"
    with translation.override(language):
        told = _told(page, language)
    created = page.last_published_at or datetime.datetime(2026, 1, 1, tzinfo=STOCKHOLM)
    return render(TEMPLATE, told, created=created)


def _told(page: Any, language: str) -> dict[str, Any]:
    context = entry_context(page)
    return {
        "language": language,
        "title": page.title,
        "kind": page.get_kind_display(),
        "lead": page.lead,
        "facts": [{"label": str(row["label"]), "value": str(row["value"])} for row in context["facts"]],
        "blocks": [part for child in page.body for part in _parts(child)],
        "sources_heading": _("Källor"),
        "sources": [_source(child.value) for child in page.sources],
        "versions_heading": _("Versioner"),
        "versions": [
            {
                "label": _("Version %(number)s") % {"number": version.number},
                "value": " ".join([day_in_words(version.published_on), version.what_changed]).strip(),
            }
            for version in context["versions"]
        ],
        "site": settings.WAGTAIL_SITE_NAME,
        "address": settings.SITE_ADDRESS + address_of(page),
        "demo": _("Demonstration: påhittade uppgifter") if settings.DEMO else "",
        "page_word": _("Sida"),
        "of_word": _("av"),
    }


def _source(value: Any) -> str:
    read = _("Läst %(day)s.") % {"day": day_in_words(value["read_on"])} if value.get("read_on") else ""
    return " ".join(part for part in (f"{value['title']}.", value.get("url") or "", read) if part)


def _parts(child: Any) -> list[dict[str, Any]]:
    """A block of the page as blocks of the document."""
    value, found = child.value, []
    if child.block_type == "citation":
        quoted = {"type": "paragraph", "runs": [value["quote"]]}
        return [
            {"type": "quote", "blocks": [quoted]},
            {"type": "paragraph", "runs": [value["source"]]},
        ]
    if child.block_type == "elsewhere":
        return [{"type": "paragraph", "runs": [{"text": value["text"], "url": value["url"]}]}]
    if value.get("heading"):
        found.append({"type": "heading", "level": 1, "text": value["heading"]})
    if child.block_type == "steps":
        return [*found, {"type": "list", "ordered": True, "items": [[step] for step in value["steps"]]}]
    return [*found, *blocks_of(value["text"].source)]


def blocks_of(html: str) -> list[dict[str, Any]]:
    """Rich text as blocks of the document: paragraphs, lists, headings, bold words and links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    """Reads what Wagtail's rich text and our Markdown hold, and lets other marks go."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[dict[str, Any]] = []
        self._lists: list[dict[str, Any]] = []
        self._runs: list[Any] = []
        self._strong = False
        self._url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._lists.append({"type": "list", "ordered": tag == "ol", "items": []})
        elif tag in {"b", "strong"}:
            self._strong = True
        elif tag == "a":
            self._url = dict(attrs).get("href") or ""
        elif tag == "br":
            self._runs.append({"break": True})

    def handle_endtag(self, tag: str) -> None:
        if tag in {"b", "strong"}:
            self._strong = False
        elif tag == "a":
            self._url = ""
        elif tag == "li":
            self._lists[-1]["items"].append(self._taken())
        elif tag in {"ul", "ol"}:
            self.blocks.append(self._lists.pop())
        elif tag.startswith("h"):
            self.blocks.append({"type": "heading", "level": 2, "text": "".join(map(_plain, self._taken()))})
        elif tag == "p" and not self._lists and self._runs:
            self.blocks.append({"type": "paragraph", "runs": self._taken()})

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split("\n"))
        if not text.strip() and not self._runs:
            return
        if self._strong or self._url:
            self._runs.append({"text": text, "strong": self._strong, "url": self._url or None})
        else:
            self._runs.append(text)

    def _taken(self) -> list[Any]:
        taken, self._runs = self._runs, []
        return taken


def _plain(run: Any) -> str:
    return run if isinstance(run, str) else str(run.get("text", ""))
