"""What the source said when a page was translated, and what it says now, line by line and word by word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from skyddsnat.guidance.fingerprints import fingerprint

if TYPE_CHECKING:  # the page's own form shows differences
    from skyddsnat.guidance.models.pages import GuidancePage

type Kind = Literal["same", "gone", "new"]
LINE_ENDS = re.compile(r"</(?:p|li|h3)>|<br/?>")
TAG = re.compile(r"<[^>]*>")
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
NOT_WORDS = {"id", "type", "tone", "guide", "page"}
ALIKE = 0.4  # lines with this much in common are one that was changed
MOST = 500  # lines compared; a longer text is shown as it was and as it is


@dataclass(frozen=True, slots=True)
class Part:
    """Some words: in both texts, only in the old one, or only in the new one."""

    kind: Kind
    text: str


type Line = list[Part]


def source_as_translated(page: GuidancePage) -> GuidancePage | None:
    """The source as it was when the page last said the same; None when that version is no longer kept."""
    source = page.source
    if source is None or not page.follows:
        return None
    for revision in source.revisions.order_by("-created_at", "-pk"):
        version: GuidancePage = revision.as_object()
        if fingerprint(version) == page.follows:
            return version
    return None


def lines_of(page: GuidancePage) -> list[str]:
    """The words of a page as a visitor reads them, a line for each paragraph; values by their key."""
    return [page.title, *([page.lead] if page.lead else []), *_lines(list(page.body.raw_data))]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        for piece in LINE_ENDS.split(value):
            if said := " ".join(html.unescape(TAG.sub("", piece)).split()):
                yield said
    elif isinstance(value, list):
        for part in value:
            yield from _lines(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_WORDS:
                yield from _lines(part)


def changed_lines(old: list[str], new: list[str]) -> list[Line]:
    """The lines that differ, each with what is gone and what is new in it."""
    if len(old) > MOST or len(new) > MOST:
        return [[Part("gone", line)] for line in old] + [[Part("new", line)] for line in new]
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _pairs(old[a:b], new[c:d])
    return found


def _pairs(old: list[str], new: list[str]) -> Iterator[Line]:
    """Lines that took each other's place; those too unlike to be the same one are shown one by one."""
    for place in range(max(len(old), len(new))):
        was = old[place] if place < len(old) else ""
        now = new[place] if place < len(new) else ""
        if was and now and SequenceMatcher(None, was, now, autojunk=False).ratio() >= ALIKE:
            yield _words(was, now)
            continue
        if was:
            yield [Part("gone", was)]
        if now:
            yield [Part("new", now)]


def _words(was: str, now: str) -> Line:
    old, new = WORDS.findall(was), WORDS.findall(now)
    line: Line = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            line.append(Part("same", "".join(old[a:b])))
            continue
        if b > a:
            line.append(Part("gone", "".join(old[a:b])))
        if d > c:
            line.append(Part("new", "".join(new[c:d])))
    return line


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the source since a page was translated; `known` is False when the older version is gone."""

    known: bool
    lines: list[Line]


def difference(page: GuidancePage) -> Difference | None:
    """What the translator has to look at; None when the page is in step with its source, or is the source."""
    source = page.source
    if source is None or not page.behind_source:
        return None
    before = source_as_translated(page)
    if before is None:
        return Difference(known=False, lines=[[Part("same", line)] for line in lines_of(source)])
    return Difference(known=True, lines=changed_lines(lines_of(before), lines_of(source)))
