"""The passage of a text that answers best, weighed as a text of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from skyddsnat.shared.grams.words import grams

K1, B = 1.2, 0.75
HALF = 30  # words; a passage is two halves, and begins at each half


class Met(dict[str, frozenset[str]]):
    """The asked pieces of each word, found when the word is first met."""

    def __init__(self, asked: Mapping[str, float]) -> None:
        super().__init__()
        self._asked = frozenset(asked)

    def __missing__(self, word: str) -> frozenset[str]:
        found = self[word] = self._asked.intersection(grams(word))
        return found


class Asked(NamedTuple):
    """A question as passages are weighed against it."""

    worth: Mapping[str, float]  # of each piece: its weight times how rare it is
    average: float  # pieces in a passage of the collection
    met: Met


class Passage(NamedTuple):
    """The best one: its worth, the first word of its better half, and which asked pieces the whole text has."""

    score: float
    first: int
    met: frozenset[str]


def lengths(found: Sequence[str]) -> list[int]:
    """How many pieces each half has."""
    return [
        sum(len(grams(word)) for word in found[start : start + HALF]) for start in range(0, len(found), HALF)
    ]


def best_passage(found: Sequence[str], sizes: Sequence[int], asked: Asked) -> Passage:
    """The best of a text's passages; of equals the first. `sizes` are the lengths of its halves."""
    halves = [_counts(found[start : start + HALF], asked) for start in range(0, len(found), HALF)]
    best, first = 0.0, 0
    for number in range(max(1, len(halves) - 1) if halves else 0):
        size = sum(sizes[number : number + 2])
        score = _score(_sum(halves[number : number + 2]), size, asked)
        if score > best:
            best, first = score, number
    if first + 1 < len(halves):
        first = max((first, first + 1), key=lambda number: _score(halves[number], sizes[number], asked))
    return Passage(best, first * HALF, frozenset().union(*halves))


def _counts(part: Sequence[str], asked: Asked) -> Counter[str]:
    """How often each asked piece stands in the words."""
    return Counter(chain.from_iterable(map(asked.met.__getitem__, part)))


def _sum(halves: Sequence[Counter[str]]) -> Counter[str]:
    total = halves[0].copy()
    for other in halves[1:]:
        total.update(other)
    return total


def _score(counts: Counter[str], size: int, asked: Asked) -> float:
    damp = K1 * (1 - B + B * size / asked.average)
    worth = asked.worth
    return (K1 + 1) * sum([worth[piece] * tf / (tf + damp) for piece, tf in counts.items()])
