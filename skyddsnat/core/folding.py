"""Words as they are compared: without case and accents. `fold` here is `core_folded` in the database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FROM = "ÅÄÖÉÈÊËÜÚÙÛÁÀÂÃÆØÓÒÔÕÍÌÎÏÑÇåäöéèêëüúùûáàâãæøóòôõíìîïñç"
TO = "aaoeeeeuuuuaaaaaoooooiiiincaaoeeeeuuuuaaaaaoooooiiiinc"
_TABLE = str.maketrans(FROM, TO)


def fold(text: str) -> str:
    """The text as it is compared; as long as the text, so that a place in one is a place in the other."""
    folded = text.translate(_TABLE)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


def trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def similarity(one: str, other: str) -> float:
    """How alike two folded words are, from 0 to 1, as the database counts it."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


def marked_pieces(text: str, words: Sequence[str], *, around: int = 0) -> list[Piece]:
    """The text in pieces with the words marked; with `around`, only so many characters on each side of the first."""
    if around:
        text = " ".join(text.split())
    folded = fold(text)
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    spans = [match.span() for match in re.finditer(pattern, folded)] if pattern else []
    low, high = 0, len(text)
    if around:
        first = spans[0][0] if spans else 0
        low, high = max(0, first - around), min(len(text), first + 2 * around)
        low = text.rfind(" ", 0, low) + 1 if low else 0
        high = (
            high if high == len(text) else (text.rfind(" ", first, high) if " " in text[first:high] else high)
        )
    pieces = [Piece("… ")] if low else []
    for begin, end in spans:
        if begin >= low and end <= high:
            pieces += [Piece(text[low:begin]), Piece(text[begin:end], is_hit=True)]
            low = end
    pieces.append(Piece(text[low:high]))
    if high < len(text):
        pieces.append(Piece(" …"))
    return [piece for piece in pieces if piece.text]
