"""The whole final report as a Word document, in the order of its PDF."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.oxml.ns import qn

from skyddsnat.reporting.templatetags.report import day, query_value
from skyddsnat.reporting.word import markup
from skyddsnat.reporting.word.paper import blank, plain, saved, settle_language
from skyddsnat.reporting.word.writing import Writer
from skyddsnat.shared.money import format_kr, format_number
from skyddsnat.shared.typeset.printable import printable


def document(report: dict[str, Any], pictures: dict[str, str], *, created: datetime.datetime) -> bytes:
    """The bytes of a .docx. `report` is the typesetter's data (`shapes.Report`), `pictures` SVG by name.

    The same data gives the same bytes. Raises ValueError for a kind of block that does not exist.
    """
    report = printable(report, breaks=False)
    with override(report["language"]):
        made = blank(report, created=created)
        settle_language(made, report["language"])
        writer = Writer(made, report, pictures)
        contents = _cover(writer, report)
        _chapters(writer, report)
        _lacking(writer, report)
        _evidence(writer, report)
        _contents(writer, contents)
        return saved(made)


def _cover(writer: Writer, report: dict[str, Any]) -> Any:
    """The first page; returns the paragraph after which the contents are to stand."""
    writer.paragraph(report["authority"])
    writer.paragraph(report["title"], style="Title")
    if report.get("subtitle"):
        writer.paragraph(report["subtitle"], style="Subtitle")
    writer.fact(_("Diarienummer"), report["dnr"])
    writer.fact(_("Från"), report["authority"])
    writer.fact(_("Till"), report["recipient"]["name"])
    writer.fact(_("Datum"), day(report["date"], report["language"]))
    writer.fact(_("Version"), _version(report))
    for label, person in (
        (_("Förberedd av"), report.get("prepared")),
        (_("Godkänd av"), report.get("approved")),
    ):
        if person:
            parts = (person["name"], person["role"], day(person["on"], report["language"]))
            writer.fact(label, ", ".join(part for part in parts if part))
    if not report.get("approved"):
        writer.paragraph(_("Rapporten är inte godkänd än."))
    last = writer.paragraph(_("Innehåll"), style="TOC Heading")
    last.paragraph_format.page_break_before = True
    markup.without_number(last)
    return last


def _version(report: dict[str, Any]) -> str:
    if report.get("draft"):
        return _("Utkast")
    replaced = report.get("replaces")
    return f"{report['version']}, {_('ersätter')} {plain(replaced)}" if replaced else str(report["version"])


def _chapters(writer: Writer, report: dict[str, Any]) -> None:
    writer.heading(_("Sammanfattning"), 1)
    writer.blocks(report["summary"], under=1)
    for number in report["key_numbers"]:
        line = writer.paragraph()
        writer.number(line, number["number"])
        line.add_run(" ")
        writer.said(line, number["label"])
    writer.paragraph(
        _("Varje siffra har ett märke. Det leder till frågan bakom siffran och till underlaget.")
    )
    for section in report["tasks"]:
        _section(writer, section, 1)
    for heading, sections in ((_("Målen"), report["aims"]), (_("Målgrupperna"), report["target_groups"])):
        if sections:
            writer.heading(heading, 1)
            for section in sections:
                _section(writer, section, 2)
    writer.heading(_("Ekonomi"), 1)
    for pair in report["economy"]["appropriation"]:
        writer.fact(plain(pair["label"]), pair["value"])
    writer.blocks(report["economy"]["blocks"], under=1)


def _section(writer: Writer, section: dict[str, Any], level: int) -> None:
    writer.heading(section["heading"], level)
    if section.get("wording"):
        writer.paragraph(section["wording"], style="Quote")
        if section.get("cited"):
            writer.paragraph(section["cited"], style="Quote")
    writer.blocks(section["blocks"], under=level)
    if section["activities"]:
        _activities(writer, section["activities"])
    if section["indicators"]:
        columns = [
            {"label": _("Indikator")},
            {"label": _("Värde"), "kind": "number"},
            {"label": _("Utgångsläge")},
        ]
        rows = [[row["label"], {"number": row["number"]}, row["baseline"]] for row in section["indicators"]]
        writer.table(_("Indikatorer"), columns, rows)
    for chart in section["charts"]:
        writer.chart(chart)


def _activities(writer: Writer, activities: list[dict[str, Any]]) -> None:
    columns: list[dict[str, Any]] = [
        {"label": _("Insats")}, {"label": _("Period")}, {"label": _("Läge")},
        {"label": _("Använt"), "kind": "kr"}, {"label": _("Underlag"), "kind": "number"},
    ]  # fmt: skip
    rows = [
        [
            _numbered(row), f"{day(row['starts'], writer.language)}–{day(row['ends'], writer.language)}",
            row["status"], format_kr(row["used_ore"]), {"number": row["evidence"]},
        ]
        for row in activities
    ]  # fmt: skip
    writer.table(_("Insatser"), columns, rows)


def _numbered(row: dict[str, Any]) -> Any:
    words = f"{row['number']}. {plain(row['title'])}"
    return {**row["title"], "text": words} if isinstance(row["title"], dict) else words


def _lacking(writer: Writer, report: dict[str, Any]) -> None:
    writer.heading(_("Det som saknar underlag"), 1)
    if not report["lacking"]:
        writer.paragraph(_("Allt i rapporten har underlag."))
        return
    writer.paragraph(_("Här står det som rapporten inte kan visa. Inget av det har dolts eller fyllts i."))
    columns = [{"label": _("Vad")}, {"label": _("Var")}, {"label": _("Varför")}]
    writer.table(None, columns, [[row["what"], row["where"], row["why"]] for row in report["lacking"]])


def _evidence(writer: Writer, report: dict[str, Any]) -> None:
    """The list that the marks lead to."""
    writer.heading(_("Underlag"), 1)
    head = report["ledger"]
    frozen = _(
        "Siffrorna är frysta. Underlagsliggaren hade %(position)s rader när rapporten gjordes, och kedjan slutade med:"
    )
    if report.get("draft"):
        frozen = _(
            "Siffrorna är inte frysta. Underlagsliggaren har %(position)s rader nu, och kedjan slutar med:"
        )
    writer.paragraph(f"{frozen % {'position': format_number(head['position'])}} {head['hash']}")
    for query in writer.queries.values():
        entry = writer.paragraph(f"[{query['mark']}] ")
        writer.said(entry, query["name"], strong=True)
        entry.add_run(f": {query_value(query)}").bold = True
        writer.mark(entry, f"underlag_{query['mark']}")
        entry.paragraph_format.keep_with_next = True
        meaning = writer.paragraph(query["definition"])
        if query.get("source"):
            meaning.add_run(f" {_('Källa')}: ")
            writer.said(meaning, query["source"])
        meaning.paragraph_format.keep_with_next = True
        place = _("Vid rad %(position)s i liggaren.") % {"position": format_number(query["ledger_position"])}
        writer.paragraph(f"{place} {_('Fingeravtryck')}: {query['hash']}")


def _contents(writer: Writer, after: Any) -> None:
    """A table of contents whose lines lead to the headings; put in last, when they are known."""
    place = after._p
    for level, words, name in writer.headings:
        if level <= 2:
            line = writer.document.add_paragraph()
            line.paragraph_format.left_indent = (level - 1) * 360_000
            line.paragraph_format.space_after = 0
            markup.add_link(line, words, anchor=name)
            place.addnext(line._p)
            place = line._p
    first = writer.headings[0][2]
    for paragraph in writer.document.paragraphs:
        if any(mark.get(qn("w:name")) == first for mark in paragraph._p.iter(qn("w:bookmarkStart"))):
            paragraph.paragraph_format.page_break_before = True
            break
