"""What the library says, for those who search it or read it aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from skyddsnat.knowledge.library.access import published
from skyddsnat.knowledge.library.fingerprints import lines_in
from skyddsnat.knowledge.library.showing import address_of
from skyddsnat.knowledge.models import LibraryPage


@dataclass(frozen=True, slots=True)
class Document:
    """One published entry in one language, as plain text. `audiences` is empty when it is for all."""

    id: int
    language: str
    title: str
    lead: str
    text: str
    audiences: tuple[str, ...]
    kind: str
    url: str


def searchable_documents() -> Iterator[Document]:
    """Every published entry in every language, in the order of the library."""
    for page in published().order_by("path"):
        yield document_of(page)


def document_of(page: LibraryPage) -> Document:
    """The entry as plain text: when it is of use, what it asks, its blocks."""
    lines = [page.situation, page.asks, *lines_of(page.body)]
    return Document(
        id=page.pk,
        language=page.language,
        title=page.title,
        lead=page.lead,
        text="\n".join(line for line in lines if line),
        audiences=tuple(page.audiences),
        kind=page.kind,
        url=address_of(page),
    )


def lines_of(body: Any) -> list[str]:
    """The lines of blocks in the order in which they are read, without markup and addresses."""
    return [line for child in body for line in _lines(child.value)]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, RichText | str):
        yield from lines_in(value.source if isinstance(value, RichText) else value)
    elif isinstance(value, ListValue):
        for part in value:
            yield from _lines(part)
    elif isinstance(value, StructValue):
        for key, part in value.items():
            if key != "url":
                yield from _lines(part)
