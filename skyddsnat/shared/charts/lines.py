"""Lines over time, each named at its end; a missing value breaks the line."""

import datetime
import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from skyddsnat.shared.charts.drawing import Chart, Frame, Margins, Spec, draw, side
from skyddsnat.shared.charts.marks import Number, alternative, nothing, texts, unique
from skyddsnat.shared.charts.palette import DASHES, SERIES, Theme
from skyddsnat.shared.charts.words import WORDS, shown

_EPOCH = datetime.date(1970, 1, 1)
_DAY_MS = 86_400_000
_HEIGHT = 240


class Point(NamedTuple):
    """One point of a line; `low` and `high` draw a band of uncertainty."""

    series: str
    at: datetime.date
    value: Number
    low: Number = None
    high: Number = None


def line_chart(
    rows: Iterable[Point | tuple[Any, ...]], *, title: str, subtitle: str, source: str, language: str,
    as_of: datetime.date | None = None, theme: Theme = "light", headed: bool = True, zero: bool = True,
) -> Chart:  # fmt: skip
    """Draw one line a series over time, each named at its end; a missing value breaks the line.

    Raises ValueError for more than eight series.
    """
    points = [Point(*row) for row in rows]
    frame = Frame(title, subtitle, source, as_of, language, theme, headed)
    names, days = unique(point.series for point in points), sorted({point.at for point in points})
    if len(names) > len(SERIES):
        raise ValueError(f"a line chart takes at most {len(SERIES)} lines, not {len(names)}")
    at = {(point.series, point.at): point.value for point in points}
    table = [[WORDS[language]["date"], *names]] + [
        [day.isoformat(), *(shown(at.get((name, day)), language) for name in names)] for day in days
    ]
    latest = {point.series: point for point in sorted(points, key=lambda p: p.at) if point.value is not None}
    alt = alternative(
        "line", frame, [(f"{name} {latest[name].at.isoformat()}", latest[name].value) for name in latest]
    )
    if not latest:
        return draw(nothing(frame), frame=frame, alt=alt, table=table)
    heights = _apart({name: float(last.value or 0) for name, last in latest.items()}, points, zero)
    values: list[dict[str, Any]] = [
        {"t": _millis(point.at), "v": point.value, "low": point.low, "high": point.high,
         "series": names.index(point.series), "name": f"{point.series} {shown(point.value, language)}",
         "last": latest.get(point.series) is point, "name_v": heights.get(point.series)}
        for point in points
    ]  # fmt: skip
    most = shown(max((point.high or point.value or 0 for point in points), default=0), language)
    margins = Margins(side([most]), side(value["name"] for value in values if value["last"]), 28)
    layers = _line_layers(len(names), _ticks(days), frame, zero)
    body: Spec = {"data": {"values": values}, "height": _HEIGHT, "layer": layers}
    return draw(body, frame=frame, alt=alt, table=table, margins=margins)


def _ticks(days: Sequence[datetime.date]) -> list[int]:
    """The first of some months (milliseconds since 1970), evenly spread, at most seven; a short time gets its ends."""
    months = range(days[0].year * 12 + days[0].month - 1, days[-1].year * 12 + days[-1].month)
    step = next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 1200) if len(months) / step <= 7)
    firsts = [datetime.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    inside = [day for day in firsts if days[0] <= day <= days[-1]]
    return [_millis(day) for day in (inside if len(inside) > 1 else sorted({days[0], days[-1]}))]


def _millis(day: datetime.date) -> int:
    return (day - _EPOCH).days * _DAY_MS


def _line_layers(series: int, ticks: list[int], frame: Frame, zero: bool) -> list[Spec]:
    order = list(range(series))
    color = {"field": "series", "type": "nominal", "legend": None,
             "scale": {"domain": order, "range": list(SERIES[:series])}}  # fmt: skip
    dash = {"field": "series", "type": "nominal", "legend": None,
            "scale": {"domain": order, "range": [list(dash) for dash in DASHES[:series]]}}  # fmt: skip
    x = {"field": "t", "type": "temporal", "scale": {"type": "utc"},
         "axis": {"title": None, "grid": False, "labelOverlap": False, "values": ticks, "format": "%b %Y",
                  "labelFlush": False}}  # fmt: skip
    y = {
        "type": "quantitative",
        "scale": {"zero": zero},
        "axis": {"title": None, "tickCount": 5, "domain": False},
    }
    return [
        {"mark": {"type": "area", "opacity": 0.18},
         "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": color}},
        {"mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"},
         "encoding": {"x": x, "y": {"field": "v", **y}, "color": color, "strokeDash": dash}},
        {"mark": {"type": "point", "filled": True, "size": 30, "opacity": 1, "invalid": "filter"},
         "encoding": {"x": x, "y": {"field": "v", **y}, "color": color}},
        {"transform": [{"filter": {"field": "last", "equal": True}}], **texts(
            "name", frame, align="left", dx=8, encoding={"x": x, "y": {"field": "name_v", **y}})},
    ]  # fmt: skip


def _apart(ends: dict[str, float], points: Sequence[Point], zero: bool) -> dict[str, float]:
    """Heights for the names at the lines' ends, pushed upwards until none covers another."""
    known = [
        float(value)
        for point in points
        for value in (point.value, point.low, point.high)
        if value is not None
    ]
    span = (max(known) - min([0.0, *known] if zero else known)) or 1.0
    gap, floor = span * 17 / _HEIGHT, -math.inf
    heights: dict[str, float] = {}
    for name, end in sorted(ends.items(), key=lambda pair: pair[1]):
        heights[name] = floor = max(end, floor + gap)
    return heights
