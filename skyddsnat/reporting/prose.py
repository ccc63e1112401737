"""The prose of the report: Markdown with references to numbers. Pure: no database, no request."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from skyddsnat.reporting.markdown import CODE, Reading, read

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A reference to a number that does not exist: what was typed, and the code that was perhaps meant."""

    typed: str
    meant: str = ""


def references(body: str) -> list[str]:
    """Codes of the numbers the text refers to, in order, each once; also those that do not exist."""
    found = (typed for typed in read(body, set()).references if CODE.fullmatch(typed))
    return list(dict.fromkeys(found))


def blocks(body: str, known: set[str], *, lang: str = "") -> list[dict[str, Any]]:
    """Turn the text of a section into the typesetter's blocks. `lang` is its language when the report is in another."""
    made = read(body, known).blocks
    return [{**block, "lang": lang} for block in made] if lang else made


def unknown_references(reading: Reading, codes: Collection[str]) -> list[Unknown]:
    """References to what is no number at all, each once, with a guess at what was meant."""
    typed = dict.fromkeys(one for one in reading.references if one not in codes)
    return [Unknown(one, _guess(one, codes)) for one in typed]


def _guess(typed: str, codes: Collection[str]) -> str:
    cleaned = re.sub(r"[\s_]+", "-", _INVISIBLE.sub("", typed).strip().lower())
    if cleaned in codes:
        return cleaned
    near = difflib.get_close_matches(cleaned, sorted(codes), n=1, cutoff=0.6)
    return near[0] if near else ""


def word_count(body: str) -> int:
    """Words as a reader counts them; a number is one."""
    return len(re.findall(r"\{\{[^{}]*\}\}|[^\W_]+(?:[-'’.,]\w+)*", body))


def paragraphs(body: str) -> list[str]:
    """The text in the pieces that blank lines part, as they were typed."""
    pieces = re.split(r"\n[^\S\n]*\n", body.replace("\r\n", "\n").replace("\r", "\n"))
    return [piece.strip("\n") for piece in pieces if piece.strip()]
