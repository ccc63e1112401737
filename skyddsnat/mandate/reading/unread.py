"""What the reader does not answer for: no sentence with a date, a sum or "ska" is ever dropped."""

from collections.abc import Iterator

from skyddsnat.mandate.reading.draft import Unread
from skyddsnat.mandate.reading.duty_words import SKA
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.words import REASONS


def find_unread(reads: list[Read]) -> list[Unread]:
    """Every sentence with something unclaimed, in order, with the reason."""
    return [each for read in reads for each in _of(read)]


def _of(read: Read) -> Iterator[Unread]:
    if read.sentence.too_long:
        yield from _too_long(read)
        return
    left = [(kind, place) for kind, place in read.holds() if not _answered(read, kind, place)]
    if not left:
        return
    code, name = _why(read, left)
    reason, reason_en = REASONS[code]
    holds = [kind for kind in ("date", "sum", "ska") if any(kind == held for held, _ in left)]
    yield Unread(
        read.text, read.span, holds, reason.format(name=name), reason_en.format(name=name), code, name
    )


def _answered(read: Read, kind: str, place: Place) -> bool:
    """Claimed by an item; a bare year or month is answered for by any item that spans its sentence."""
    if place in read.claimed:
        return True
    if kind != "date" or not read.covered:
        return False
    return any((d.start, d.end) == place and d.precision in ("year", "years", "month") for d in read.dates)


def _why(read: Read, left: list[tuple[str, Place]]) -> tuple[str, str]:
    """(reason code, name of the one it binds)."""
    places = [place for _, place in left]
    kinds = {kind for kind, _ in left}
    duties = [d for d in read.duties if any(d.start <= start < d.end for start, _ in places)]
    other = next((d for d in duties if d.whose == "other" and d.name), None)
    if other is not None and (other.ska >= 0 or "somebody_else" in read.reasons or _firm(read, left)):
        return "somebody_else", other.name
    if any(d.whose == "earlier" for d in duties):
        return "earlier", ""
    if read.sentence.kind == "heading":
        return "heading", ""
    if "ska" in kinds:
        return "unclear_subject", ""
    if "sum" in kinds:
        if any(place in read.loose_numbers for place in places):
            return "unit_missing", ""
        return ("money_elsewhere" if "money_elsewhere" in read.reasons else "sum"), ""
    if any((d.start, d.end) in places and d.precision == "yearless" for d in read.dates):
        return "year_missing", ""
    return ("background" if is_background(read.sentence) or not _firm(read, left) else "date"), ""


def _firm(read: Read, left: list[tuple[str, Place]]) -> bool:
    """Is a whole day among what is left, one that could bind?"""
    return any(("date", (d.start, d.end)) in left and d.day and d.role != "decided" for d in read.dates)


def _too_long(read: Read) -> Iterator[Unread]:
    text = read.text
    holds = ["ska"] if SKA.search(text) else []
    if any(character.isdigit() for character in text):
        holds = ["date", "sum", *holds]
    if holds:
        reason, reason_en = REASONS["too_long"]
        yield Unread(text, read.span, holds, reason, reason_en, "too_long")
