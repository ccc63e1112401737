"""What differs between two texts, word by word; and between two frozen versions of the report. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from skyddsnat.reporting.markdown import texts
from skyddsnat.reporting.prose import paragraphs

type Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.4
"""Two paragraphs with this much in common are one that was changed; with less, one gone and one new."""


MOST_COMPARED = 4_000_000
"""Pairs looked at: a text made to be slow to compare is shown as wholly changed instead."""
AHEAD = 8
"""How many paragraphs ahead a changed one is looked for."""


def steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How one list becomes the other, as `SequenceMatcher.get_opcodes`, in bounded time."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    left, right = old[first : len(old) - last], new[first : len(new) - last]
    found = [("equal", 0, first, 0, first)] if first else []
    if len(left) * len(right) > MOST_COMPARED:
        inner = [("replace", 0, len(left), 0, len(right))]
    else:
        inner = [
            (str(step[0]), *step[1:])
            for step in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        ]
    found += [(tag, a + first, b + first, c + first, d + first) for tag, a, b, c, d in inner]
    if last:
        found.append(("equal", len(old) - last, len(old), len(new) - last, len(new)))
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """Some words: in both texts, only in the old, or only in the new."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the old text beside the one it became; either side may be empty."""

    old: tuple[Part, ...]
    new: tuple[Part, ...]

    @property
    def is_changed(self) -> bool:
        return any(part.kind != "same" for part in (*self.old, *self.new))


def compare(old: str, new: str) -> list[Row]:
    """Two texts paragraph by paragraph, side by side, with the words that differ marked."""
    before, after = paragraphs(old), paragraphs(new)
    rows: list[Row] = []
    for tag, a, b, c, d in steps(before, after):
        if tag == "equal":
            rows += [Row((Part("same", text),), (Part("same", text),)) for text in before[a:b]]
        else:
            rows += _paired(before[a:b], after[c:d])
    return rows


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Changed paragraphs beside what they became: the nearest ones after each other, the rest alone."""
    start = 0
    for text in old:
        words = _WORDS.findall(text)
        near = range(start, min(start + AHEAD, len(new)))
        found = next((n for n in near if _alike(words, _WORDS.findall(new[n])) > ALIKE), None)
        if found is None:
            yield Row((Part("gone", text),), ())
            continue
        yield from (Row((), (Part("new", added),)) for added in new[start:found])
        yield _words(words, _WORDS.findall(new[found]))
        start = found + 1
    yield from (Row((), (Part("new", added),)) for added in new[start:])


def _alike(old: list[str], new: list[str]) -> float:
    """How much two paragraphs have in common, 0 to 1; very long ones are only counted over."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    quick = matcher.quick_ratio()
    return matcher.ratio() if quick > ALIKE and len(old) * len(new) <= MOST_COMPARED else quick


def _words(old: list[str], new: list[str]) -> Row:
    left: list[Part] = []
    right: list[Part] = []
    for tag, a, b, c, d in steps(old, new):
        if tag == "equal":
            left.append(Part("same", "".join(old[a:b])))
            right.append(Part("same", "".join(new[c:d])))
            continue
        if a < b:
            left.append(Part("gone", "".join(old[a:b])))
        if c < d:
            right.append(Part("new", "".join(new[c:d])))
    return Row(tuple(left), tuple(right))


# --- two versions of the report ---


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that is not the same in both versions; a side is None where the number is missing."""

    old: dict[str, Any] | None
    new: dict[str, Any] | None

    @property
    def name(self) -> str:
        """What the number is called, in the language of the report that has it."""
        query = self.new or self.old or {}
        said = query.get("name", "")
        return str(said["text"] if isinstance(said, dict) else said)


@dataclass(frozen=True, slots=True)
class TextChange:
    """A chapter whose words differ."""

    heading: str
    rows: list[Row]


def changed_numbers(old: dict[str, Any], new: dict[str, Any]) -> list[NumberChange]:
    """The numbers of two reports that differ in value, or stand in one of them only."""
    before, after = ({query["id"]: query for query in report["queries"]} for report in (old, new))
    changed = [code for code in before | after if _value(before.get(code)) != _value(after.get(code))]
    return [NumberChange(before.get(code), after.get(code)) for code in changed]


def _value(query: dict[str, Any] | None) -> Any:
    return None if query is None else (query["value"], query.get("unit"))


def changed_texts(old: dict[str, Any], new: dict[str, Any]) -> list[TextChange]:
    """The chapters of two reports whose prose differs, in the order of the newer one. `heading` is "" for summary and
    money, whose names are the reader's own: they are told apart by their keys.
    """
    before, after = _chapters(old), _chapters(new)
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            found.append(TextChange(key, compare(was, now)))
    return found


def _chapters(report: dict[str, Any]) -> dict[str, str]:
    """Heading → the prose under it, numbers left as their codes."""
    found = {"summary": report["summary"]}
    for part in ("tasks", "aims", "target_groups"):
        found |= {_said(section["heading"]): section["blocks"] for section in report[part]}
    found["economy"] = report["economy"]["blocks"]
    return {key: _prose(blocks) for key, blocks in found.items()}


def _said(value: Any) -> str:
    return value["text"] if isinstance(value, dict) else str(value)


def _prose(blocks: Sequence[dict[str, Any]]) -> str:
    written = [block for block in blocks if block["type"] in {"paragraph", "list", "quote", "heading"}]
    return "\n\n".join(texts([_spelled(block) for block in written]))


def _spelled(value: Any) -> Any:
    """The same blocks with each number written as its code, so that a number put in or taken out is seen."""
    if isinstance(value, dict):
        if "number" in value and isinstance(value["number"], str):
            return {"text": f"{{{{ {value['number']} }}}}"}
        if value.get("code"):
            return {"text": value["text"]}
        return {key: _spelled(inner) for key, inner in value.items()}
    return [_spelled(inner) for inner in value] if isinstance(value, list) else value
