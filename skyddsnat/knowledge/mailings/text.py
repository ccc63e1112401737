"""The text of a letter, typed once: as plain text and as simple HTML. No pictures, no styles, nothing fetched.

Blank lines part paragraphs; `## ` begins a heading, `- ` an item of a list; `[words](https://…)` is a link, and so is
a bare address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s()<>]+)\)")
ADDRESS = re.compile(r"https?://[^\s()<>\"']+[^\s()<>\"'.,;:!?]")
PLACE = re.compile(r"\{([^{}\n]*)\}")
PLACES = {"organisation"}


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is not something we can fill in."""
    return sorted({found for found in PLACE.findall(text) if found not in PLACES})


def filled(text: str, *, organisation: str) -> str:
    """The text with what is about the receiver in its place."""
    return text.replace("{organisation}", organisation)


def plain(text: str) -> str:
    """As plain text: a link's address after its words."""
    lines = LINK.sub(lambda link: f"{link[1]}: {link[2]}", _tidy(text)).split("\n")
    return "\n".join(line.removeprefix("## ") for line in lines)


def html(text: str) -> str:
    """As HTML: headings, paragraphs, lists and links, everything else escaped."""
    return "\n".join(_block(lines) for lines in _blocks(_tidy(text)))


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a heading, a list, a paragraph."""
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if not line or line.startswith("## ") or (block and _is_item(line) != _is_item(block[0])):
            if block:
                yield block
            block = []
        if line.startswith("## "):
            yield [line]
        elif line:
            block.append(line)


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _block(lines: list[str]) -> str:
    if lines[0].startswith("## "):
        return f"<h2>{_inline(lines[0][3:])}</h2>"
    if _is_item(lines[0]):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>\n".join(_inline(line) for line in lines) + "</p>"


def _inline(line: str) -> str:
    done, end = [], 0
    for link in LINK.finditer(line):
        done += [_bare(line[end : link.start()]), _link(link[2], link[1])]
        end = link.end()
    return "".join([*done, _bare(line[end:])])


def _bare(text: str) -> str:
    done, end = [], 0
    for found in ADDRESS.finditer(text):
        done += [escape(text[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*done, escape(text[end:])])


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'
