"""Searching what one may see: each room brings a finder that starts from the user, through a hook.

Words are compared without case and accents (`fold` here, `core_folded` in the database), anywhere in a word, so that
the parts of a Swedish compound are found. A loose search also takes what is spelled nearly so, any one of the words,
and a compound whose parts stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add, or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from skyddsnat.core.models import User

FROM = "ÅÄÖÉÈÊËÜÚÙÛÁÀÂÃÆØÓÒÔÕÍÌÎÏÑÇåäöéèêëüúùûáàâãæøóòôõíìîïñç"
TO = "aaoeeeeuuuuaaaaaoooooiiiincaaoeeeeuuuuaaaaaoooooiiiinc"
_TABLE = str.maketrans(FROM, TO)
LONGEST, MOST_WORDS = 100, 8
MOST_COUNTED = 1000  # more than this is said as "more than"
NEAR = 0.5  # how alike a word must be in a loose search
SHORTEST_PART = 4  # of a compound
EXACT = 100.0


def fold(text: str) -> str:
    """The text as it is compared; as long as the text, so that a place in one is a place in the other."""
    folded = text.translate(_TABLE)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


class Folded(Func):
    """The same in the database."""

    function = "core_folded"
    output_field = TextField()


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


def matching[T: QuerySet[Any]](
    rows: T,
    query: Query,
    *,
    title: Iterable[str],
    body: Iterable[str] = (),
    exact: Q | None = None,
    among: Q | None = None,
    large: bool = False,
) -> T:
    """The rows that fit, the best first: each word in one of the fields, the title weighing most, an exact number all.

    Each field is compared on its own, so that an index on `core_folded(field)` is used; `among` is the condition of
    such an index when it holds only some of the rows. In a `large` table every condition must be one that an index
    answers, `exact` too, and compounds are not taken apart.
    """
    titles, bodies = list(title), list(body)
    columns = {f"folded_{n}": Folded(F(name)) for n, name in enumerate([*titles, *bodies])}
    words = [
        reduce(or_, (_fits(column, word, loose=query.loose, parts=not large) for column in columns))
        for word in query.words
    ]
    wanted = reduce(or_, words) if query.loose else reduce(lambda a, b: a & b, words)
    joined = Folded(Concat(Value(" "), *_spaced(titles), output_field=TextField()))
    parts = [_worth(word, query) for word in query.words]
    score: Any = reduce(add, parts)
    if among is not None:
        wanted &= among
    if exact is not None:
        wanted |= exact
        score += Case(When(exact, then=Value(EXACT)), default=Value(0.0), output_field=FloatField())
    found = rows.alias(**columns, folded_title=joined).filter(wanted)
    return found.annotate(search_score=score).order_by("-search_score", "-pk")


def _fits(column: str, word: str, *, loose: bool, parts: bool) -> Q:
    fits = Q(**{f"{column}__contains": word})
    if not loose:
        return fits
    fits |= Q(**{f"{column}__trigram_word_similar": word})
    for first, second in compound_parts(word) if parts else ():
        fits |= Q(**{f"{column}__contains": first}) & Q(**{f"{column}__contains": second})
    return fits


def compound_parts(word: str) -> list[tuple[str, str]]:
    """Every way to part a word in two that are long enough to mean something; a joining "s" is left out."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [
        (word[:cut].removesuffix("s") if cut > SHORTEST_PART else word[:cut], word[cut:]) for cut in cuts
    ]
    return list(dict.fromkeys(pairs))


def _worth(word: str, query: Query) -> Any:
    if query.loose:
        return Cast(TrigramWordSimilarity(word, F("folded_title")), FloatField()) * Value(3.0)
    return Case(
        When(folded_title__contains=f" {word}", then=Value(6.0)),
        When(folded_title__contains=word, then=Value(4.0)),
        default=Value(1.0),
        output_field=FloatField(),
    )


def _spaced(names: list[str]) -> list[Any]:
    return [part for name in names for part in (Cast(F(name), TextField()), Value(" "))]


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


def trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def similarity(one: str, other: str) -> float:
    """How alike two folded words are, from 0 to 1, as the database counts it."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


def marked_pieces(text: str, words: Sequence[str], *, around: int = 0) -> list[Piece]:
    """The text in pieces with the words marked; with `around`, only so many characters on each side of the first."""
    if around:
        text = " ".join(text.split())
    folded = fold(text)
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    spans = [match.span() for match in re.finditer(pattern, folded)] if pattern else []
    low, high = 0, len(text)
    if around:
        first = spans[0][0] if spans else 0
        low, high = max(0, first - around), min(len(text), first + 2 * around)
        low = text.rfind(" ", 0, low) + 1 if low else 0
        high = (
            high if high == len(text) else (text.rfind(" ", first, high) if " " in text[first:high] else high)
        )
    pieces = [Piece("… ")] if low else []
    for begin, end in spans:
        if begin >= low and end <= high:
            pieces += [Piece(text[low:begin]), Piece(text[begin:end], is_hit=True)]
            low = end
    pieces.append(Piece(text[low:high]))
    if high < len(text):
        pieces.append(Piece(" …"))
    return [piece for piece in pieces if piece.text]


def number_q(name: str, number: int | None) -> Q | None:
    """The condition that a field is exactly the number looked for; None when none was."""
    return None if number is None else Q(**{name: number})
