"""Reading the files of shipped pages: what each may hold, and which block of which file is wrong. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.yaml_files import read_yaml

MUST = {"title", "body"}
MAY = {"slug", "menu", "lead", "description", "audience", "checked_by", "checked_on"}
# Block → what it must and what it may hold; an empty pair is a line or a text.
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "heading": (set(), set()),
    "text": (set(), set()),
    "channel": (set(), set()),
    "notice": ({"tone", "text"}, set()),
    "more": ({"question", "answer"}, set()),
    "ways": ({"text"}, {"hint", "page", "guide"}),
}
LINK = re.compile(r"\]\(([^)]*)\)")


class TextsAreWrong(Exception):
    """Files of shipped pages cannot be used; names each file and block that is wrong."""


def read_tree(folder: Path) -> dict[str, str]:
    """The pages, key → the key of the page above. A language that the site does not have is refused."""
    tree: dict[str, str] = read_yaml((folder / "tree.yaml").read_text())
    faults = [
        f"{path.name}/: there is no such language; there are {', '.join(NAMES)}"
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in NAMES
    ]
    placed: set[str] = {""}
    for key, parent in tree.items():
        if parent not in placed:
            faults.append(f"tree.yaml: “{key}” stands before the page above it, “{parent}”")
        placed.add(key)
    _refuse(faults)
    return tree


def read_language(folder: Path, language: str, tree: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The texts of a language, key → file, each with the blocks that it may hold and links that lead somewhere."""
    texts: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    paths = sorted((folder / language).glob("*.yaml"))
    there = {path.stem for path in paths}
    for path in paths:
        name = f"{language}/{path.name}"
        try:
            texts[path.stem] = read_yaml(path.read_text())
        except yaml.YAMLError as broken:
            faults.append(f"{name}: {' '.join(str(broken).split())}")
            continue
        if path.stem not in tree:
            faults.append(f"{name}: tree.yaml does not say where the page lies")
        faults += [f"{name}{fault}" for fault in _faults(texts[path.stem], there)]
    _refuse(faults)
    return texts


def _refuse(faults: list[str]) -> None:
    if faults:
        raise TextsAreWrong("\n".join(faults))


def _faults(text: Any, there: set[str]) -> Iterator[str]:
    if not isinstance(text, dict):
        yield ": is no page"
        return
    yield from (f": “{key}” is missing" for key in sorted(MUST - text.keys()))
    yield from (f": “{key}” is not a part of a page" for key in sorted(text.keys() - MUST - MAY))
    for place, row in enumerate(text.get("body") or [], 1):
        if not isinstance(row, dict) or len(row) != 1 or next(iter(row)) not in SHAPES:
            yield f", block {place}: must be one of {', '.join(SHAPES)}"
            continue
        ((name, value),) = row.items()
        yield from (f", block {place} ({name}): {fault}" for fault in _block_faults(name, value, there))


def _block_faults(name: str, value: Any, there: set[str]) -> Iterator[str]:
    must, may = SHAPES[name]
    if not must:
        if not isinstance(value, str):
            yield "must be a text"
            return
        yield from _dead_links(value, there)
        return
    parts = value if name == "ways" else [value]
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        yield f"must hold {', '.join(sorted(must))}"
        return
    for part in parts:
        yield from (f"“{key}” is missing" for key in sorted(must - part.keys()))
        yield from (f"“{key}” does not belong here" for key in sorted(part.keys() - must - may))
        if "page" in part and part["page"] not in there:
            yield f"there is no page “{part['page']}” in this language"
        for said in part.values():
            yield from _dead_links(str(said), there)


def _dead_links(said: str, there: set[str]) -> Iterator[str]:
    for target in LINK.findall(said):
        kind, _colon, key = target.partition(":")
        if kind != "page":
            yield f"“{target}” must be a page of ours (page:key) or a shared value"
        elif key not in there:
            yield f"there is no page “{key}” in this language"
