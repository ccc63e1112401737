"""The prose of the report: plain paragraphs, lists and references to numbers. Pure: no database, no request."""

from __future__ import annotations

import re
from typing import Any

REFERENCE = re.compile(r"\{\{\s*([a-z0-9][a-z0-9-]*)\s*\}\}")

type Run = str | dict[str, Any]


def references(body: str) -> list[str]:
    """Codes of the numbers the text refers to, in order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(body)))


def runs(text: str, known: set[str]) -> list[Run]:
    """Split a paragraph into text and numbers; a reference to an unknown code stays as it was typed."""
    parts: list[Run] = []
    position = 0
    for match in REFERENCE.finditer(text):
        if match.group(1) in known:
            parts += [text[position : match.start()], {"number": match.group(1)}]
            position = match.end()
    parts.append(text[position:])
    return [part for part in parts if part != ""]


def blocks(body: str, known: set[str], *, lang: str = "") -> list[dict[str, Any]]:
    """Turn the text of a section into the typesetter's blocks: a blank line parts paragraphs, "- " begins an item.

    `lang` is the language of the text when the report around it is in another.
    """
    made: list[dict[str, Any]] = []
    for chunk in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            made.append({"type": "list", "items": [runs(line[2:], known) for line in lines]})
        elif lines:
            made.append({"type": "paragraph", "runs": runs(" ".join(lines), known)})
    return [{**block, "lang": lang} for block in made] if lang else made
