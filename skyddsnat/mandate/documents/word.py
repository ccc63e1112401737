"""The same document as a Word file: real headings, table heads that repeat, Swedish as its language."""

from __future__ import annotations

import io
import json
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from skyddsnat.shared.typeset.printable import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx(data: dict[str, Any]) -> bytes:
    """The data of `document_data` as DOCX."""
    said: dict[str, Any] = json.loads(
        json.dumps(printable(data)).replace("\\u200b", "")
    )  # Word breaks words itself
    document = Document()
    _in_swedish(document)
    document.core_properties.title = said["title"]
    document.core_properties.author = said["authority"]
    document.core_properties.language = "sv-SE"
    document.sections[0].header.paragraphs[0].text = f"{said['title']}\t\t{said['dnr']}"
    document.sections[0].footer.paragraphs[0].text = said["authority"]
    document.add_heading(said["title"], level=0)
    document.add_paragraph(said["subtitle"], style="Subtitle")
    if said["draft"]:
        _bold(document, said["draft_words"])
    if said["demo"]:
        _bold(document, said["demo_words"])
    _pairs(document, said["facts"])
    for section in said["sections"]:
        document.add_heading(section["heading"], level=1)
        question = document.add_paragraph(section["question"])
        question.runs[0].italic = True
        question.paragraph_format.keep_with_next = True
        for paragraph in section["paragraphs"]:
            document.add_paragraph(paragraph)
        _pairs(document, section["pairs"])
        if section["table"]:
            _table(document, section["table"])
    document.add_heading(said["approval_heading"], level=1)
    _pairs(document, said["approval"])
    document.add_paragraph(said["source"])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _in_swedish(document: Any) -> None:
    """Word checks spelling and reads aloud in the language of the style all others come from."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "sv-SE")
    normal.element.get_or_add_rPr().append(language)


def _bold(document: Any, words: str) -> None:
    document.add_paragraph().add_run(words).bold = True


def _pairs(document: Any, pairs: list[dict[str, str]]) -> None:
    for pair in pairs:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{pair['label']}{'' if pair['label'].endswith('?') else ':'} ").bold = True
        paragraph.add_run(pair["value"])


def _table(document: Any, table: dict[str, Any]) -> None:
    document.add_heading(table["title"], level=2)
    made = document.add_table(rows=1, cols=len(table["columns"]), style="Table Grid")
    head = made.rows[0]
    for cell, words in zip(head.cells, table["columns"], strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)
    for row in table["rows"]:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words
