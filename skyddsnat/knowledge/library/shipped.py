"""The entries that come with the program, taken in once.

What an editor has changed is never overwritten, and what an editor has removed does not come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from markdown_it import MarkdownIt
from wagtail.models import Page

from skyddsnat.knowledge.library.editors import library_roots, prepare_library
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.library.keys import translation_key
from skyddsnat.knowledge.library.rules import SOURCE
from skyddsnat.knowledge.library.shipped_files import EntriesAreWrong, read_entries
from skyddsnat.knowledge.models import LibraryPage, LibraryRoot, ShippedEntry

CONTENT = Path(__file__).parents[1] / "content"
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["list", "emphasis", "heading", "newline", "entity"])


@transaction.atomic
def load_library(folder: Path = CONTENT) -> None:
    """Make the library ready and take in the entries that never were. Raises EntriesAreWrong, and takes nothing in."""
    prepare_library()
    for language, root in library_roots().items():  # Swedish first: translations follow it
        _load_language(folder, language, root)


def _load_language(folder: Path, language: str, root: LibraryRoot) -> None:
    taken = set(ShippedEntry.objects.filter(language=language).values_list("key", flat=True))
    faults: list[str] = []
    for key, text in read_entries(folder, language).items():
        if key in taken:
            continue
        faults += [f"{language}/{key}.yaml: {said}" for said in _take_in(key, text, root)]
        ShippedEntry.objects.create(key=key, language=language)
    if faults:
        raise EntriesAreWrong("\n".join(faults))


def _take_in(key: str, text: dict[str, Any], root: LibraryRoot) -> list[str]:
    """Write and publish an entry, or say what is wrong with it, as an editor would have been told."""
    language = root.locale.language_code
    source = LibraryPage.objects.filter(
        translation_key=translation_key(key), locale__language_code=SOURCE
    ).first()
    if language != SOURCE and source is None:
        return []  # an editor has removed the source: its translation is not missed
    page = LibraryPage(
        title=text["title"], slug=key, locale=root.locale, translation_key=translation_key(key), live=False,
        kind=text["kind"], lead=text["lead"], level=text["level"], audiences=text.get("audiences", []),
        situation=text.get("situation", ""), asks=text.get("asks", ""), reviewed_on=text["reviewed_on"],
        review_due=text["review_due"], body=[_block(row) for row in text["body"]],
        sources=[("source", _source(row)) for row in text["sources"]],
        follows=fingerprint(source) if language != SOURCE and source else "",
    )  # fmt: skip
    faults = [said for field in (page.body, page.sources) for child in field for said in _refusals(child)]
    if faults:
        return faults
    try:  # before it has a place in the tree, which only the rest of the checks need
        page.clean_fields(exclude=[field.name for field in Page._meta.fields] + ["page_ptr"])
        page.check_days()
        root.add_child(instance=page)
        page.full_clean()
    except ValidationError as wrong:
        return wrong.messages
    page.save_revision().publish()
    return []


def _refusals(child: Any) -> Iterator[str]:
    try:
        child.block.clean(child.value)
    except ValidationError as wrong:
        yield from (f"{child.block_type}: {said}" for said in _said(wrong))


def _said(wrong: Any) -> Iterator[str]:
    """Every sentence of a refusal, also those of the blocks within a block."""
    inner = getattr(wrong, "block_errors", None)
    if not inner:
        yield from wrong.messages
        return
    for one in inner.values() if isinstance(inner, dict) else inner:
        if one is not None:
            yield from _said(one)


def _block(row: dict[str, Any]) -> tuple[str, Any]:
    """One block as its file writes it: {name: value}, with Markdown where there is running text."""
    ((name, value),) = row.items()
    if name == "section":
        return name, {"heading": value.get("heading", ""), "text": MARKDOWN.render(value["text"])}
    if name == "steps":
        return name, {"heading": value.get("heading", ""), "steps": value["steps"]}
    return name, value


def _source(row: dict[str, Any]) -> dict[str, Any]:
    return {"title": row["title"], "url": row.get("url", ""), "read_on": row.get("read_on")}
