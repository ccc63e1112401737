"""What is shown of a text that was found: the part that answers, with the words that were asked for marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from skyddsnat.shared.grams.passages import HALF
from skyddsnat.shared.grams.words import Word, grams, placed_words

SHOWN = HALF + 6  # words
BACK = 8  # words that one may go back to begin with a sentence
ALIKE = 0.6
SHORT = 4  # letters; a word shorter than this is marked only when it is the same
ENDS = ".!?:\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


class Marker:
    """Which words are asked for, or alike: most pieces of the shorter of the two are in the other."""

    def __init__(self, shown: Iterable[str]) -> None:
        self._shown = set(shown)
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}
        for number, word in enumerate(sorted(one for one in self._shown if len(one) >= SHORT)):
            pieces = set(grams(word))
            self._sizes.append(len(pieces))
            for piece in pieces:
                self._holders.setdefault(piece, []).append(number)
        self._smallest = min(self._sizes, default=0)
        self._known: dict[str, bool] = {}

    def marks(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = word in self._shown or self._is_alike(word)
        return known

    def _is_alike(self, word: str) -> bool:
        if len(word) < SHORT:
            return False
        pieces = set(grams(word))
        common = pieces.intersection(self._holders)
        if len(common) < ALIKE * min(len(pieces), self._smallest):
            return False  # as most words
        shared = Counter(number for piece in common for number in self._holders[piece])
        return any(count >= ALIKE * min(len(pieces), self._sizes[number]) for number, count in shared.items())


def marked(text: str, marker: Marker) -> tuple[Piece, ...]:
    """The whole text in pieces, with what was asked for marked."""
    return _pieces(text, list(placed_words(text)), marker)


class Laid(NamedTuple):
    """A text with its words as they are compared, and where they begin and end."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def excerpt(laid: Laid, near: int, marker: Marker) -> tuple[Piece, ...]:
    """The text around its word number `near` in the same way."""
    text, count = laid.text, len(laid.words)
    if not count:
        return _pieces(text, [], marker)
    first = _sentence(laid, min(near, count - 1))
    last = min(count, first + SHOWN)
    low = laid.starts[first] if first else 0
    high = laid.ends[last - 1] if last < count else len(text)
    before = (Piece("… "),) if first else ()
    after = (Piece(" …"),) if last < count else ()
    placed = [
        Word(laid.words[number], laid.starts[number] - low, laid.ends[number] - low)
        for number in range(first, last)
    ]
    return (*before, *_pieces(text[low:high], placed, marker), *after)


def _pieces(text: str, placed: Sequence[Word], marker: Marker) -> tuple[Piece, ...]:
    pieces, low = [], 0
    for start, end in _spans(text, placed, marker):
        pieces += [Piece(_flat(text[low:start])), Piece(text[start:end], is_hit=True)]
        low = end
    pieces.append(Piece(_flat(text[low:])))
    return tuple(piece for piece in pieces if piece.text)


def _sentence(laid: Laid, near: int) -> int:
    """The word that begins the sentence, when it is not far back."""
    for number in range(near, max(-1, near - BACK - 1), -1):
        if number == 0:
            return 0
        between = laid.text[laid.ends[number - 1] : laid.starts[number]]
        if any(end in between for end in ENDS):
            return number
    return near


def _spans(text: str, placed: Sequence[Word], marker: Marker) -> list[tuple[int, int]]:
    """Where the marks stand; words after one another become one mark."""
    spans: list[tuple[int, int]] = []
    for word in placed:
        if not marker.marks(word.text):
            continue
        if spans and not text[spans[-1][1] : word.start].strip():
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _flat(text: str) -> str:
    """Lines become blanks."""
    return " ".join(text.split("\n")) if "\n" in text else text
