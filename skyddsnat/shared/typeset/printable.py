"""Text from people made safe to print: every character has a glyph, no character turns the line around.

A PDF/A may hold no character without a glyph and none from Unicode's private areas. Such a character is neither dropped
nor replaced by a box: it is written out as its code, "[U+1F600]", so the reader sees that something stood there.
"""

import functools
import re
from typing import Any

from skyddsnat.shared.typeset.fontfile import FONTS, glyphs

BREAK = "\u200b"
"""Zero-width space: a place where a long word may be broken. Copied text is searched without it."""

EXACT = frozenset({"hash", "data_hash", "taken_at", "url", "asset", "id"})
"""Keys whose values are read by the template, not only by people: no break may be put into them."""

# Directional controls could make "100 kr" read as another sum; the rest are not text in XML or JSON documents.
_NEVER = (
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff\ue000-\uf8ff\ud800-\udfff"
)
_KEPT = "\t\n" + BREAK
_SPACES = re.compile(r"\r\n?|[\u2028\u2029]")
_LONG_WORD = re.compile(r"[^\s\u200b\u00a0\u202f]{25,}")
_WORDS = re.compile(r"\W*[^\W\d_]{1,40}(?:\W{1,3}[^\W\d_]{1,40})*\W{0,3}")
_PIECES = re.compile(r".{12}(?=.)", re.DOTALL)


def printable(value: Any, *, breaks: bool = True) -> Any:
    """Return JSON data with every string (not the keys) made printable; other values are left as they are."""
    if isinstance(value, str):
        return printable_text(value, breaks=breaks)
    if isinstance(value, dict):
        return {key: printable(item, breaks=key not in EXACT) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item, breaks=breaks) for item in value]
    return value


def printable_text(text: str, *, breaks: bool = True) -> str:
    """Write out what cannot be printed, and (with `breaks`) give very long words places to break."""
    if text.isascii() and text.isprintable() and len(text) < 25:
        return text
    spaced = _SPACES.sub("\n", text).replace("\t", " ")
    written = _unprintable().sub(_spelled, spaced)
    return _LONG_WORD.sub(_parted, written) if breaks else written


def _parted(long: re.Match[str]) -> str:
    """Places to break in what no dictionary hyphenates; ordinary words, also long and compound ones, are left whole."""
    return long[0] if _WORDS.fullmatch(long[0]) else _PIECES.sub(rf"\g<0>{BREAK}", long[0])


def _spelled(run: re.Match[str]) -> str:
    return "[" + " ".join(f"U+{ord(character):04X}" for character in run[0]) + "]"


@functools.cache
def _unprintable() -> re.Pattern[str]:
    """A pattern for runs of characters that no shipped font has, or that must not be printed at all."""
    covered: set[int] = {ord(character) for character in _KEPT}
    for font in sorted(FONTS.glob("*-Regular.*")):
        covered |= glyphs(font).keys()
    return re.compile(f"(?:[{_NEVER}]|[^{_ranges(covered)}])+")


def _ranges(codes: set[int]) -> str:
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
