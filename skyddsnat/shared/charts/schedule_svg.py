"""Draws a placed schedule as SVG: right on paper as it stands, and in the page's own colours through its classes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from skyddsnat.shared.charts.palette import FONT, INK, LINE, QUIET
from skyddsnat.shared.charts.schedule import AXIS, BAR, HEAD, ROW, Look, Picture, Placed, Size
from skyddsnat.shared.typeset.fontfile import text_width

TEAL, SIGNAL, SOFT, WHITE = "#0b5f63", "#b3401f", "#cfe3e2", "#ffffff"
LABEL, SMALL = 13, 12
SLACK = 1.2  # a reader's own font may be wider than ours


def svg(
    picture: Picture, *, name: str, title: str, description: str, today_word: str, links: bool = True
) -> str:
    """The drawing as text. `name` makes its ids unique in the page; without `links` it is a picture for paper."""
    size = picture.size
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {size.width} {picture.height:g}",
        "width": str(size.width), "height": f"{picture.height:g}", "class": "schedule",
        "role": "group" if links else "img", "aria-labelledby": f"{name}-title {name}-desc",
        "font-family": FONT, "font-size": str(LABEL), "fill": INK["light"],
    })  # fmt: skip
    _sub(root, "title", title, id=f"{name}-title")
    _sub(root, "desc", description, id=f"{name}-desc")
    _axis(root, picture)
    for heading in picture.headings:
        _heading(root, heading.label, heading.top, heading.lang, size)
    for row in picture.rows:
        _row(root, row, size, links=links)
    for arrow in picture.arrows:
        _arrow(root, arrow.points, broken=arrow.broken)
    if picture.today is not None:
        _today(root, picture, today_word)
    for row in picture.rows:  # last, so that no line runs through the words
        _word(root, row, size, hidden=links and bool(row.item.url))
    return ET.tostring(root, encoding="unicode")


def sample(look: Look) -> str:
    """A small bar for the key."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 46 22", "width": "46",
                              "height": "22", "class": "schedule-sample", "aria-hidden": "true"})  # fmt: skip
    _bar(root, look, 1.5, 43.0, 8.5, done=(1.5, 24.0) if look is Look.STARTED else None)
    return ET.tostring(root, encoding="unicode")


def strip(row: Placed, picture: Picture) -> str:
    """One row's bar alone, for a narrow screen; the words stand beside it in the page."""
    size, middle = picture.size, 10
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {size.width} 24",
                              "class": "schedule-strip", "aria-hidden": "true"})  # fmt: skip
    _sub(root, "line", **_line(0, middle, size.width, middle, "axis"), stroke=LINE["light"])
    if row.x is None:
        _outside(root, row, size, middle)
    elif row.item.look is Look.DUE:
        _diamond(root, min(max(row.x, 8), size.width - 8), middle)
    else:
        _bar(root, row.item.look, row.x, row.width, middle, done=row.done)
    if picture.today is not None:
        x = f"{picture.today:g}"
        _sub(
            root,
            "line",
            x1=x,
            x2=x,
            y1="0",
            y2="24",
            stroke=SIGNAL,
            **{"class": "today", "stroke-width": "2"},
        )
    return ET.tostring(root, encoding="unicode")


def shortened(text: str, room: float, font_size: int) -> str:
    """As much of the text as there is room for, with an ellipsis where it was cut."""
    if text_width(text, font_size) * SLACK <= room:
        return text
    while text and text_width(text + "…", font_size) * SLACK > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _axis(root: ET.Element, picture: Picture) -> None:
    size, last_label = picture.size, -100.0
    for tick in picture.ticks:
        kind = "tick strong" if tick.strong else "tick"
        _sub(root, "line", stroke=QUIET["light"] if tick.strong else LINE["light"],
             **_line(tick.x, AXIS - 8, tick.x, picture.height, kind))  # fmt: skip
        wide = text_width(tick.label, SMALL) * SLACK
        if tick.label and tick.x >= last_label and tick.x + wide + 3 <= size.width:
            weight = {"font-weight": "600"} if tick.strong else {}
            _sub(root, "text", tick.label, x=f"{tick.x + 3:g}", y=str(AXIS - 14), fill=QUIET["light"],
                 **{"class": "tick-label", "font-size": str(SMALL), **weight})  # fmt: skip
            last_label = tick.x + wide + 6
    _sub(
        root,
        "line",
        stroke=QUIET["light"],
        **_line(size.gutter, AXIS - 8, size.width - size.right, AXIS - 8, "axis"),
    )


def _heading(root: ET.Element, label: str, top: float, lang: str, size: Size) -> None:
    _sub(root, "line", stroke=LINE["light"], **_line(0, top + 2, size.width - size.right, top + 2, "rule"))
    shown = shortened(label, size.width - size.right, LABEL)
    said = {"class": "group-label", "font-weight": "600", **({"lang": lang} if lang else {})}
    _sub(root, "text", shown, x="2", y=f"{top + HEAD / 2 + 6:g}", **said)


def _row(root: ET.Element, row: Placed, size: Size, *, links: bool) -> None:
    item = row.item
    parent = root
    if links and item.url:
        parent = _sub(root, "a", href=item.url, **{"class": "row"})
        _sub(
            parent, "title", item.said
        )  # the link's name; what is drawn may be cut, so it cannot be a part of it
    _sub(parent, "rect", x="0", y=f"{row.top + 1:g}", width=f"{size.width - size.right}", height=f"{ROW - 2}", rx="4",
         fill="none", **{"class": "row-field", "pointer-events": "all"})  # fmt: skip
    lang = {"lang": item.label_lang} if item.label_lang else {}
    hidden = {"aria-hidden": "true"} if parent is not root else {}  # the link says all of it, in full
    _sub(parent, "text", shortened(item.label, size.gutter - 16, LABEL), x="8", y=f"{row.middle + 4.5:g}",
         **{"class": "row-label", **lang, **hidden})  # fmt: skip
    if row.x is None:
        _outside(parent, row, size, row.middle)
        return
    if item.look is Look.DUE:
        _diamond(parent, row.x + min(row.width / 2, 4), row.middle)
    else:
        _bar(parent, item.look, row.x, row.width, row.middle, done=row.done)


