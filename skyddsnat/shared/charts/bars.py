"""Bars from zero and bars divided into parts, from plain rows.

A missing value is `None` and is said in words; zero is a bar of no length with "0" beside it. They never look alike.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from skyddsnat.shared.charts.drawing import Chart, Frame, Margins, Spec, draw, side, wrapped
from skyddsnat.shared.charts.marks import (
    LABEL,
    Number,
    alternative,
    nothing,
    row_names,
    rowed,
    texts,
    unique,
    zero_line,
)
from skyddsnat.shared.charts.palette import INK, ON_SERIES, SERIES, Theme
from skyddsnat.shared.charts.svg import Key
from skyddsnat.shared.charts.words import WORDS, shown


class Bar(NamedTuple):
    """One bar; `low` and `high` draw its uncertainty."""

    label: str
    value: Number
    low: Number = None
    high: Number = None


class Part(NamedTuple):
    """One part of a divided bar: which bar, which part of it, how much."""

    label: str
    part: str
    value: Number


def bar_chart(
    rows: Iterable[Bar | tuple[Any, ...]], *, title: str, subtitle: str, source: str, language: str,
    as_of: datetime.date | None = None, theme: Theme = "light", headed: bool = True,
) -> Chart:  # fmt: skip
    """Draw horizontal bars from zero, in the order given, each with its name and its number.

    `title` says the finding, `subtitle` the measure; `language` is "sv" or "en".
    """
    bars = [Bar(*row) for row in rows]
    frame = Frame(title, subtitle, source, as_of, language, theme, headed)
    words = WORDS[language]
    uncertain = any(bar.low is not None for bar in bars)
    head = [words["category"], words["value"], *([words["interval"]] if uncertain else [])]
    table = [head, *([bar.label, shown(bar.value, language), *([_interval(bar, language)] if uncertain else [])]
                     for bar in bars)]  # fmt: skip
    alt = alternative("bar", frame, [(bar.label, bar.value) for bar in bars])
    if not bars:
        return draw(nothing(frame), frame=frame, alt=alt, table=table)
    values: list[dict[str, Any]] = [
        {"y": row, "label": "\n".join(wrapped(bar.label, LABEL)), "v": bar.value or 0, "low": bar.low,
         "high": bar.high, "end": max(bar.value or 0, bar.high or 0, 0), "shown": shown(bar.value, language)}
        for row, bar in enumerate(bars)
    ]  # fmt: skip
    x = _scale(min(min(bar.value or 0, bar.low or 0) for bar in bars), max(value["end"] for value in values))
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": SERIES[0], "height": 20},
         "encoding": {"x": {"field": "v", **x}}},
        row_names(frame),
        texts("shown", frame, align="left", dx=8, encoding={"x": {"field": "end", **x}}),
    ]  # fmt: skip
    if uncertain:
        layers.insert(1, {"mark": {"type": "rule", "color": INK[theme], "strokeWidth": 2},
                          "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}})  # fmt: skip
    margins = Margins(side(value["label"] for value in values), side(value["shown"] for value in values))
    body = rowed(values, layers, zero_line(frame, x))
    return draw(body, frame=frame, alt=alt, table=table, margins=margins)


def stacked(
    rows: Iterable[Part | tuple[Any, ...]], *, title: str, subtitle: str, source: str, language: str,
    as_of: datetime.date | None = None, theme: Theme = "light", headed: bool = True,
) -> Chart:  # fmt: skip
    """Draw horizontal bars divided into parts (at most eight), numbers inside, the total after the bar.

    Parts come in the order they first appear. Raises ValueError for a negative part or more than eight.
    """
    pieces = [Part(*row) for row in rows]
    frame = Frame(title, subtitle, source, as_of, language, theme, headed)
    labels, parts = unique(piece.label for piece in pieces), unique(piece.part for piece in pieces)
    if len(parts) > len(SERIES):
        raise ValueError(f"a divided bar takes at most {len(SERIES)} parts, not {len(parts)}")
    if any((piece.value or 0) < 0 for piece in pieces):
        raise ValueError("a part of a divided bar cannot be negative")
    amounts = {(piece.label, piece.part): piece.value for piece in pieces}
    totals = {label: sum(amounts.get((label, part)) or 0 for part in parts) for label in labels}
    words = WORDS[language]
    table = [[words["category"], *parts, words["total"]]] + [
        [
            label,
            *(shown(amounts.get((label, part)), language) for part in parts),
            shown(totals[label], language),
        ]
        for label in labels
    ]
    alt = alternative("stacked", frame, [(label, totals[label]) for label in labels])
    if not labels:
        return draw(nothing(frame), frame=frame, alt=alt, table=table)
    values = _segments(labels, parts, amounts, totals, language)
    x = _scale(0, max(totals.values()))
    color = {"field": "color", "type": "nominal", "scale": None}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1, "height": 20},
         "encoding": {"x": {"field": "from", **x}, "x2": {"field": "to"}, "color": color}},
        {"mark": {"type": "text", "fontSize": 12},
         "encoding": {"x": {"field": "middle", **x}, "text": {"field": "inside"},
                      "fill": {"field": "on", "type": "nominal", "scale": None}}},
        row_names(frame),
        texts("total", frame, align="left", dx=8, encoding={"x": {"field": "end", **x}}),
    ]  # fmt: skip
    margins = Margins(side(value["label"] for value in values), side(value["total"] for value in values))
    keys = [Key(SERIES[index], part) for index, part in enumerate(parts)]
    body = rowed(values, layers, zero_line(frame, x))
    return draw(body, frame=frame, alt=alt, table=table, margins=margins, keys=keys)


def _scale(least: float, most: float) -> Spec:
    """A scale that always holds zero, and never has no length."""
    ends = [min(least, 0), max(most, 0)]
    domain = ends if ends[0] < ends[1] else [0, 1]
    return {"type": "quantitative", "axis": None, "scale": {"domain": domain, "nice": False, "zero": True}}


def _segments(
    labels: Sequence[str], parts: Sequence[str], amounts: dict[tuple[str, str], Number],
    totals: dict[str, int | float], language: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """Where each part begins and ends; its number is written inside when it is wide enough to hold it."""
    values: list[dict[str, Any]] = []
    most = max(totals.values()) or 1
    for row, label in enumerate(labels):
        start: int | float = 0
        for index, part in enumerate(parts):
            amount = amounts.get((label, part)) or 0
            text = shown(amount, language)
            last = index == len(parts) - 1
            values.append({
                "y": row, "label": "\n".join(wrapped(label, LABEL)) if last else "", "color": SERIES[index],
                "from": start, "to": start + amount, "middle": start + amount / 2, "on": ON_SERIES[index],
                "inside": text if amount / most * 400 > 9 * len(text) else "",
                "end": totals[label], "total": shown(totals[label], language) if last else "",
            })  # fmt: skip
            start += amount
    return values


def _interval(bar: Bar, language: str) -> str:
    return "" if bar.low is None else f"{shown(bar.low, language)}\u2013{shown(bar.high, language)}"
