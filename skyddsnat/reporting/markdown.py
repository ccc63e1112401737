"""Markdown to the typesetter's blocks (`shared/typeset/shapes.py`). Pure: no database, no request.

CommonMark without what a report does not need or cannot keep: no HTML, no pictures, no indented or fenced code, no
rules, no reference definitions; tables are understood. What is left out stays as it was typed: no word is ever lost.
`{{ code }}` is a number wherever there is running text, but not in a code span and not in a heading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

type Run = str | dict[str, Any]
type Block = dict[str, Any]

TYPED = re.compile(r"\{\{([^{}]{0,80})\}\}")
CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST_ADDRESS = 2000
DEEPEST_HEADING = 3
_LEFT_OUT_BLOCKS = ["code", "fence", "html_block", "lheading", "hr", "reference"]
_LEFT_OUT_INLINE = ["html_inline", "entity", "image"]
# Each reader understands less than the one before. Lists within lists twenty deep, or a table row with more cells than
# its head, would lose words in the first; they are then read as plain paragraphs.
_SIMPLER = [[], ["table"], ["table", "list", "blockquote", "heading"]]


@dataclass
class Reading:
    """What a text became, and what in it did not become what the writer may have meant."""

    blocks: list[Block] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # what stood between {{ and }}, in order
    in_headings: list[str] = field(default_factory=list)  # the same, where no number can stand
    left_open: list[str] = field(default_factory=list)  # what follows a {{ that no }} ends
    refused_links: list[str] = field(default_factory=list)


def read(body: str, known: set[str]) -> Reading:
    """Read a text; `known` are the codes that have a number now. Others stay as they were typed."""
    for parser in _parsers():
        reading = Reading()
        environment = {"refused": reading.refused_links}
        tokens = parser.parse(body, environment)
        if _alphanumerics(tokens) == sum(map(str.isalnum, body)):
            break
    reader = _Reader(known, reading)
    reading.blocks = reader.blocks(tokens)
    reading.refused_links += _refused(reading.blocks)
    reading.left_open += [
        found.strip() for text in texts(reading.blocks) for found in _LEFT_OPEN.findall(text)
    ]
    return reading


def is_kept_link(url: str) -> bool:
    """Links lead to https addresses and to our own pages. The parser has percent-encoded what is not plain."""
    if len(url) > LONGEST_ADDRESS:
        return False
    return url.startswith("https://") or (url.startswith("/") and not url.startswith("//"))


@functools.cache
def _parsers() -> list[MarkdownIt]:
    made = []
    for without in _SIMPLER:
        parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        parser.disable([*_LEFT_OUT_BLOCKS, *_LEFT_OUT_INLINE, *without])
        parser.inline.ruler.before("escape", "number", _number)
        parser.validateLink = is_kept_link  # type: ignore[method-assign]
        made.append(parser)
    return made


def _number(state: StateInline, silent: bool) -> bool:
    """Take `{{ … }}` whole, so that nothing in it becomes markup."""
    match = TYPED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("number", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _alphanumerics(tokens: Sequence[Token]) -> int:
    said = (token.content if token.type == "inline" else token.info for token in tokens)
    return sum(sum(map(str.isalnum, text)) for text in said)


_LEFT_OPEN = re.compile(r"\{\{(?![^{}]{0,80}\}\})([^{}\n]{0,30})")
_LINK_AS_TYPED = re.compile(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*:[^\s)>]*|//[^\s)>]*)")


def _refused(blocks: Sequence[Block]) -> list[str]:
    """Addresses in what looks like a link and stayed as it was typed."""
    return [found for text in texts(blocks) for found in _LINK_AS_TYPED.findall(text)]


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Every piece of running text in the blocks, code spans apart; a number is left out."""
    for block in blocks:
        for runs in _all_runs(block):
            yield "".join(
                run if isinstance(run, str) else "" if run.get("code") else run.get("text", "")
                for run in runs
            )


def _all_runs(block: Block) -> Iterator[list[Run]]:
    match block["type"]:
        case "paragraph":
            yield block["runs"]
        case "heading":
            yield [block["text"]]
        case "list":
            for item in block["items"]:
                yield from _item_runs(item)
        case "quote":
            yield from _item_runs(block)
        case "table":
            yield from (column["label"] for column in block["columns"])
            yield from (cell for row in block["rows"] for cell in row.values())


def _item_runs(item: Any) -> Iterator[list[Run]]:
    """The runs of a line in a list, or of everything in it."""
    if not isinstance(item, dict):
        yield item
        return
    for inner in item["blocks"]:
        yield from _all_runs(inner)


