"""Searching what one may see: each room brings a finder that starts from the user, through a hook.

Words are compared without case and accents (`folding`), anywhere in a word, so that the parts of a Swedish compound are
found. A loose search also takes what is spelled nearly so, any one of the words, and a compound whose parts stand
apart. What stands in tables is found by the database (`matching`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from skyddsnat.core.folding import fold, similarity
from skyddsnat.core.models import User

LONGEST, MOST_WORDS = 100, 8
MOST_COUNTED = 1000  # more than this is said as "more than"
NEAR = 0.5  # how alike a word must be in a loose search
EXACT = 100.0


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. `words` are folded; never written to a log."""

    text: str
    words: tuple[str, ...]
    loose: bool = False

    def number(self, *nouns: str) -> int | None:
        """The number when the text is one, perhaps after one of the nouns ("insats 3")."""
        before = "|".join(re.escape(fold(noun)) for noun in nouns)
        found = re.fullmatch(rf"(?:(?:{before})\s*)?(\d{{1,9}})", fold(self.text))
        return int(found.group(1)) if found else None

    def loosened(self) -> Query:
        return replace(self, loose=True)


def query_from(text: str) -> Query:
    """Read what was typed; more than a hundred characters or eight words are left out."""
    tidy = " ".join(text.replace("\0", "").split())[:LONGEST]
    words = (word.strip("”\"'“«».,;:!?()[]…") for word in fold(tidy).split())
    return Query(tidy, tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS])


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `where` says where it lies; `text` is what an excerpt is taken from."""

    title: str
    url: str
    where: str = ""
    text: str = ""
    swedish: bool = False  # the title is somebody's own words in Swedish on an English page
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Matches:
    """What a finder found: rows in order of worth, and how a row becomes a Hit."""

    rows: QuerySet[Any] | Sequence[Any] = ()
    hit: Callable[[Any], Hit] = field(default=lambda row: row)

    def page(self, start: int, size: int) -> list[Hit]:
        return [
            replace(hit, score=float(getattr(row, "search_score", hit.score)))
            for row in self.rows[start : start + size]
            for hit in [self.hit(row)]
        ]

    def count(self) -> int:
        """How many there are, at most MOST_COUNTED + 1."""
        if isinstance(self.rows, QuerySet):
            return self.rows.order_by()[: MOST_COUNTED + 1].count()
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, the best first, and how many there are in all."""

    name: str
    label: Any
    hits: list[Hit]
    total: int

    @property
    def is_more(self) -> bool:
        return self.total > len(self.hits)

    @property
    def is_capped(self) -> bool:
        return self.total > MOST_COUNTED


type Finder = Callable[[User, Query], Matches]

_SOURCES: dict[str, tuple[Any, Finder]] = {}


def register_search(name: str, label: Any, finder: Finder) -> None:
    """Let a room be searched. Called in `AppConfig.ready`; one finder a name, else ValueError.

    `name` stands in addresses, `label` is the kind in words. The finder starts from what the user may read.
    """
    if _SOURCES.setdefault(name, (label, finder))[1] is not finder:
        raise ValueError(f"Somebody already searches {name!r}.")


def search(user: User, query: Query, *, size: int, only: str = "", start: int = 0) -> list[Group]:
    """What the user may see that fits, by kind, the kind with the best hit first; `only` one kind when named."""
    if not query.words:
        return []
    with transaction.atomic():
        if query.loose:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEAR)]
                )
        groups = [
            _group(name, label, finder(user, query), start, size)
            for name, (label, finder) in _SOURCES.items()
            if only in ("", name)
        ]
    found = [group for group in groups if group.hits]
    return sorted(found, key=lambda group: -group.hits[0].score)


def _group(name: str, label: Any, matches: Matches, start: int, size: int) -> Group:
    hits = matches.page(start, size)
    total = start + len(hits) if hits and len(hits) < size else matches.count() if hits else 0
    return Group(name, label, hits, total)


def score_of(query: Query, title: str, body: str = "") -> float:
    """The worth of words that are not in a table of their own; 0 when they do not fit."""
    head, rest = f" {fold(title)}", fold(body)
    worth = [6.0 if f" {w}" in head else 4.0 if w in head else 1.0 if w in rest else 0.0 for w in query.words]
    if query.loose:
        return sum(worth) or _nearness(query, f"{head} {rest}")
    return sum(worth) if worth and all(worth) else 0.0


def _nearness(query: Query, text: str) -> float:
    words = set(re.findall(r"\w{3,}", text))
    best = [max((similarity(word, other) for other in words), default=0.0) for word in query.words]
    return max(best, default=0.0) if any(one >= NEAR for one in best) else 0.0


def meant(query: Query, hits: Iterable[Hit]) -> str:
    """What was perhaps meant: each word that stands nowhere changed for the nearest in the hits; "" when none is."""
    said = {
        fold(word): word for hit in hits for word in re.findall(r"[^\W\d_]{3,}", f"{hit.title} {hit.text}")
    }
    changed, words = False, []
    for word in query.words:
        if any(word in other for other in said):
            words.append(word)
            continue
        near = max(said, key=lambda other: (similarity(word, other), other), default="")
        if near and similarity(word, near) >= NEAR - 0.1:
            words.append(said[near].lower())
            changed = True
        else:
            words.append(word)
    return " ".join(words) if changed else ""
