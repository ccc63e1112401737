"""One Vega-Lite specification in, one finished chart out.

vl-convert takes half a second to start its engine and some 30 ms a chart after that. `warm_up` starts it in a thread,
to be called when a process knows it will draw. Altair would add two seconds of import for the same JSON, so the
specifications are written as dictionaries and checked against Altair's schema in the tests.
"""

import datetime
import functools
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import vl_convert

from skyddsnat.shared.charts.palette import FONT, INK, LINE, PAPER, QUIET, WIDTH, Theme
from skyddsnat.shared.charts.svg import Around, Key, Line, Naming, clean
from skyddsnat.shared.charts.words import WORDS, locale
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset.fontfile import FONTS, text_width

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SIZE = 13
"""Size of text in the pictures, px."""
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart. Never show `svg` without `table` beside it: a list of rows of text, the first being the head."""

    svg: str
    alt: str
    table: list[list[str]]
    title: str
    subtitle: str
    source: str


class Margins(NamedTuple):
    """Room for text around the plot, px."""

    left: int = 8
    right: int = 8
    bottom: int = 8


NARROW = Margins()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a chart: the finding, the measure, where it comes from, and for whom it is drawn.

    `headed` draws title, subtitle and source inside the picture; a document that sets them as text leaves it off.
    """

    title: str
    subtitle: str
    source: str
    as_of: datetime.date | None
    language: str
    theme: Theme
    headed: bool

    @property
    def source_line(self) -> str:
        """ "Källa: …, 20 mars 2015"."""
        dated = f", {format_date(self.as_of, self.language)}" if self.as_of else ""
        return f"{WORDS[self.language]['source']}: {self.source}{dated}"


def draw(
    body: Spec, *, frame: Frame, alt: str, table: list[list[str]], margins: Margins = NARROW, keys: Sequence[Key] = ()
) -> Chart:  # fmt: skip
    """Draw the Vega-Lite `body` (layers, data, height) inside `frame`, with `keys` to its colours above it."""
    spec = complete(body, frame, margins)
    name = "c" + sha256_hex(canonical_json([spec, frame.title, frame.source_line]))[:10]
    head, foot = lines_around(frame) if frame.headed else ([], [])
    raw = _converted(canonical_json(spec).decode())
    around = Around(head, foot, keys, INK[frame.theme])
    svg = clean(raw, Naming(name, frame.title, alt), frame.theme, around)
    return Chart(svg, alt, table, frame.title, frame.subtitle, frame.source_line)


def complete(body: Spec, frame: Frame, margins: Margins) -> Spec:
    """The whole specification: the body and the house's look. Text from people is data, never an expression.

    Nothing is fitted by Vega: it measures text with whatever fonts the machine has, so the same chart would differ.
    """
    return {
        "$schema": SCHEMA, "autosize": "none", "background": PAPER[frame.theme], "config": look(frame),
        "width": round(WIDTH - margins.left - margins.right),
        "padding": {"left": margins.left, "right": margins.right, "top": 8, "bottom": margins.bottom},
    } | body  # fmt: skip


def lines_around(frame: Frame) -> tuple[list[Line], list[Line]]:
    """The finding and the measure above the picture, the source below it, broken into lines."""
    ink, quiet = INK[frame.theme], QUIET[frame.theme]
    head = [Line(text, 17, 600, ink) for text in wrapped(frame.title, 62)]
    head += [Line(text, 14, 400, quiet) for text in wrapped(frame.subtitle, 80)]
    foot = [Line(text, 12, 400, quiet) for text in wrapped(frame.source_line, 95)]
    return head, foot


def look(frame: Frame) -> Spec:
    """The house's Vega-Lite configuration for a theme and a language."""
    ink, quiet, line = INK[frame.theme], QUIET[frame.theme], LINE[frame.theme]
    return {
        "font": FONT, "locale": locale(frame.language), "lineBreak": "\n", "aria": False,
        "view": {"stroke": None},
        "axis": {"labelColor": ink, "labelFontSize": SIZE, "domainColor": line, "tickColor": line, "gridColor": line,
                 "titleColor": quiet, "titleFontWeight": "normal", "titleFontSize": SIZE},
        "text": {"color": ink, "fontSize": SIZE, "font": FONT},
    }  # fmt: skip


def wrapped(text: str, width: int) -> list[str]:
    """Break `text` into lines of about `width` characters at spaces, not at no-break ones; at least one line."""
    lines = [""]
    for word in re.split(r"[ \t\n]+", text.strip()):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip(" ")
    return lines


def side(texts: Iterable[str]) -> int:
    """Room for the widest of some texts beside the plot; at most two fifths of the picture.

    A reader's own font may be wider than ours, hence the slack.
    """
    widest = max((text_width(line, SIZE) for text in texts for line in text.split("\n")), default=0.0)
    return min(round(widest * 1.36) + 14, WIDTH * 2 // 5)


def warm_up() -> threading.Thread:
    """Start the drawing engine in the background; harmless to call twice. Returns the thread, to join or to leave."""
    thread = threading.Thread(target=_converted, args=(_TINY,), name="charts-warm-up", daemon=True)
    thread.start()
    return thread


_TINY = '{"data":{"values":[]},"mark":"bar"}'


@functools.lru_cache(maxsize=1)
def _engine() -> None:
    vl_convert.register_font_directory(str(FONTS))


@functools.lru_cache(maxsize=128)
def _converted(spec: str) -> str:
    _engine()
    return vl_convert.vegalite_to_svg(spec)


def as_png(svg: str) -> bytes:
    """A drawn chart as a PNG, sharp in print, for documents that take no SVG. The same drawing gives the same bytes."""
    _engine()
    return bytes(vl_convert.svg_to_png(svg, scale=3))
