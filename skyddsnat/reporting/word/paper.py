"""An empty Word document in the house's style: page, fonts, language, head and foot; and the same bytes every time."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from skyddsnat.reporting.word.markup import add_field, element, number_headings

INK, QUIET = RGBColor(0x14, 0x20, 0x2B), RGBColor(0x4C, 0x59, 0x64)
FONT = "Calibri"
HEADINGS = {
    "Heading 1": 18,
    "Heading 2": 14,
    "Heading 3": 12,
    "Heading 4": 11,
    "Heading 5": 11,
    "Heading 6": 11,
}
TEXT_WIDTH = Cm(16)
EPOCH = (1980, 1, 1, 0, 0, 0)


def blank(report: dict[str, Any], *, created: datetime.datetime) -> Any:
    """A document with everything set but its text."""
    document = docx.Document()
    _styles(document, "sv-SE" if report["language"] == "sv" else "en-GB")
    number_headings(document, list(HEADINGS))
    _page(document, report)
    about = document.core_properties
    about.title = f"{plain(report['title'])} {report['dnr']}"
    about.author = about.last_modified_by = plain(report["authority"])
    about.subject, about.comments, about.keywords = plain(report.get("subtitle") or ""), "", ""
    about.language = report["language"]
    about.created = about.modified = created.replace(tzinfo=None)
    about.revision = 1
    return document


def plain(said: Any) -> str:
    """The words of a text that may carry its own language."""
    return said["text"] if isinstance(said, dict) else str(said)


def notes(report: dict[str, Any]) -> list[str]:
    """What every page says of the whole document."""
    found = [_("Utkast: siffrorna är inte frysta")] if report.get("draft") else []
    return found + ([_("Demonstrationsdata: uppgifterna är påhittade.")] if report["demo"] else [])


def _styles(document: Any, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), language)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(11), INK
    normal.paragraph_format.space_after = Pt(8)
    for name, size in HEADINGS.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), True, False
        style.font.color.rgb = INK
        _own_font(style)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(6)
        style.paragraph_format.keep_with_next = True
    title = document.styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb, title.font.bold = FONT, Pt(30), INK, True
    for name in ("Title", "Subtitle", "Caption", "Quote"):
        style = document.styles[name]
        style.font.name, style.font.italic, style.font.color.rgb = FONT, False, INK
        _own_font(style)
    document.styles["Subtitle"].font.size = Pt(14)
    document.styles["Caption"].font.size, document.styles["Caption"].font.bold = Pt(10), True
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def _own_font(style: Any) -> None:
    """Word's template names its fonts by theme, which would win over ours."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _page(document: Any, report: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.5)
    section.different_first_page_header_footer = True
    for head in (section.header, section.first_page_header):
        first = head.paragraphs[0]
        for note in notes(report):
            first.add_run(note).bold = True
            first.alignment = WD_ALIGN_PARAGRAPH.CENTER
            first = head.add_paragraph()
        if head is not section.first_page_header:
            _small(first.add_run(f"{plain(report['title'])} · {_('Diarienummer')} {report['dnr']}"))
    foot = section.footer.paragraphs[0]
    _small(foot.add_run(f"{plain(report['authority'])} · {_('Sida')} "))
    add_field(foot, "PAGE", "1")
    foot.add_run(f" {_('av')} ")
    add_field(foot, "NUMPAGES", "1")
    for run in foot.runs:
        _small(run)


def _small(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(9), QUIET


def settle_language(document: Any, language: str) -> None:
    """Tell Word's settings which language the document is in, for those who have no other."""
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        settings.replace(old, element("themeFontLang", val="sv-SE" if language == "sv" else "en-GB"))


def saved(document: Any) -> bytes:
    """The document's bytes. A ZIP carries times of its own: they are set, and the same document is the same file."""
    written, settled = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(settled, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(entry, before.read(name))
    return settled.getvalue()
