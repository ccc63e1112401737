"""Words as they are compared, and the pieces they are cut into."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from skyddsnat.shared.grams.function_words import FUNCTION_WORDS

LENGTHS = (3, 4, 5)
LONGEST = 64  # letters of a word that are looked at; what is longer is no word
SHARED = 0.25  # the pieces of a word overlap, so that they say less each the more they are
OF_A_FUNCTION_WORD = 0.5
REMEMBERED = 1 << 16

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\0"))
_KEPT = {"a": "\u030a\u0308", "o": "\u0308"}  # å, ä and ö are letters of their own
_NORDIC = str.maketrans("æøđðłßþ", "äöddlst")


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the tidy text."""

    text: str
    start: int
    end: int


def tidy(text: str) -> str:
    """The text with letters composed and without what is not seen, such as soft hyphens."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE))


@lru_cache(REMEMBERED)
def folded(word: str) -> str:
    """The word without case and accents; å, ä and ö stay."""
    lowered = word[:LONGEST].casefold()
    if lowered.isascii():
        return lowered
    kept, base = [], ""
    for letter in unicodedata.normalize("NFD", lowered):
        if not unicodedata.combining(letter):
            base = letter
            kept.append(letter)
        elif letter in _KEPT.get(base, ""):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_NORDIC)


def words(text: str) -> list[str]:
    """The words of a tidy text. A hyphen parts: the pieces of "e-post" are those of "e" and "post"."""
    return [folded(word) for word in _WORD.findall(text)]


def places(text: str) -> tuple[array[int], array[int]]:
    """Where each of the same words begins, and where it ends."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return array("I", [start for start, _end in spans]), array("I", [end for _start, end in spans])


def placed_words(text: str) -> Iterator[Word]:
    """The words with their places."""
    for match in _WORD.finditer(text):
        yield Word(folded(match.group()), match.start(), match.end())


@lru_cache(REMEMBERED)
def grams(word: str) -> tuple[str, ...]:
    """The pieces of a word, with `<` before it and `>` after it. A shorter word is one piece."""
    edged = f"<{word}>"
    pieces = [edged[start : start + length] for length in LENGTHS for start in range(len(edged) - length + 1)]
    return tuple(pieces or [edged])


def weights(asked: list[str]) -> dict[str, float]:
    """How much each piece of a question counts."""
    found: dict[str, float] = {}
    for word in asked:
        pieces = grams(word)
        share = len(pieces) ** -SHARED * (OF_A_FUNCTION_WORD if word in FUNCTION_WORDS else 1.0)
        for piece in pieces:
            found[piece] = found.get(piece, 0.0) + share
    return found
