"""Blocks, tables and pictures put into a Word document, one after the other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from skyddsnat.reporting.templatetags.report import day, value_of
from skyddsnat.reporting.word import markup
from skyddsnat.reporting.word.paper import TEXT_WIDTH, plain
from skyddsnat.shared.charts import as_png
from skyddsnat.shared.money import MINUS, format_kr, format_number

DEEPEST = 6
MONO = "Consolas"
FIGURES = {"kr", "number"}


class Writer:
    """Writes the parts of a report in order. Headings are counted, so that the contents can lead to them."""

    def __init__(self, document: Any, report: dict[str, Any], pictures: dict[str, str]) -> None:
        self.document = document
        self.language: str = report["language"]
        self.queries = {query["id"]: query | {"mark": n} for n, query in enumerate(report["queries"], 1)}
        self.pictures = pictures
        self.headings: list[tuple[int, str, str]] = []  # level, words, bookmark
        self.bookmarks = 0

    # --- running text ---

    def heading(self, said: Any, level: int) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {min(level, DEEPEST)}")
        self.said(paragraph, said)
        self.headings.append((level, plain(said), self.mark(paragraph, f"rubrik_{len(self.headings) + 1}")))

    def mark(self, paragraph: Paragraph, name: str) -> str:
        self.bookmarks += 1
        markup.bookmark(paragraph, name, self.bookmarks)
        return name

    def paragraph(self, said: Any = "", *, style: str = "Normal") -> Paragraph:
        made: Paragraph = self.document.add_paragraph(style=style)
        self.said(made, said)
        return made

    def said(self, paragraph: Paragraph, said: Any, *, strong: bool = False) -> None:
        """Words that may carry their own language."""
        run = paragraph.add_run(plain(said))
        run.bold = strong or None
        if isinstance(said, dict):
            markup.in_language(run, said["lang"])

    def fact(self, label: str, value: Any) -> None:
        """A name and its value on one line."""
        made = self.paragraph()
        made.paragraph_format.space_after = Pt(2)
        made.add_run(f"{label}: ")
        self.said(made, value, strong=True)

    def number(self, paragraph: Paragraph, code: str | None) -> None:
        """A number with a mark that leads to the list of evidence; "saknas" when there is none."""
        if code is None:
            paragraph.add_run(_("saknas"))
            return
        query = self.queries[code]
        paragraph.add_run(value_of(query))
        markup.add_link(paragraph, f"[{query['mark']}]", anchor=f"underlag_{query['mark']}", raised=True)

    def runs(self, paragraph: Paragraph, runs: Any, *, strong: bool = False) -> None:
        for run in [runs] if isinstance(runs, str) else runs:
            self._run(paragraph, run, strong=strong)

    def _run(self, paragraph: Paragraph, run: Any, *, strong: bool) -> None:
        if isinstance(run, str):
            paragraph.add_run(run).bold = strong or None
            return
        if "number" in run:
            self.number(paragraph, run["number"])
            return
        if "break" in run:
            paragraph.add_run().add_break(WD_BREAK.LINE)
            return
        url = run.get("url", "")
        if url.startswith("https://"):
            made = markup.add_link(paragraph, run["text"], url=url)
            if run["text"] != url:  # on paper the address is all there is
                paragraph.add_run(f" ({url})")
        else:
            made = paragraph.add_run(run["text"])
        made.bold = strong or run.get("strong") or None
        if run.get("code"):
            made.font.name = MONO
        if run.get("lang"):
            markup.in_language(made, run["lang"])

    # --- blocks ---

    def blocks(self, blocks: Sequence[dict[str, Any]], *, under: int) -> None:
        """Write blocks under a heading of level `under`."""
        for block in blocks:
            match block["type"]:
                case "heading":
                    self.heading(block["text"], under + block["level"])
                case "sum":
                    self._sum(block)
                case "amounts":
                    self._amounts(block)
                case "table":
                    self._table(block)
                case "chart":
                    self.chart(block)
                case _:
                    self._text(block)

    def _text(self, block: dict[str, Any], *, style: str = "Normal", depth: int = 0) -> None:
        """Paragraphs, lists and quotations, also within each other."""
        match block["type"]:
            case "paragraph":
                self.runs(self.document.add_paragraph(style=style), block["runs"])
            case "quote":
                for inner in block["blocks"]:
                    self._text(inner, style="Quote", depth=depth)
            case "list":
                self._list(block, depth)
            case "table":
                self._table(block)
            case other:
                raise ValueError(f"there is no kind of block called {other}")

    def _list(self, block: dict[str, Any], depth: int) -> None:
        ordered = bool(block.get("ordered"))
        number = markup.new_list(self.document, ordered=ordered, start=block.get("start", 1))
        for item in block["items"]:
            first, *rest = item["blocks"] if isinstance(item, dict) else [{"type": "paragraph", "runs": item}]
            paragraph = self.document.add_paragraph(style="List Paragraph")
            markup.in_list(paragraph, number, depth)
            if first["type"] == "paragraph":
                self.runs(paragraph, first["runs"])
            else:
                rest = [first, *rest]
            for inner in rest:
                self._text(inner, style="List Paragraph", depth=depth + 1)

    # --- tables and pictures ---

    def table(
        self,
        caption: Any,
        columns: Sequence[dict[str, Any]],
        rows: Sequence[Sequence[Any]],
        *,
        total: bool = False,
    ) -> None:
        """A table. A cell is text, text in a language, {"number": code}, {"runs": …} or an amount already in words."""
        if caption:
            self.paragraph(caption, style="Caption")
        made = self.document.add_table(rows=1, cols=len(columns), style="Table Grid")
        made.autofit = False  # some programs give every column the same width then, and break words to fit
        widths = _widths(columns)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for cell, column in zip(made.rows[0].cells, columns, strict=True):
            self._cell(cell, column["label"], column, strong=True)
        markup.repeat_head(made.rows[0])
        for n, values in enumerate(rows, 1):
            row = made.add_row()
            markup.keep_whole(row)
            for cell, value, column in zip(row.cells, values, columns, strict=True):
                self._cell(cell, value, column, strong=total and n == len(rows))
        for row in made.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        self.document.add_paragraph().paragraph_format.space_after = Pt(4)

    def _cell(self, cell: Any, value: Any, column: dict[str, Any], *, strong: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        if column.get("kind") in FIGURES:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if isinstance(value, list):
            self.runs(paragraph, value, strong=strong)
        elif isinstance(value, dict) and "number" in value:
            self.number(paragraph, value["number"])
        else:
            self.said(paragraph, value, strong=strong)

    def _table(self, block: dict[str, Any]) -> None:
        rows = [
            [self._shown(row.get(column["key"]), column.get("kind", "text")) for column in block["columns"]]
            for row in block["rows"]
        ]
        self.table(block.get("title"), block["columns"], rows)

    def _shown(self, value: Any, kind: str) -> Any:
        if value is None:
            return "–"
        if isinstance(value, int | float):
            return format_kr(int(value)) if kind == "kr" else format_number(int(value))
        return day(value, self.language) if kind == "date" else value

    def _sum(self, block: dict[str, Any]) -> None:
        lines = [
            [line["label"], f"{MINUS if line['sign'] == '-' else ''}{format_kr(line['ore'])}"]
            for line in block["lines"]
        ]
        result = block["result"]
        rows = [*lines, [result["label"], format_kr(result["ore"])]]
        self.table(_("Beräkning"), self._amount_columns(), rows, total=True)

    def _amounts(self, block: dict[str, Any]) -> None:
        rows = [[row["label"], format_kr(row["ore"])] for row in block["rows"]]
        rows.append([_("Summa"), format_kr(block["total_ore"])])
        self.table(block["title"], self._amount_columns(), rows, total=True)

    def _amount_columns(self) -> list[dict[str, Any]]:
        return [{"label": _("Post")}, {"label": _("Belopp"), "kind": "kr"}]

    def chart(self, chart: dict[str, Any]) -> None:
        """The finding, the picture with its words for those who do not see it, the source, and the table."""
        self.paragraph(chart["title"], style="Caption")
        self.paragraph(chart["subtitle"]).paragraph_format.keep_with_next = True
        picture = self.document.add_picture(
            io.BytesIO(as_png(self.pictures[chart["asset"]])), width=TEXT_WIDTH
        )
        markup.describe(picture, chart["alt"])
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.paragraph(chart["source"]).paragraph_format.left_indent = Cm(0)
        head, *rows = chart["table"]
        columns = [{"label": label} | ({"kind": "number"} if n else {}) for n, label in enumerate(head)]
        self.table(None, columns, rows)


def _widths(columns: Sequence[dict[str, Any]]) -> list[int]:
    """Widths that fill the line: words get more than figures, and most the first, which says what the row is about."""
    parts = [3.0 if column.get("kind") in FIGURES - {"kr"} else 4.2 for column in columns]
    parts[0] = 5.5
    return [round(TEXT_WIDTH * part / sum(parts)) for part in parts]
