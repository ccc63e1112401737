"""Text set in two columns, as a layout-preserving extraction leaves it: the left column first, then the right.

A page is unfolded only where a gutter runs through most of its lines and both sides are prose; tables stay as they are.
"""

import re
from collections import Counter
from statistics import median

from skyddsnat.mandate.reading.lines import PAGE_NUMBER, PAGE_OF

GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
FIGURES = re.compile(r"[\d\s.,:/%–-]+(?:kr|tkr|kronor|mnkr)?")
MIN_ROWS = 6
MIN_SIDE = 18  # characters: narrower columns are tables


def unfold(text: str) -> str:
    """The text with each two-column page in reading order; the same text when there is none."""
    if "  " not in text:
        return text
    pages = text.replace("\r\n", "\n").split("\f")
    unfolded = [_page(page) for page in pages]
    return "\f".join(unfolded) if unfolded != pages else text


def _page(page: str) -> str:
    lines = [line.expandtabs(8) for line in page.split("\n")]
    gutter = _gutter(lines)
    if gutter is None:
        return page
    return "\n".join(_reorder(lines, gutter))


def _gutter(lines: list[str]) -> int | None:
    """The column where a gutter runs, None when the page has one column or holds a table."""
    filled = [line for line in lines if line.strip()]
    votes: Counter[int] = Counter()
    for line in filled:
        for gap in GAP.finditer(line):
            votes.update(range(gap.start() + 1, gap.end()))
        indent = len(line) - len(line.lstrip())
        if indent > MIN_SIDE:
            votes.update(range(MIN_SIDE, indent))  # only the right column has words on this line
    places = [(count, place) for place, count in votes.items() if place >= MIN_SIDE]
    if not places:
        return None
    most = max(places)[0]
    best = [place for count, place in places if count == most]
    # The last of the best: the right column's words begin right behind it.
    gutter = max(best)
    sides = Counter(_side(line, gutter) for line in filled)
    both = [line for line in filled if _side(line, gutter) == "both"]
    right = sides["both"] + sides["right"]
    if len(both) < 3 or right < max(MIN_ROWS, 0.35 * len(filled)) or sides["across"] > 0.35 * len(filled):
        return None
    # A column's lines begin at one place; stray blanks in running text do not.
    begins = Counter(len(line) - len(line[gutter:].lstrip()) for line in both)
    if begins.most_common(1)[0][1] < 0.7 * len(both) or not is_prose(
        [line[:gutter].strip() for line in both], [line[gutter:].strip() for line in both]
    ):
        return None
    return gutter


def is_prose(left: list[str], right: list[str]) -> bool:
    """Are both sides running text, not the cells of a table?"""
    if not (left and right):
        return False
    figures = sum(bool(FIGURES.fullmatch(cell)) for cell in [*left, *right])
    if figures > max(len(left), len(right)) // 5:
        return False
    return median(len(cell) for cell in left) >= MIN_SIDE and median(len(cell) for cell in right) >= MIN_SIDE


def _side(line: str, gutter: int) -> str:
    """Where a line has its words: left | right | both | across."""
    if not line.strip():
        return "left"
    left, right = line[:gutter], line[gutter:]
    if PAGE_OF.fullmatch(line.strip()) or (PAGE_NUMBER.fullmatch(line.strip()) and len(line.strip()) < 12):
        return "across"
    if not right.strip():
        return "left"
    if not left.strip():
        return "right"
    # The gutter must be open: two blanks that meet at it.
    open_here = line[gutter - 1 : gutter + 1].count(" ") + line[gutter - 2 : gutter].count(" ")
    return "both" if open_here >= 2 and line[gutter - 1] == " " else "across"


def _reorder(lines: list[str], gutter: int) -> list[str]:
    done: list[str] = []
    left: list[str] = []
    right: list[str] = []

    def flush() -> None:
        if done and left and not left[0].strip() and not right[0].strip():
            done.append("")
        done.extend(_trimmed(left))
        done.extend(_trimmed(right))
        left.clear()
        right.clear()

    for line in lines:
        side = _side(line, gutter)
        if side == "across":
            ends = bool(left) and not left[-1].strip() and not right[-1].strip()
            flush()
            done.extend([*([""] if ends else []), line.rstrip()])
        elif side == "left" and not line.strip():
            left.append("")
            right.append("")
        else:
            left.append(line[:gutter].rstrip())
            right.append(line[gutter:].strip())
    flush()
    return done


def _trimmed(side: list[str]) -> list[str]:
    """A column without the blank lines at its ends and those that only the other column's lines made."""
    while side and not side[0].strip():
        side = side[1:]
    while side and not side[-1].strip():
        side = side[:-1]
    return list(side)
