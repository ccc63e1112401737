"""What is shown of a text that was found: the part that answers, with the words that were asked for marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skyddsnat.shared.grams.passages import HALF
from skyddsnat.shared.grams.words import Word, grams, placed_words, word_at

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
        shared = Counter(number for piece in pieces for number in self._holders.get(piece, ()))
        return any(count >= ALIKE * min(len(pieces), self._sizes[number]) for number, count in shared.items())


def marked(text: str, marker: Marker) -> tuple[Piece, ...]:
    """The whole text in pieces, with what was asked for marked."""
    return _pieces(text, list(placed_words(text)), marker)


def excerpt(text: str, starts: Sequence[int], near: int, marker: Marker) -> tuple[Piece, ...]:
    """The text around its word number `near` in the same way. `starts` is where its words begin."""
    if not starts:
        return _pieces(text, [], marker)
    first = _sentence(text, starts, min(near, len(starts) - 1))
    last = min(len(starts), first + SHOWN)
    placed = [word_at(text, start) for start in starts[first:last]]
    low = placed[0].start if first else 0
    high = placed[-1].end if last < len(starts) else len(text)
    before = (Piece("… "),) if first else ()
    after = (Piece(" …"),) if last < len(starts) else ()
    moved = [Word(word.text, word.start - low, word.end - low) for word in placed]
    return (*before, *_pieces(text[low:high], moved, marker), *after)


def _pieces(text: str, placed: Sequence[Word], marker: Marker) -> tuple[Piece, ...]:
    pieces, low = [], 0
    for start, end in _spans(text, placed, marker):
        pieces += [Piece(_flat(text[low:start])), Piece(text[start:end], is_hit=True)]
        low = end
    pieces.append(Piece(_flat(text[low:])))
    return tuple(piece for piece in pieces if piece.text)


def _sentence(text: str, starts: Sequence[int], near: int) -> int:
    """The word that begins the sentence, when it is not far back."""
    for number in range(near, max(-1, near - BACK - 1), -1):
        if number == 0:
            return 0
        between = text[starts[number - 1] : starts[number]]
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
