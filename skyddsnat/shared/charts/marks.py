"""Pieces the charts share: names of rows, texts, the zero line, and what to draw when there is nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from skyddsnat.shared.charts.drawing import Frame, Spec
from skyddsnat.shared.charts.palette import INK, LINE, QUIET
from skyddsnat.shared.charts.words import WORDS, listed

Number = int | float | None
ROW = 30
LABEL = 32
"""Row names are broken into lines of so many characters."""


def rowed(values: list[dict[str, Any]], layers: list[Spec], zero: Spec) -> Spec:
    """Layers over rows of values, each value with its row `y` and its `label`; the zero line runs through all rows."""
    y = {"field": "y", "type": "ordinal", "axis": None, "sort": None, "scale": {"paddingOuter": 0.1}}
    lines, rows = max(value["label"].count("\n") + 1 for value in values), values[-1]["y"] + 1
    return {"data": {"values": values}, "layer": [zero, {"encoding": {"y": y}, "layer": layers}],
            "height": rows * max(ROW, 18 * lines)}  # fmt: skip


def row_names(frame: Frame) -> Spec:
    """The rows' names to the left of the bars."""
    return texts("label", frame, align="right", dx=-8, encoding={"x": {"value": 0}})


def texts(field: str, frame: Frame, *, align: str, dx: int, encoding: Spec) -> Spec:
    """Texts from the data, `dx` px from their point."""
    mark = {
        "type": "text", "align": align, "baseline": "middle", "dx": dx, "lineBreak": "\n", "color": INK[frame.theme],
    }  # fmt: skip
    return {"mark": mark, "encoding": {**encoding, "text": {"field": field, "type": "nominal"}}}


def zero_line(frame: Frame, x: Spec) -> Spec:
    """A line where the scale has its zero."""
    return {"mark": {"type": "rule", "color": LINE[frame.theme]}, "encoding": {"x": {"datum": 0, **x}}}


def nothing(frame: Frame) -> Spec:
    """A picture that says there is nothing to show."""
    values = [{"text": WORDS[frame.language]["empty"]}]
    return {"data": {"values": values}, "height": 48,
            "mark": {"type": "text", "color": QUIET[frame.theme], "fontSize": 14},
            "encoding": {"text": {"field": "text", "type": "nominal"}}}  # fmt: skip


def alternative(kind: str, frame: Frame, pairs: Sequence[tuple[str, Number]]) -> str:
    """The alternative text: the finding, the measure, the rows."""
    return f"{frame.title}. {frame.subtitle}. {listed(kind, pairs, frame.language)}."


def unique(names: Iterable[str]) -> list[str]:
    """The names in the order they first appear."""
    return list(dict.fromkeys(names))
