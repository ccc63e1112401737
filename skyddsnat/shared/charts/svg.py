"""Makes Vega's SVG fit to inline under a strict content security policy, and to read aloud.

Kept: shapes and text. Removed: scripts, event handlers, links, `style` attributes (rewritten as presentation
attributes), and the ARIA of single marks, since the whole picture has one name, one description and a table.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from skyddsnat.shared.charts.palette import FONT, INK, LINE, QUIET, WIDTH, Theme
from skyddsnat.shared.typeset.fontfile import text_width

_NS = "{http://www.w3.org/2000/svg}"
_SHAPES = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath",
           "linearGradient", "stop"}  # fmt: skip
_DROPPED = {"class", "role", "display", "pointer-events", "version", "href", "cursor"}
_HIDDEN = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text set above or below the picture."""

    text: str
    size: int
    weight: int
    color: str

    @property
    def height(self) -> int:
        """Room the line takes, in px."""
        return round(self.size * 1.35)


@dataclass(frozen=True, slots=True)
class Naming:
    """`name` makes ids unique in a page; `title` and `description` become <title> and <desc>."""

    name: str
    title: str
    description: str


class Key(NamedTuple):
    """What a colour stands for."""

    color: str
    label: str


@dataclass(frozen=True, slots=True)
class Around:
    """What is set around the picture: lines above and below, and a row of keys to the colours."""

    head: Sequence[Line]
    foot: Sequence[Line]
    keys: Sequence[Key]
    ink: str


def clean(raw: str, naming: Naming, theme: Theme, around: Around) -> str:
    """Return Vega's `raw` SVG as safe, named, deterministic SVG text with its surroundings."""
    root = ET.fromstring(raw)  # noqa: S314  # from our own drawing engine, not from people
    _frame(root, around)
    _tidy(root, naming.name, theme)
    root.set("role", "img")
    root.set("class", "chart")
    root.set("aria-labelledby", f"{naming.name}-t {naming.name}-d")
    for position, (tag, text) in enumerate((("title", naming.title), ("desc", naming.description))):
        node = ET.Element(f"{_NS}{tag}", {"id": f"{naming.name}-{tag[0]}"})
        node.text = text
        root.insert(position, node)
    return _written(root)


def _written(root: ET.Element) -> str:
    """SVG text without prefixes, which HTML would not understand.

    Prefixes can be registered once for the whole process, and qrcode (for the codes of sign-in apps) takes SVG's for
    itself, so the names are written plain instead.
    """
    for node in root.iter():
        node.tag = node.tag.removeprefix(_NS)
    root.set("xmlns", _NS[1:-1])
    return ET.tostring(root, encoding="unicode")


def _frame(root: ET.Element, around: Around) -> None:
    """Move the picture down to make room for what stands above, and make the drawing taller for both."""
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    top = sum(line.height for line in around.head) + (10 if around.head else 0)
    keys, above = _keys(around, top)
    below = sum(line.height for line in around.foot) + (8 if around.foot else 0)
    picture = ET.Element(f"{_NS}g", {"transform": f"translate(0,{above})"})
    paper = [child for child in root if child.tag == f"{_NS}rect"]
    picture.extend(child for child in root if child not in paper)
    total = f"{above + height + below:g}"
    for child in list(root):
        root.remove(child)
    for child in paper:
        child.set("height", total)
    root.extend([*paper, *_set(around.head, 0), *keys, picture, *_set(around.foot, above + height)])
    root.set("height", total)
    root.set("viewBox", f"0 0 {width:g} {total}")


def _keys(around: Around, top: int) -> tuple[list[ET.Element], int]:
    """Squares with their labels from left to right, in as many rows as they need; returns where the rows end."""
    nodes: list[ET.Element] = []
    left, size = 4, 13
    for key in around.keys:
        wide = 18 + round(text_width(key.label, size) * 1.22) + 20
        if left > 4 and left + wide > WIDTH:
            left, top = 4, top + 22
        square = {"x": str(left), "y": str(top + 4), "width": "12", "height": "12", "fill": key.color}
        nodes.append(ET.Element(f"{_NS}rect", square))
        nodes += _set([Line(key.label, size, 400, around.ink)], top + 1, left + 18)
        left += wide
    return nodes, top + 26 if around.keys else top


def _set(lines: Sequence[Line], top: float, left: int = 4) -> Iterator[ET.Element]:
    for line in lines:
        node = ET.Element(f"{_NS}text", {"x": str(left), "y": f"{top + line.size:g}", "font-family": FONT,
                                         "font-size": f"{line.size}px", "font-weight": str(line.weight),
                                         "fill": line.color})  # fmt: skip
        node.text = line.text
        top += line.height
        yield node


def _tidy(node: ET.Element, name: str, theme: Theme) -> None:
    for child in list(node):
        if child.tag.removeprefix(_NS) not in _SHAPES or _is_empty(child):
            node.remove(child)
            continue
        _tidy(child, name, theme)
    _centre_lines(node)
    node.attrib.update(_from_style(node.attrib.pop("style", "")))
    for key, value in list(node.attrib.items()):
        if key in _DROPPED or key.startswith(("on", "aria-", "{")):
            del node.attrib[key]
        else:
            node.attrib[key] = _value(key, value, name, theme)
    if node.get("opacity") == "1":
        del node.attrib["opacity"]


def _centre_lines(node: ET.Element) -> None:
    """Vega hangs the lines of a text below its point; lift them so that they stand around it."""
    lines = node.findall(f"{_NS}tspan")
    if node.tag == f"{_NS}text" and len(lines) > 1:
        drop = sum(float(line.get("dy", 0)) for line in lines)
        lines[0].set("dy", f"{-drop / 2:g}")


def _is_empty(node: ET.Element) -> bool:
    """Vega leaves groups' zero-size backgrounds and hidden foregrounds behind."""
    if node.get("display") == _HIDDEN:
        return True
    return node.tag == f"{_NS}path" and node.get("class") in {"background", "foreground"} and (
        node.get("stroke") is None and node.get("fill") in (None, _HIDDEN)
    )  # fmt: skip


def _from_style(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return {key.strip(): value.strip() for key, value in pairs if key.strip() not in _DROPPED}


def _value(key: str, value: str, name: str, theme: Theme) -> str:
    if key == "id":
        return f"{name}-{value}"
    if value.startswith("url(#"):
        return f"url(#{name}-{value[5:]}"
    if key == "font-weight" and value == "bold":
        return "600"
    if theme == "auto" and key in {"fill", "stroke"} and value in {INK[theme], QUIET[theme], LINE[theme]}:
        return "currentColor"
    return value
