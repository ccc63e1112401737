"""What a Word document's XML says as lines of text: paragraphs with their list marks, table rows, footnotes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

MAX_DEPTH = 60
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What is not text of the decision: struck out, moved away, field codes, comments, the fallback of a drawing.
LEFT_OUT = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rPr",
    "pPr",
    "Fallback",
    "annotationRef",
}


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _value(element: Element, path: str) -> str:
    """The ``val`` of a nested element, "" when there is none."""
    found: Element | None = element
    for step in path.split("/"):
        found = next((child for child in found if _name(child) == step), None) if found is not None else None
    if found is None:
        return ""
    return str(found.get(f"{_W}val") or found.get(f"{_W_STRICT}val") or "")


def _attribute(element: Element, name: str) -> str:
    return str(element.get(f"{_W}{name}") or element.get(f"{_W_STRICT}{name}") or "")


def numbering(root: Element | None) -> dict[tuple[str, str], str]:
    """The number format of each (list, level): bullet, decimal, lowerLetter …"""
    if root is None:
        return {}
    abstract: dict[str, dict[str, str]] = {}
    found: dict[tuple[str, str], str] = {}
    for each in root:
        if _name(each) == "abstractNum":
            levels = [level for level in each if _name(level) == "lvl"]
            abstract[_attribute(each, "abstractNumId")] = {
                _attribute(level, "ilvl"): _value(level, "numFmt") for level in levels
            }
    for each in root:
        if _name(each) == "num":
            for level, form in abstract.get(_value(each, "abstractNumId"), {}).items():
                found[_attribute(each, "numId"), level] = form
    return found


def styles(root: Element | None) -> dict[str, tuple[str, str, str]]:
    """(name, list, level) of each paragraph style."""
    if root is None:
        return {}
    return {
        _attribute(style, "styleId"): (
            _value(style, "name").casefold(),
            _value(style, "pPr/numPr/numId"),
            _value(style, "pPr/numPr/ilvl") or "0",
        )
        for style in root
        if _name(style) == "style"
    }


def notes(root: Element | None) -> dict[str, str]:
    """The text of each footnote."""
    if root is None:
        return {}
    plain = Writer({}, {}, {})
    return {
        _attribute(note, "id"): " ".join(" ".join(plain.blocks(note)).split())
        for note in root
        if _name(note) == "footnote"
        and _attribute(note, "type") not in ("separator", "continuationSeparator")
    }


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those inside content controls too, but not those of a table in a cell."""
    for each in table:
        if _name(each) == "tr":
            yield each
        elif _name(each) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(each)


def _struck(row: Element) -> bool:
    """Has the whole row been deleted with tracked changes?"""
    properties = next((each for each in row if _name(each) == "trPr"), None)
    return properties is not None and any(_name(each) == "del" for each in properties)


class Writer:
    """Writes a part's paragraphs and tables as lines."""

    def __init__(
        self,
        lists: dict[tuple[str, str], str],
        styles: dict[str, tuple[str, str, str]],
        notes: dict[str, str],
    ) -> None:
        self.lists, self.styles, self.notes = lists, styles, notes
        self.counts: dict[tuple[str, str], int] = {}
        self.cited: list[str] = []

    def blocks(self, root: Element) -> Iterator[str]:
        """The lines of everything in a part, in order; footnotes after the paragraph that cites them."""
        for element in root:
            yield from self._block(element, 0)

    def _block(self, element: Element, depth: int) -> Iterator[str]:
        name = _name(element)
        if depth > MAX_DEPTH or name in LEFT_OUT:
            return
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield ""
            for row in _rows(element):
                if not _struck(row):
                    cells = [cell for cell in row if _name(cell) == "tc"]
                    yield "\t".join(" ".join(" ".join(self._cell(cell)).split()) for cell in cells)
            yield ""
        else:
            for child in element:
                yield from self._block(child, depth + 1)

    def _cell(self, cell: Element) -> Iterator[str]:
        for element in cell:
            yield from self._block(element, 1)

    def _paragraph(self, element: Element) -> Iterator[str]:
        self.cited = []
        words = "".join(self._inline(element, 0))
        style = _value(element, "pPr/pStyle")
        mark = self._mark(element, style) if words.strip() else ""
        if not mark:
            yield ""
        yield from (
            f"{mark}{words}" if index == 0 else words for index, words in enumerate(words.split("\n"))
        )
        for note in self.cited:
            yield ""
            yield note
        if not mark:
            yield ""

    def _mark(self, element: Element, style: str) -> str:
        """The list mark that Word draws: "- ", "1. ", "a) "; "" for a heading's number."""
        name, styled, styled_level = self.styles.get(style, ("", "", "0"))
        number = _value(element, "pPr/numPr/numId") or styled
        if not number or number == "0" or name.startswith(("heading", "rubrik")):
            return ""
        level = _value(element, "pPr/numPr/ilvl") or styled_level
        form = self.lists.get((number, level), "bullet")
        if form in ("bullet", "none", ""):
            return "- "
        count = self.counts[number, level] = self.counts.get((number, level), 0) + 1
        return f"{chr(96 + count)}) " if form == "lowerLetter" and count <= 26 else f"{count}. "

    def _inline(self, element: Element, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            return
        for child in element:
            name = _name(child)
            if name in LEFT_OUT:
                continue
            if name == "t":
                yield (child.text or "").replace("\n", " ").replace("\r", " ")
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "\u2011"
            elif name == "softHyphen":
                yield "\u00ad"
            elif name == "footnoteReference":
                note = self.notes.get(_attribute(child, "id"))
                self.cited += [note] if note else []
            else:
                yield from self._inline(child, depth + 1)
