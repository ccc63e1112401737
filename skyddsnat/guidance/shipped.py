"""The pages and the shared values that come with the program, taken in where they are missing.

What an editor has changed is never overwritten: a page or a value that is there is left as it is. A page that an editor
has removed stays removed. A value comes back: texts may name it, and an emergency number must never be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from markdown_it import MarkdownIt
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from skyddsnat.guidance.fingerprints import fingerprint
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.models import GuidancePage, SharedValue, ShippedPage
from skyddsnat.guidance.shipped_files import TextsAreWrong, read_language, read_tree
from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.wording import SOURCE
from skyddsnat.shared.yaml_files import read_yaml

ROOM = Path(__file__).parent
EMPTY_WAY = {"hint": "", "guide": ""}
PAGE_LINK = re.compile(r'<a href="page:([a-z-]+)">(.*?)</a>', re.DOTALL)
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(
    ["list", "emphasis", "link", "heading", "newline", "entity"]
)


@transaction.atomic
def load_shipped(folder: Path = ROOM / "content") -> None:
    """Take in the shared values and the pages that are missing. Raises TextsAreWrong, and takes nothing in."""
    load_values()
    tree = read_tree(folder)
    fresh: list[GuidancePage] = []
    with disable_reference_index_auto_update():  # each page is saved three times
        for language in NAMES:
            if (folder / language).is_dir():
                fresh += _load_language(language, tree, read_language(folder, language, tree))
    for page in fresh:
        ReferenceIndex.create_or_update_for_object(page)


def load_values() -> None:
    """Take in the shared values that are missing."""
    there = set(SharedValue.objects.values_list("key", flat=True))
    rows: dict[str, dict[str, Any]] = read_yaml((ROOM / "values.yaml").read_text())
    for key, row in rows.items():
        if key not in there:
            value = SharedValue(key=key, **{**row, "value": str(row["value"])})
            value.full_clean()
            value.save()


def _load_language(
    language: str, tree: dict[str, str], texts: dict[str, dict[str, Any]]
) -> list[GuidancePage]:
    """Take in the pages of a language that are missing; returns them."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    taken = set(ShippedPage.objects.values_list("name", flat=True))
    pages: dict[str, GuidancePage] = {}
    fresh: list[str] = []
    for key, parent in tree.items():  # parents stand before their children
        if key not in texts:
            continue
        found = GuidancePage.objects.filter(locale=locale, translation_key=translation_key(key)).first()
        if found is None:
            if f"{language}/{key}" in taken or (parent and parent not in pages):
                continue  # an editor has removed it, or the page that it lies under
            found = _add(key, texts[key], locale, pages.get(parent))
            fresh.append(key)
        pages[key] = found
    ShippedPage.objects.bulk_create(
        [ShippedPage(name=f"{language}/{key}") for key in pages], ignore_conflicts=True
    )
    faults = [
        fault
        for key in fresh  # now that all can be linked to
        for fault in _fill(pages[key], texts[key]["body"], pages, f"{language}/{key}.yaml")
    ]
    if faults:
        raise TextsAreWrong("\n".join(faults))
    return [pages[key] for key in fresh]


def _add(key: str, text: dict[str, Any], locale: Locale, parent: GuidancePage | None) -> GuidancePage:
    page = GuidancePage(
        title=text["title"],
        slug=text.get("slug") or locale.language_code,
        lead=text.get("lead", ""),
        search_description=text.get("description", ""),
        audience=text.get("audience", "public"),
        show_in_menus=text.get("menu", False),
        checked_by=text.get("checked_by", ""),
        checked_on=text.get("checked_on"),
        locale=locale,
        translation_key=translation_key(key),
        live=False,
    )
    if parent is not None:
        parent.add_child(instance=page)
        return page
    Page.get_first_root_node().add_child(instance=page)
    if locale.language_code == SOURCE:
        _be_the_site(page)
    return page


def _be_the_site(page: GuidancePage) -> None:
    """Let the site start at this page, and remove the page that Wagtail starts with."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    site.site_name, site.root_page = "Skyddsnät", page
    site.save()
    Page.objects.filter(depth=2, slug="home").exclude(pk=page.pk).delete()


def _fill(
    page: GuidancePage, body: list[dict[str, Any]], pages: dict[str, GuidancePage], file: str
) -> list[str]:
    """Write and publish the page, or say what is wrong with it, as an editor would have been told."""
    page.body = [_block(row, pages) for row in body]
    source = page.source
    page.follows = fingerprint(source) if source else ""
    faults = [
        f"{file}, block {place} ({child.block_type}): {said}"
        for place, child in enumerate(page.body, 1)
        for said in _refusals(child)
    ]
    try:
        page.full_clean()
    except ValidationError as wrong:
        faults += [f"{file}: {said}" for said in wrong.messages]
    if not faults:
        page.save_revision().publish()
    return faults


def _refusals(child: Any) -> Iterator[str]:
    try:
        child.block.clean(child.value)
    except ValidationError as wrong:
        yield from _said(wrong)


def _said(wrong: Any) -> Iterator[str]:
    """Every sentence of a refusal, also those of the blocks within a block."""
    inner = getattr(wrong, "block_errors", None)
    if not inner:
        yield from wrong.messages
        return
    for one in inner.values() if isinstance(inner, dict) else inner:
        if one is not None:
            yield from _said(one)


def _block(row: dict[str, Any], pages: dict[str, GuidancePage]) -> tuple[str, Any]:
    """One block as its file writes it: {name: value}, with Markdown where there is running text."""
    ((name, value),) = row.items()
    if name == "text":
        return name, rich(value, pages)
    if name == "notice":
        return name, {"tone": value["tone"], "text": rich(value["text"], pages)}
    if name == "more":
        return name, {"question": value["question"], "answer": rich(value["answer"], pages)}
    if name == "ways":
        there = [way for way in value if way.get("page", "") in {"", *pages}]
        return name, [{**EMPTY_WAY, **way, "page": pages.get(way.get("page", ""))} for way in there]
    return name, value


def rich(markdown: str, pages: dict[str, GuidancePage]) -> str:
    """Markdown as Wagtail keeps rich text; `[words](page:key)` becomes a link that follows the page, if it is there."""

    def linked(found: re.Match[str]) -> str:
        page = pages.get(found[1])
        return f'<a linktype="page" id="{page.pk}">{found[2]}</a>' if page else found[2]

    return PAGE_LINK.sub(linked, MARKDOWN.render(markdown))
