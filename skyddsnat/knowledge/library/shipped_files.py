"""Reading the files of shipped entries: what each may hold, and what in which file is wrong. No database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from skyddsnat.shared.yaml_files import read_yaml

MUST = {"title", "lead", "kind", "level", "body", "sources", "reviewed_on", "review_due"}
MAY = {"audiences", "situation", "asks", "slug"}
SHAPES: dict[str, tuple[set[str], set[str]]] = {  # block → what it must and what it may hold
    "section": ({"text"}, {"heading"}),
    "steps": ({"steps"}, {"heading"}),
    "citation": ({"quote", "source"}, set()),
    "elsewhere": ({"text", "url"}, set()),
}


class EntriesAreWrong(Exception):
    """Files of shipped entries cannot be used; names each file and what is wrong in it."""


def read_entries(folder: Path, language: str) -> dict[str, dict[str, Any]]:
    """The entries of a language, key → file, in the order of their names."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for path in sorted((folder / language).glob("*.yaml")):
        name = f"{language}/{path.name}"
        try:
            found[path.stem] = read_yaml(path.read_text())
        except yaml.YAMLError as broken:
            faults.append(f"{name}: {' '.join(str(broken).split())}")
            continue
        faults += [f"{name}: {fault}" for fault in _faults(found[path.stem])]
    if faults:
        raise EntriesAreWrong("\n".join(faults))
    return found


def _faults(text: Any) -> Iterator[str]:
    if not isinstance(text, dict):
        yield "is no entry"
        return
    yield from (f"“{key}” is missing" for key in sorted(MUST - text.keys()))
    yield from (f"“{key}” is not a part of an entry" for key in sorted(text.keys() - MUST - MAY))
    for key in ("reviewed_on", "review_due"):
        if key in text and not isinstance(text[key], datetime.date):
            yield f"“{key}” must be a day"
    if not text.get("sources"):
        yield "has no source"
    for place, row in enumerate(text.get("body") or [], 1):
        if not isinstance(row, dict) or len(row) != 1 or next(iter(row)) not in SHAPES:
            yield f"block {place} must be one of {', '.join(SHAPES)}"
            continue
        ((name, value),) = row.items()
        must, may = SHAPES[name]
        held = value.keys() if isinstance(value, dict) else set()
        yield from (f"block {place} ({name}): “{key}” is missing" for key in sorted(must - held))
        yield from (
            f"block {place} ({name}): “{key}” does not belong here" for key in sorted(held - must - may)
        )
