"""A PDF page set in two columns whose words are stored line by line across both: its left column first, then the right.

PDFium gives the words in the order they are stored. Where that order jumps between two sides of a gutter, the page is
put in reading order by the place of each character; all other pages, tables among them, stay as they are.
"""

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw

from skyddsnat.mandate.reading.columns import is_prose

MIN_LINES = 5
STEP = 2.0  # points between the places where a gutter is looked for
MIN_GUTTER = 7.0
FILLED = 0.55  # share of its column that an ordinary line of running text fills
ORDINARY = (
    0.65  # of the lines, by length: many end short where the text was broken before it was set in columns
)
BREAKS = "\r\n\ufffe\x02"
GOES_ON = 0.25  # share of lines that begin in the middle of a sentence
CELL_GAP = 14.0  # points
HYPHENS = "\ufffe\x02"

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Gutter:
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class Part:
    """What one stored line has on one side, with where its words begin and end."""

    words: str = ""
    begin: float = 1e9
    end: float = -1e9
    cells: int = 1

    def add(self, character: str, left: float, right: float) -> None:
        self.cells += self.begin < self.end and left - self.end > CELL_GAP
        self.words += character
        self.begin, self.end = min(self.begin, left), max(self.end, right)


@dataclass
class Row:
    """One stored line; ``across`` when its words run over the gutter."""

    left: Part = field(default_factory=Part)
    right: Part = field(default_factory=Part)
    across: bool = False
    words: str = ""


def with_cells(page: pypdfium2.PdfTextPage) -> str | None:
    """The page's text with three blanks where the cells of a table's row stand apart, None when there are no cells."""
    boxes = [page.get_rect(index) for index in range(page.count_rects())]
    if not any(_apart(one, other) for one, other in itertools.pairwise(boxes)):
        return None
    words: list[str] = []
    last: Box | None = None
    for character, box in _characters(page):
        if character in BREAKS:
            words.append(character)
            last = None
        elif character.isspace():
            words.append(character)
        else:
            if last is not None and _apart(last, box):
                words.append("   ")
            words.append(character)
            last = box
    # PDFium parts words broken at a line end oddly in this order; its own text of such a page is whole.
    return None if "\u00ad" in words else "".join(words)


def _apart(one: Box, other: Box) -> bool:
    """Do two boxes stand on one line with more than any space between words between them?"""
    return other[0] - one[2] > CELL_GAP and other[1] < one[3] and one[1] < other[3]


def in_order(page: pypdfium2.PdfTextPage, width: float) -> str | None:
    """The page's text with its columns one after the other, None when it is not stored across two."""
    gutter = _gutter([page.get_rect(index) for index in range(page.count_rects())], width)
    if gutter is None:
        return None
    rows = list(_rows(page, gutter))
    left = [row.left for row in rows if not row.across and row.left.words.strip()]
    right = [row.right for row in rows if not row.across and row.right.words.strip()]
    prose = is_prose([part.words for part in left], [part.words for part in right])
    # The letter's head stands in short lines on the left; where both sides have words tells how full they are.
    beside = [
        row.left for row in rows if not row.across and row.left.words.strip() and row.right.words.strip()
    ]
    if not (prose and _runs(left, beside if len(beside) >= MIN_LINES else left) and _runs(right, right)):
        return None
    return "\n".join(_read(rows))


def _gutter(boxes: list[Box], width: float) -> Gutter | None:
    """The white stripe down the page that the stored order keeps jumping over."""
    boxes = [box for box in boxes if box[2] - box[0] > 1 and box[3] > box[1]]
    if len(boxes) < 2 * MIN_LINES:
        return None
    places = [place * STEP for place in range(int(width * 0.25 / STEP), int(width * 0.75 / STEP))]
    crossed = {place: sum(box[0] < place < box[2] for box in boxes) for place in places}
    least = min(crossed.values())
    if least > len(boxes) // 4:
        return None
    stripes = [
        [place for place, _ in run]
        for few, run in itertools.groupby(crossed.items(), key=lambda each: each[1] == least)
        if few
    ]
    for stripe in sorted(stripes, key=len, reverse=True)[:3]:
        middle = (stripe[0] + stripe[-1]) / 2
        sides = ["left" if box[2] <= middle else "right" for box in boxes if not box[0] < middle < box[2]]
        switches = sum(one != other for one, other in itertools.pairwise(sides))
        fewest = min(sides.count("left"), sides.count("right"))
        wide = stripe[-1] - stripe[0] + STEP >= MIN_GUTTER
        # Column after column changes side once or twice; line by line does it all the time.
        if wide and fewest >= MIN_LINES and switches >= max(MIN_LINES, 0.8 * fewest):
            return Gutter(stripe[0] - STEP, stripe[-1] + STEP)
    return None


def _rows(page: pypdfium2.PdfTextPage, gutter: Gutter) -> Iterator[Row]:
    """The stored lines, each character on its side."""
    row, side = Row(), "left"
    for character, box in _characters(page):
        if character in BREAKS:
            hyphen = "-" if character in HYPHENS else ""
            part = row.left if side == "left" else row.right
            part.words += hyphen
            row.words += hyphen
            if row.words.strip():
                yield _told(row, gutter)
            row, side = Row(), "left"
            continue
        row.words += character
        if character.isspace():
            (row.left if side == "left" else row.right).words += character
            continue
        side = "left" if (box[0] + box[2]) / 2 < gutter.middle else "right"
        (row.left if side == "left" else row.right).add(character, box[0], box[2])
    if row.words.strip():
        yield _told(row, gutter)


def _told(row: Row, gutter: Gutter) -> Row:
    """The row, marked when words stand in the gutter itself."""
    row.across = row.left.end > gutter.left + STEP * 2 or row.right.begin < gutter.right - STEP * 2
    return row


def _characters(page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Box]]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(each) for each in (left, right, bottom, top)]
    unicode_of, box_of, raw = pypdfium2.raw.FPDFText_GetUnicode, pypdfium2.raw.FPDFText_GetCharBox, page.raw
    for index in range(page.count_chars()):
        character = chr(unicode_of(raw, index))
        if not (character.isspace() or character in BREAKS):
            box_of(raw, index, *places)
        yield character, (left.value, bottom.value, right.value, top.value)


def _runs(column: list[Part], typical: list[Part]) -> bool:
    """Is a column running text: ``typical`` lines that reach its edge, going on in the next, none made of cells?"""
    if len(column) < MIN_LINES or sum(part.cells > 1 for part in column) > len(column) // 5:
        return False
    widths = sorted(part.end - part.begin for part in typical)
    edge = widths[int(0.85 * (len(widths) - 1))]  # a title over both columns may reach further
    goes_on = sum(not part.words.lstrip()[:1].isupper() for part in column)
    return widths[int(ORDINARY * (len(widths) - 1))] >= FILLED * edge and goes_on >= GOES_ON * len(column)


def _read(rows: list[Row]) -> Iterator[str]:
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        if row.across:
            yield from [*left, *right, row.words.strip()]
            left, right = [], []
            continue
        left += [row.left.words.strip()] if row.left.words.strip() else []
        right += [row.right.words.strip()] if row.right.words.strip() else []
    yield from [*left, *right]
