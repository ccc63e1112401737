"""Marking passages in a text: from character spans to nested `<mark>` elements, no character lost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
KINDS = frozenset({"task", "principle", "obligation", "money", "condition", "reference", "unread"})


@dataclass(frozen=True)
class Span:
    """One passage: `start` ≤ character < `end`, the mark's own id, and the id of what it points at."""

    start: int
    end: int
    id: str = ""
    target: str = ""
    kind: str = "task"
    label: str = ""
    number: str = ""


def spans_from(rows: Iterable[Mapping[str, Any]]) -> list[Span]:
    """Read spans from plain mappings, dropping keys we do not know and kinds we have no look for."""
    spans = []
    for row in rows:
        kind = str(row.get("kind", "task"))
        texts = {key: str(row.get(key) or "") for key in ("id", "target", "label", "number")}
        spans.append(
            Span(int(row["start"]), int(row["end"]), kind=kind if kind in KINDS else "task", **texts)
        )
    return spans


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Character ranges of the paragraphs: what stands between blank lines."""
    edges = [0]
    for gap in _BLANK_LINE.finditer(text):
        edges += [gap.start(), gap.end()]
    edges.append(len(text))
    return [
        (start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()
    ]


def marked(text: str, spans: list[Span]) -> SafeString:
    """The text as `<p>` elements with every span marked; spans may nest, overlap and run over paragraphs."""
    seen: set[str] = set()
    drawn = ((_pieces(text, lo, hi, spans, None, seen),) for lo, hi in paragraphs(text))
    return format_html_join("\n", "<p>{}</p>", drawn)


def _pieces(
    text: str, lo: int, hi: int, spans: list[Span], around: Span | None, seen: set[str]
) -> SafeString:
    parts: list[SafeString] = []
    position = lo
    waiting = sorted((s for s in spans if s.end > lo and s.start < hi), key=lambda s: (s.start, -s.end))
    while waiting:
        span = waiting.pop(0)
        start, end = max(span.start, position), min(span.end, hi)
        if end <= start:
            continue
        inside = [s for s in waiting if s.start < end]
        tails = [replace(s, start=end) for s in inside if s.end > end]
        waiting = sorted(tails + [s for s in waiting if s.start >= end], key=lambda s: (s.start, -s.end))
        parts.append(_leaf(text[position:start], around))
        clipped = [replace(s, end=min(s.end, end)) for s in inside]
        first = span.id not in seen
        seen.add(span.id)
        parts.append(_mark(span, _pieces(text, start, end, clipped, span, seen), first=first))
        position = end
    parts.append(_leaf(text[position:hi], around))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def _leaf(text: str, around: Span | None) -> SafeString:
    if around is None or not around.target or not text.strip():
        return format_html("{}", text)
    title = format_html(' title="{}"', around.label) if around.label else ""
    return format_html('<a href="#{}"{}>{}</a>', around.target, title, text)


def _mark(span: Span, inner: SafeString, *, first: bool) -> SafeString:
    own_id = format_html(' id="{}"', span.id) if first and span.id else ""
    number = format_html(' data-number="{}"', span.number) if first and span.number else ""
    return format_html('<mark class="hl hl-{}"{}{}>{}</mark>', span.kind, own_id, number, inner)
