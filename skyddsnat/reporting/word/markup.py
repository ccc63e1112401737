"""What python-docx has no words for: fields, bookmarks, links, numbering, repeated heads, alternative text."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LINK = RGBColor(0x0B, 0x5F, 0x63)


def element(name: str, /, **attributes: str) -> Any:
    """An element of Word's own vocabulary, with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word works out, such as PAGE; `shown` stands there until it has."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        if kind == "separate":
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
            run._r.append(code)
            run = paragraph.add_run()
        run._r.append(element("fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run(shown)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make a paragraph something that links lead to. `number` is one of its own in the document."""
    start = element("bookmarkStart", id=str(number), name=name)
    end = element("bookmarkEnd", id=str(number))
    place = 0 if paragraph._p.pPr is None else 1
    paragraph._p.insert(place, start)
    paragraph._p.append(end)


def add_link(
    paragraph: Paragraph, text: str, *, anchor: str = "", url: str = "", raised: bool = False
) -> Run:
    """A link to a bookmark of the document, or to an address."""
    if anchor:
        link = element("hyperlink", anchor=anchor, history="1")
    else:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = element("hyperlink", history="1")
        link.set(qn("r:id"), paragraph.part.relate_to(url, relation, is_external=True))
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    run.font.color.rgb = LINK
    if url:
        run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def in_language(run: Run, language: str) -> None:
    run._r.get_or_add_rPr().append(element("lang", val=language))


def repeat_head(row: Any) -> None:
    """Let a table's first row stand at the top of every page that the table reaches."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def describe(picture: Any, text: str) -> None:
    """Give a picture its alternative text."""
    picture._inline.docPr.set("descr", text)


def number_headings(document: Any, styles: list[str]) -> None:
    """Number the headings 1, 1.1, 1.1.1: one list whose levels are the heading styles."""
    numbering = document.part.numbering_part.element
    number = _next(numbering, "abstractNum", "abstractNumId")
    definition = element("abstractNum", abstractNumId=str(number))
    definition.append(element("multiLevelType", val="multilevel"))
    for depth, style in enumerate(styles):
        shown = ".".join(f"%{n + 1}" for n in range(depth + 1))
        level = _level(depth, "decimal", shown, start=1, left=0, hanging=0)
        level.insert(2, element("pStyle", val=style.replace(" ", "")))
        level.insert(3, element("suff", val="space"))
        definition.append(level)
    use = _numbering(numbering, number, definition)
    for depth, style in enumerate(styles):
        properties = document.styles[style].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = use


def new_list(document: Any, *, ordered: bool, start: int) -> int:
    """A list of its own, so that its numbers begin where they should; returns its id."""
    numbering = document.part.numbering_part.element
    number = _next(numbering, "abstractNum", "abstractNumId")
    definition = element("abstractNum", abstractNumId=str(number))
    definition.append(element("multiLevelType", val="multilevel"))
    for depth in range(9):
        kind, shown = ("decimal", f"%{depth + 1}.") if ordered else ("bullet", "–")
        left = 360 * (depth + 1)
        begin = start if depth == 0 else 1
        definition.append(_level(depth, kind, shown, start=begin, left=left, hanging=360))
    return _numbering(numbering, number, definition)


def in_list(paragraph: Paragraph, number: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(depth, 8)
    properties.get_or_add_numId().val = number
    paragraph.paragraph_format.space_after = Pt(3)


def without_number(paragraph: Paragraph) -> None:
    """A heading that stands outside the numbering, though its style is in it."""
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0


def _level(depth: int, kind: str, shown: str, *, start: int, left: int, hanging: int) -> Any:
    level = element("lvl", ilvl=str(depth))
    level.append(element("start", val=str(start)))
    level.append(element("numFmt", val=kind))
    level.append(element("lvlText", val=shown))
    level.append(element("lvlJc", val="left"))
    indent = element("pPr")
    indent.append(element("ind", left=str(left), hanging=str(hanging)))
    level.append(indent)
    return level


def _numbering(numbering: Any, abstract: int, definition: Any) -> int:
    """Add a definition (they stand before all uses) and one use of it."""
    uses = numbering.findall(qn("w:num"))
    if uses:
        uses[0].addprevious(definition)
    else:
        numbering.append(definition)
    return int(numbering.add_num(abstract).numId)


def _next(numbering: Any, name: str, attribute: str) -> int:
    found = numbering.findall(qn(f"w:{name}"))
    return max((int(one.get(qn(f"w:{attribute}"))) for one in found), default=-1) + 1
