"""Which records stand in which sentence of the decision. Pure: spans in, places out."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from skyddsnat.mandate.reading.sentences import sentences

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, list item or heading of the decision: [start, end) in its text, and the words on one line."""

    start: int
    end: int
    text: str
    is_heading: bool = False
    leads: bool = False  # it only introduces the list that follows


@lru_cache(maxsize=32)  # the text of a decision never changes, and several pages read it
def lines_of(text: str) -> tuple[Line, ...]:
    """Every sentence of the text in reading order."""
    found = sentences(text)
    leads = {id(one.lead) for one in found if one.lead is not None}
    return tuple(
        Line(*one.span, " ".join(one.text.split()), one.kind == "heading", id(one) in leads) for one in found
    )


def stands_in(span: Span, line: Span) -> bool:
    """Whether a record's span belongs to a sentence: they share at least half of the shorter one."""
    shared = min(span[1], line[1]) - max(span[0], line[0])
    return shared > 0 and 2 * shared >= min(span[1] - span[0], line[1] - line[0])


def placed(spans: Sequence[Span], lines: Sequence[Span]) -> list[list[int]]:
    """For each of the lines, in order and apart, the indexes of the spans that stand in it.

    A span that no line takes, for instance because it is spread thinly over two, goes to the line where it begins.
    """
    starts = [start for start, _end in lines]
    found: list[list[int]] = [[] for _line in lines]
    for index, span in enumerate(spans):
        first = max(bisect.bisect_right(starts, span[0]) - 1, 0)
        last = bisect.bisect_left(starts, span[1])
        taken = [n for n in range(first, last) if stands_in(span, lines[n])]
        for n in taken or ([first] if lines and span[0] < lines[-1][1] else []):
            found[n].append(index)
    return found


def line_at(text: str, start: int) -> Line | None:
    """The sentence that begins at a character, None when none does."""
    return next((line for line in lines_of(text) if line.start == start), None)
