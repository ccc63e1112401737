"""A plan in time: where each bar, milestone and arrow is placed. Plain geometry; `schedule_svg` draws it.

Every row has its own height, so labels never meet; every bar is cut at the edges of the window.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from skyddsnat.shared.charts.words import MONTHS

ROW, HEAD, AXIS, BAR = 34, 34, 46, 14
"""Heights in px: of a row, a group's heading, the axis, and a bar."""


class Look(StrEnum):
    """How a bar is drawn; each differs in shape, not in colour alone."""

    PLANNED = "planned"  # empty
    STARTED = "started"  # light, with a line for what has passed
    FINISHED = "finished"  # full, with a tick
    LATE = "late"  # broken outline, with a mark
    DUE = "due"  # a milestone


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a row. `said` is the whole truth for who does not see the picture; `word` stands beside the bar."""

    key: str
    label: str
    said: str
    starts: datetime.date
    ends: datetime.date
    look: Look
    word: str = ""
    url: str = ""
    began: datetime.date | None = None
    ended: datetime.date | None = None
    label_lang: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without a heading when it is ""."""

    label: str
    items: Sequence[Item]
    label_lang: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """`after` is done before `key` begins; `broken` when it is not so."""

    after: str
    key: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The days shown, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Size:
    """Widths in px: of the drawing, of the room for labels, and of what is left empty to the right."""

    width: int = 960
    gutter: int = 280
    right: int = 16

    @property
    def plot(self) -> int:
        return self.width - self.gutter - self.right


@dataclass(frozen=True, slots=True)
class Tick:
    """A line on the axis; `strong` begins a year (or a month, when days are shown)."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place. `x` and `width` are None when it lies outside the window: `outside` says on which side."""

    item: Item
    top: float
    x: float | None
    width: float
    cut_left: bool = False
    cut_right: bool = False
    done: tuple[float, float] | None = None
    outside: str = ""

    @property
    def middle(self) -> float:
        return self.top + ROW / 2


@dataclass(frozen=True, slots=True)
class Heading:
    label: str
    top: float
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A polyline from the end of one bar to the start of another."""

    points: tuple[tuple[float, float], ...]
    broken: bool


@dataclass(slots=True)
class Picture:
    """Everything in its place."""

    size: Size
    window: Window
    height: float = AXIS
    ticks: list[Tick] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    rows: list[Placed] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    today: float | None = None


def place(
    groups: Iterable[Group],
    ties: Iterable[Tie],
    *,
    window: Window,
    today: datetime.date,
    language: str,
    size: Size | None = None,
) -> Picture:
    """Put everything in its place, in the order given."""
    size = size or Size()
    picture = Picture(size, window)
    picture.ticks = ticks(window, size, language)
    top: float = AXIS
    for group in groups:
        if group.label:
            picture.headings.append(Heading(group.label, top, group.label_lang))
            top += HEAD
        for item in group.items:
            picture.rows.append(placed(item, top, window, size, today))
            top += ROW
    picture.height = top + 8
    if window.first <= today <= window.last:
        picture.today = left_of(today, window, size)
    by_key = {row.item.key: row for row in picture.rows}
    for tie in ties:
        if tie.after in by_key and tie.key in by_key:
            arrow = _arrow(by_key[tie.after], by_key[tie.key], size, broken=tie.broken)
            picture.arrows.extend([arrow] if arrow else [])
    return picture


def left_of(day: datetime.date, window: Window, size: Size) -> float:
    """Where a day begins, kept within the plot."""
    days = min(max((day - window.first).days, 0), window.days)
    return round(size.gutter + size.plot * days / window.days, 1)


def placed(item: Item, top: float, window: Window, size: Size, today: datetime.date) -> Placed:
    """One item on its row, cut at the window's edges."""
    if item.ends < window.first or item.starts > window.last:
        return Placed(item, top, None, 0, outside="before" if item.ends < window.first else "after")
    x, end = _span(item.starts, item.ends, window, size)
    done = None
    if item.began is not None:
        until = item.ended or max(today, item.began)
        if item.began <= window.last and until >= window.first:
            done = _span(item.began, until, window, size)
    return Placed(item, top, x, round(end - x, 1), item.starts < window.first, item.ends > window.last, done)


def _span(first: datetime.date, last: datetime.date, window: Window, size: Size) -> tuple[float, float]:
    """From where the first day begins to where the last ends, at least three px, within the plot."""
    x = left_of(first, window, size)
    end = left_of(last + datetime.timedelta(days=1), window, size)
    edge = size.gutter + size.plot
    if end - x < 3:
        x = max(min(x, edge - 3), size.gutter)
        end = min(x + 3, edge)
    return round(x, 1), round(end, 1)


def _arrow(after: Placed, before: Placed, size: Size, *, broken: bool) -> Arrow | None:
    """Out to the right of what comes first, along the edge of the row, in from the left of what waits."""
    if after.x is None or before.x is None:
        return None
    edge = size.gutter + size.plot + size.right - 4
    out, into = min(after.x + after.width + 7, edge), max(before.x - 9, size.gutter - 12)
    side = before.top if before.top > after.top else before.top + ROW
    points = [(after.x + after.width, after.middle), (out, after.middle)]
    if into >= out:
        points += [(out, before.middle)]
    else:
        points += [(out, side), (into, side), (into, before.middle)]
    points.append((before.x, before.middle))
    return Arrow(tuple((round(x, 1), round(y, 1)) for x, y in points), broken)


def ticks(window: Window, size: Size, language: str) -> list[Tick]:
    """Days for a month or two, Mondays for a quarter, months for years, years for more."""
    if window.days <= 45:
        return [_tick(day, str(day.day), day.day == 1, window, size) for day in _days(window)]
    if window.days <= 140:
        mondays = [day for day in _days(window) if day.weekday() == 0 or day.day == 1]
        return [_tick(day, _day_label(day, language), day.day == 1, window, size) for day in mondays]
    months = [day for day in _days(window) if day.day == 1]
    step = next(step for step in (1, 2, 3, 6, 12, 60, 120, 600, 1200, 12000) if len(months) / step <= 20)
    shown = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
    return [_tick(day, _month_label(day, language, step), day.month == 1, window, size) for day in shown]


def _tick(day: datetime.date, label: str, strong: bool, window: Window, size: Size) -> Tick:
    return Tick(left_of(day, window, size), label, strong)


def _day_label(day: datetime.date, language: str) -> str:
    return (
        MONTHS[language][day.month - 1]
        if day.day == 1
        else ("" if day.day < 4 or day.day > 28 else str(day.day))
    )


def _month_label(day: datetime.date, language: str, step: int) -> str:
    if step >= 12 or day.month == 1:
        return str(day.year)
    return MONTHS[language][day.month - 1]


def _days(window: Window) -> list[datetime.date]:
    return [window.first + datetime.timedelta(days=n) for n in range(window.days)]


def whole_months(first: datetime.date, last: datetime.date) -> Window:
    """The months from that of the first day to that of the last."""
    end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Window(first.replace(day=1), end)
