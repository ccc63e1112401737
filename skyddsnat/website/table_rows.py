"""The rows of a table as HTML, written by the program instead of a template: most of what a page is made of.

A template takes some fifty steps a cell, which is half the time of a page with a hundred rows. What a row and a cell
may hold is said in `components/table.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

type Say = Callable[[Any], str]
"""Writes a value as templates do: localized, and escaped unless it is safe."""

NOTHING = ("", None, "–")


def is_blank(cell: Mapping[str, Any]) -> bool:
    """Whether the cell says nothing; on a phone, where each cell has a line with its column's name, it is left out."""
    return cell.get("value") in NOTHING and not cell.get("tag") and not cell.get("note")


def body_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]], say: Say
) -> SafeString:
    """Every row of the body; the first cell heads its row and carries the row's link."""
    heads = [
        (
            " ".join(["figures"] if column.get("figures") else []),
            say(column.get("label", "")),
            column.get("swedish"),
        )
        for column in columns
    ]
    return mark_safe("\n".join(_row(row, heads, say) for row in rows))  # noqa: S308 - every value escaped below


def _row(row: Mapping[str, Any], heads: Sequence[tuple[str, str, Any]], say: Say) -> str:
    known = "has-link" if row.get("url") else ""
    classes = f"{known} {say(row['tone'])}" if row.get("tone") else known
    own_id = f' id="{say(row["id"])}"' if row.get("id") else ""
    current = ' aria-current="true"' if row.get("current") else ""
    cells = "".join(
        _cell(cell, head, say, link=row.get("url"), heads_row=n == 0)
        for n, (cell, head) in enumerate(zip(row["cells"], heads, strict=True))
    )
    return f'<tr role="row"{own_id} class="{classes}"{current}>{cells}</tr>'


def _cell(cell: Any, head: tuple[str, str, Any], say: Say, *, link: Any, heads_row: bool) -> str:
    values = cell if isinstance(cell, Mapping) else {"value": cell}
    figures, label, swedish = head
    blank = is_blank(values)
    lang = ' lang="sv"' if values.get("swedish", swedish) else ""
    classes = figures + (" blank" if blank and figures else "blank" if blank else "")
    more = f'{lang}{f' class="{classes}"' if classes else ""} data-label="{label}"'
    inside = _inside(values, say, link=link if heads_row else values.get("url"))
    if heads_row:
        return f'<th scope="row" role="rowheader"{more}>{inside}</th>'
    return f'<td role="cell"{more}>{inside}</td>'


def _inside(values: Mapping[str, Any], say: Say, *, link: Any) -> str:
    value, tag = values.get("value"), values.get("tag")
    said = "" if value is None else say(value)
    if link:
        said = f'<a href="{conditional_escape(link)}">{said}</a>'
    if tag:
        said += f' <strong class="tag {say(tag.get("tone") or "neutral")}">{say(tag["text"])}</strong>'
    note = values.get("note")
    if note:
        note_lang = ' lang="sv"' if values.get("note_swedish") else ""
        said += f'<span class="cell-note"{note_lang}>{say(note)}</span>'
    return said
