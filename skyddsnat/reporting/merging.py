"""Two who have changed the same text: what can be put together by itself, and what somebody must choose. Pure.

Three texts are compared paragraph by paragraph: the one both started from, the one saved meanwhile (theirs) and the
one that was typed (mine). Where only one of them changed something, that change is taken; where both did, and not in
the same way, both are kept for the person to choose between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skyddsnat.reporting.differences import steps
from skyddsnat.reporting.prose import paragraphs

THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs in a row. In a `conflict` both sides changed them, and not in the same way."""

    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    conflict: bool = False
    changed_by: str = ""  # "theirs" or "mine" where one side changed it and the other did not


@dataclass(frozen=True, slots=True)
class Merge:
    """The two texts put together, piece by piece."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.conflict]

    @property
    def from_theirs(self) -> list[str]:
        """Paragraphs that came in from the other side without being in doubt."""
        return [text for piece in self.pieces if piece.changed_by == THEIRS for text in piece.theirs]

    def text(self, choices: Sequence[str] = ()) -> str:
        """The text with one choice a conflict: "theirs", "mine" or "both" (theirs first); both where none is made."""
        kept: list[str] = []
        wanted = iter(choices)
        for piece in self.pieces:
            if not piece.conflict:
                kept += piece.mine if piece.changed_by == MINE else piece.theirs
                continue
            choice = next(wanted, BOTH)
            kept += piece.theirs if choice != MINE else ()
            kept += piece.mine if choice != THEIRS else ()
        return "\n\n".join(kept)


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Put two changed texts together. Equal changes are one; a paragraph is never lost, only chosen away."""
    old, left, right = paragraphs(base), paragraphs(theirs), paragraphs(mine)
    in_left, in_right = _kept(old, left), _kept(old, right)
    pieces: list[Piece] = []
    at = at_left = at_right = 0
    for place in [n for n in range(len(old)) if n in in_left and n in in_right] + [len(old)]:
        to_left = in_left.get(place, len(left))
        to_right = in_right.get(place, len(right))
        pieces += _piece(old[at:place], left[at_left:to_left], right[at_right:to_right])
        if place < len(old):
            pieces.append(Piece((old[place],), (old[place],)))
        at, at_left, at_right = place + 1, to_left + 1, to_right + 1
    return Merge(tuple(pieces))


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Place in the old text → place in the new, for paragraphs that stand in both."""
    equal = ((a, b, c) for tag, a, b, c, _d in steps(old, new) if tag == "equal")
    return {a + n: c + n for a, b, c in equal for n in range(b - a)}


def _piece(old: list[str], theirs: list[str], mine: list[str]) -> list[Piece]:
    if theirs == mine:
        return [Piece(tuple(theirs), tuple(mine))] if theirs else []
    left, right = tuple(theirs), tuple(mine)
    if mine == old:
        return [Piece(left, right, changed_by=THEIRS)]
    if theirs == old:
        return [Piece(left, right, changed_by=MINE)]
    return [Piece(left, right, conflict=True)]