def _bar(
    parent: ET.Element, look: Look, x: float, width: float, middle: float, *, done: tuple[float, float] | None
) -> None:
    fill = {Look.FINISHED: TEAL, Look.STARTED: SOFT}.get(look, WHITE)
    line = SIGNAL if look is Look.LATE else TEAL
    dash = {"stroke-dasharray": "4 3"} if look is Look.LATE else {}
    _sub(parent, "rect", x=f"{x:g}", y=f"{middle - BAR / 2:g}", width=f"{max(width, 1):g}", height=str(BAR), rx="3",
         fill=fill, stroke=line, **{"class": f"bar {look}", "stroke-width": "1.5", **dash})  # fmt: skip
    if (
        done is not None
    ):  # what has been done is a line under the bar, where the plan and the outcome are seen apart
        y = middle + BAR / 2 + 4
        _sub(parent, "line", stroke=INK["light"],
             **{**_line(done[0], y, done[1], y, "done"), "stroke-width": "3"})  # fmt: skip
    if look is Look.FINISHED and width >= 18:
        points = f"M{x + 5:g} {middle:g}l3 3.5 6 -7"
        _sub(
            parent, "path", d=points, fill="none", stroke=WHITE, **{"class": "tick-mark", "stroke-width": "2"}
        )
    if look is Look.STARTED and width >= 18:
        _sub(parent, "path", d=f"M{x + 6:g} {middle - 4:g}l7 4 -7 4z", fill=TEAL, **{"class": "go-mark"})
    if look is Look.LATE and width >= 12:
        points = f"M{x + 6:g} {middle - 4.5:g}v5.5m0 2.2v1.8"
        _sub(
            parent,
            "path",
            d=points,
            fill="none",
            stroke=SIGNAL,
            **{"class": "late-mark", "stroke-width": "2"},
        )


def _diamond(parent: ET.Element, x: float, middle: float) -> None:
    _sub(parent, "path", d=f"M{x:g} {middle - 8:g}l8 8 -8 8 -8 -8z", fill=INK["light"], **{"class": "due"})


def _word(root: ET.Element, row: Placed, size: Size, *, hidden: bool) -> None:
    """The state beside the bar: to the right of it when there is room, else to the left. Hidden when a link says it."""
    if not row.item.word or row.x is None:
        return
    wide = text_width(row.item.word, SMALL) * SLACK
    end = row.x + row.width + (8 if row.item.look is Look.DUE else 0)
    x = end + 12 if end + 12 + wide <= size.width else row.x - wide - 12
    if x >= size.gutter:
        _sub(root, "text", row.item.word, x=f"{x:g}", y=f"{row.middle + 4:g}", fill=QUIET["light"], stroke=WHITE,
             **{"class": "row-word", "font-size": str(SMALL), "stroke-width": "6", "stroke-linejoin": "round",
                "paint-order": "stroke", "pointer-events": "none",
                **({"aria-hidden": "true"} if hidden else {})})  # fmt: skip


def _outside(parent: ET.Element, row: Placed, size: Size, y: float) -> None:
    """A small arrow towards where the item is."""
    before = row.outside == "before"
    x = size.gutter + 4 if before else size.width - size.right - 4
    step = -6 if before else 6
    _sub(parent, "path", d=f"M{x - step:g} {y - 5:g}l{step} 5 {-step} 5", fill="none", stroke=QUIET["light"],
         **{"class": "outside", "stroke-width": "2"})  # fmt: skip


def _arrow(root: ET.Element, points: tuple[tuple[float, float], ...], *, broken: bool) -> None:
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    color, kind = (SIGNAL, "tie broken") if broken else (QUIET["light"], "tie")
    dash = {"stroke-dasharray": "5 3", "stroke-width": "2"} if broken else {"stroke-width": "1.25"}
    _sub(root, "path", d=path, fill="none", stroke=color, **{"class": kind, "pointer-events": "none", **dash})
    x, y = points[-1]
    _sub(
        root,
        "path",
        d=f"M{x:g} {y:g}l-6 -4v8z",
        fill=color,
        **{"class": f"{kind} head", "pointer-events": "none"},
    )


def _today(root: ET.Element, picture: Picture, word: str) -> None:
    x = picture.today or 0.0
    _sub(root, "line", stroke=SIGNAL,
         **{**_line(x, AXIS - 8, x, picture.height, "today"), "stroke-width": "2",
            "pointer-events": "none"})  # fmt: skip
    wide = text_width(word, SMALL) * SLACK
    left = min(x, picture.size.width - wide)
    _sub(root, "text", word, x=f"{left:g}", y="14", fill=SIGNAL,
         **{"class": "today-label", "font-size": str(SMALL), "font-weight": "600"})  # fmt: skip


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> dict[str, str]:
    return {"x1": f"{x1:g}", "y1": f"{y1:g}", "x2": f"{x2:g}", "y2": f"{y2:g}", "class": kind}


def _sub(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    node = ET.SubElement(parent, tag, attributes)
    node.text = text or None
    return node