class _Reader:
    """Turns tokens into blocks. Headings are ranked by how they stand to each other, so that no level is skipped."""

    def __init__(self, known: set[str], reading: Reading) -> None:
        self.known = known
        self.reading = reading
        self.levels: list[int] = []

    def blocks(self, tokens: Sequence[Token], *, inside: bool = False) -> list[Block]:
        made: list[Block] = []
        for token, inner in _grouped(tokens):
            match token.type:
                case "paragraph_open":
                    made += self._paragraph(inner)
                case "heading_open":
                    made += self._heading(token, inner, inside=inside)
                case "bullet_list_open" | "ordered_list_open":
                    made.append(self._list(token, inner))
                case "blockquote_open":
                    quoted = self.blocks(inner, inside=True)
                    made += [{"type": "quote", "blocks": quoted}] if quoted else []
                case "table_open":
                    made.append(self._table(inner))
        return made

    def _paragraph(self, inner: Sequence[Token]) -> list[Block]:
        runs = self.runs(inner[0])
        return [{"type": "paragraph", "runs": runs}] if runs else []

    def _heading(self, token: Token, inner: Sequence[Token], *, inside: bool) -> list[Block]:
        text = " ".join(self._plain(inner[0].children or []).split())
        if not text:
            return []
        if inside:  # a heading within a list or a quotation is no part of the report's outline
            return [{"type": "paragraph", "runs": [{"text": text, "strong": True}]}]
        level = int(token.tag[1:])
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return [{"type": "heading", "level": min(len(self.levels), DEEPEST_HEADING), "text": text}]

    def _plain(self, children: Sequence[Token]) -> str:
        said = ""
        for child in children:
            if child.type == "number":
                self.reading.in_headings.append(TYPED.fullmatch(child.content)[1].strip())  # type: ignore[index]
            said += " " if child.type in {"softbreak", "hardbreak"} else child.content
        return said

    def _list(self, token: Token, inner: Sequence[Token]) -> Block:
        items: list[Any] = []
        for _item, content in _grouped(inner):
            blocks = self.blocks(content, inside=True)
            only_text = len(blocks) == 1 and blocks[0]["type"] == "paragraph"
            items.append(blocks[0]["runs"] if only_text else {"blocks": blocks} if blocks else [""])
        if token.type == "bullet_list_open":
            return {"type": "list", "items": items}
        return {"type": "list", "ordered": True, "start": int(token.attrs.get("start", 1)), "items": items}

    def _table(self, inner: Sequence[Token]) -> Block:
        lines = [
            [(cell, self.runs(content[0])) for cell, content in _grouped(row)]
            for _part, rows in _grouped(inner)
            for _row, row in _grouped(rows)
        ]
        head, *rest = lines
        columns = [
            {"key": f"c{n}", "label": runs or [""]} | ({"kind": "number"} if _is_right(cell) else {})
            for n, (cell, runs) in enumerate(head)
        ]
        rows = [{f"c{n}": runs or [""] for n, (_cell, runs) in enumerate(line)} for line in rest]
        return {"type": "table", "title": None, "columns": columns, "rows": rows}

    def runs(self, inline: Token) -> list[Run]:
        made: list[Run] = []
        strong, url = 0, ""
        for child in inline.children or []:
            look = {"strong": True} if strong > 0 else {}
            match child.type:
                case "strong_open" | "em_open":  # the house has one way to stress a word
                    strong += 1
                case "strong_close" | "em_close":
                    strong -= 1
                case "link_open":
                    url = str(child.attrs["href"])
                case "link_close":
                    url = ""
                case "softbreak":
                    _put(made, " ", look, url)
                case "hardbreak":
                    made.append({"break": True})
                case "code_inline":
                    _put(made, child.content, look | {"code": True}, url)
                case "number":
                    self._number(made, child.content, look, url)
                case _:
                    _put(made, child.content, look, url)
        return made

    def _number(self, made: list[Run], typed: str, look: dict[str, Any], url: str) -> None:
        inside = TYPED.fullmatch(typed)[1].strip()  # type: ignore[index]
        if inside:
            self.reading.references.append(inside)
        if inside in self.known and CODE.fullmatch(inside):
            made.append({"number": inside})
        else:
            _put(made, typed, look, url)


def _put(made: list[Run], text: str, look: dict[str, Any], url: str) -> None:
    """Add text, joined to the run before when they look the same."""
    look = look | ({"url": url} if url else {})
    if not text:
        return
    last = made[-1] if made else None
    if not look:
        if isinstance(last, str):
            made[-1] = last + text
        else:
            made.append(text)
    elif isinstance(last, dict) and {k: v for k, v in last.items() if k != "text"} == look:
        last["text"] += text
    else:
        made.append({"text": text, **look})


def _is_right(cell: Token) -> bool:
    return "right" in str(cell.attrs.get("style", ""))


def _grouped(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Each opening token of this level with what stands before its closing one."""
    start = 0
    while start < len(tokens):
        depth: int = tokens[start].nesting
        end = start + 1
        while depth > 0:
            depth += tokens[end].nesting
            end += 1
        yield tokens[start], tokens[start + 1 : end - 1]
        start = end
