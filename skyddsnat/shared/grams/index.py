"""An index over texts, made once and never changed: safe to ask from many threads at the same time."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from sys import intern

import tantivy

from skyddsnat.shared.grams.excerpts import Laid, Marker, Piece, excerpt, marked
from skyddsnat.shared.grams.function_words import FUNCTION_WORDS
from skyddsnat.shared.grams.passages import Asked, Met, Passage, best_passage, lengths
from skyddsnat.shared.grams.spelling import Speller
from skyddsnat.shared.grams.words import grams, places, tidy, weights, words

CANDIDATES = 20  # texts whose passages are looked at
MOST_WORDS, MOST_LETTERS = 40, 400  # of a question
HEAP = 64_000_000
TITLE_WEIGHT = 1.0
COMMON = math.log(
    1.25
)  # how rare a piece must be to be looked for: one that four texts in five have tells nothing


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. `tags` are what one may filter by, such as "language:sv"."""

    key: str
    title: str
    text: str
    tags: frozenset[str] = frozenset()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found. `fit` is how much of what was asked it has, from 0 to 1."""

    entry: Entry
    score: float
    fit: float
    title: tuple[Piece, ...] = ()
    excerpt: tuple[Piece, ...] = ()


class Index:
    """Texts that can be searched. Made from all of them; a change is a new index."""

    def __init__(self, entries: Iterable[Entry], *, rest: Callable[[], None] = lambda: None) -> None:
        """`rest` is called now and then, for whoever makes an index while others want the processor."""
        self.entries: list[Entry] = []
        self._words: list[list[str]] = []
        self._sizes: list[list[int]] = []
        self._places: list[tuple[array[int], array[int]]] = []
        self._titles: dict[tuple[str, ...], list[int]] = {}
        for entry in entries:
            self._take(replace(entry, title=tidy(entry.title), text=tidy(entry.text)))
            rest()
        self._in_titles = {piece for title in self._titles for word in title for piece in grams(word)}
        self.speller = Speller(self._words, rest)
        self._absent = _rarity(len(self.entries), 0)
        self._average = self._passage_length()
        self._schema = _schema()
        self._index = self._written(rest)

    def _take(self, entry: Entry) -> None:
        found = [intern(word) for word in words(f"{entry.title}\n{entry.text}")]
        self._titles.setdefault(tuple(words(entry.title)), []).append(len(self.entries))
        self.entries.append(entry)
        self._words.append(found)
        self._sizes.append(lengths(found))
        self._places.append(places(entry.text))

    def __len__(self) -> int:
        return len(self.entries)

    def search(self, text: str, *, tags: Iterable[Collection[str]] = (), limit: int = 10) -> list[Hit]:
        """The best entries that have one tag of each group, the best first; at most CANDIDATES of them.

        An entry whose title is the question comes first. Empty only when no entry shares a piece with the question.
        """
        asked = question(text)
        if not asked:
            return []
        searcher = self._index.searcher()
        all_pieces = weights(asked)
        rare = {piece: self._rarity(searcher, piece) for piece in all_pieces}
        present = {piece: weight for piece, weight in all_pieces.items() if rare[piece] < self._absent}
        telling = {piece: weight for piece, weight in present.items() if rare[piece] > COMMON}
        found: list[tuple[float, tantivy.DocAddress]] = []
        for counted in (telling, present):  # what stands nearly everywhere is better than nothing
            if counted and not found:
                query = self._query(counted, tags)
                found = searcher.search(query, CANDIDATES, count=False).hits
                worth = {piece: weight * rare[piece] for piece, weight in counted.items()}
        if not found:
            return []
        whole = Asked(worth, self._average, Met(worth))
        total = sum(weight * rare[piece] for piece, weight in all_pieces.items() if rare[piece] > COMMON)
        same = set(self._titles.get(tuple(asked), ()))
        ranked = []
        for score, address in found:
            number = int(searcher.doc(address)["number"][0])
            passage = best_passage(self._words[number], self._sizes[number], whole)
            ranked.append((number not in same, -(score + passage.score), number, passage))
        ranked.sort(key=lambda one: one[:3])
        marker = Marker([word for word in asked if self._tells(word, rare)] or asked)
        return [
            self._hit(number, -negated, passage, _share(passage, worth, total), marker)
            for _other, negated, number, passage in ranked[:limit]
        ]

    def meant(self, text: str) -> str:
        """The question with words that stand nowhere changed for the nearest that do; "" when none is changed."""
        return self.speller.corrected(tidy(text)[:MOST_LETTERS])

    def _hit(self, number: int, score: float, passage: Passage, fit: float, marker: Marker) -> Hit:
        entry = self.entries[number]
        starts, ends = self._places[number]
        before = len(self._words[number]) - len(starts)  # words of the title
        laid = Laid(entry.text, self._words[number][before:], starts, ends)
        shown = excerpt(laid, max(0, passage.first - before), marker)
        return Hit(entry, score, fit, marked(entry.title, marker), shown)

    def _query(self, counted: dict[str, float], tags: Iterable[Collection[str]]) -> tantivy.Query:
        should = [
            (tantivy.Occur.Should, self._piece("text", piece, weight)) for piece, weight in counted.items()
        ]
        should += [
            (tantivy.Occur.Should, self._piece("title", piece, weight * TITLE_WEIGHT))
            for piece, weight in counted.items()
            if piece in self._in_titles
        ]
        asked = tantivy.Query.boolean_query(should)
        groups = [sorted(group) for group in tags]
        if not groups:
            return asked
        must = [
            tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "tags", group), 0.0)
            for group in groups
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in (asked, *must)])

    def _piece(self, field: str, piece: str, weight: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, piece, index_option="freq")
        return tantivy.Query.boost_query(term, weight)

    def _rarity(self, searcher: tantivy.Searcher, piece: str) -> float:
        return _rarity(len(self.entries), searcher.doc_freq("text", piece))

    @staticmethod
    def _tells(word: str, rare: dict[str, float]) -> bool:
        """Whether a word is worth marking: it has a meaning of its own, and does not stand everywhere."""
        return word not in FUNCTION_WORDS and max(rare[piece] for piece in grams(word)) > COMMON

    def _passage_length(self) -> float:
        """Pieces in a passage, on the average."""
        found: list[int] = []
        for sizes in self._sizes:
            found += [one + other for one, other in pairwise(sizes)] or sizes
        return max(1.0, sum(found) / max(1, len(found)))

    def _written(self, rest: Callable[[], None]) -> tantivy.Index:
        index = tantivy.Index(self._schema)
        writer = index.writer(HEAP, 1)
        cut: dict[str, str] = {}
        for number, (entry, found) in enumerate(zip(self.entries, self._words, strict=True)):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("text", _cut(found, cut))
            document.add_text("title", _cut(words(entry.title), cut))
            for tag in entry.tags:
                document.add_text("tags", tag)
            writer.add_document(document)
            rest()
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index


def _rarity(count: int, held: int) -> float:
    """How much it says that a text has a piece that so many of all have, as tantivy counts it."""
    return math.log(1 + (count - held + 0.5) / (held + 0.5))


def _share(passage: Passage, worth: Mapping[str, float], total: float) -> float:
    """How much of what was asked the text has."""
    return min(1.0, sum(worth[piece] for piece in passage.met) / total) if total else 1.0


def question(text: str) -> list[str]:
    """The words of a question; what is beyond forty words or four hundred letters is left out."""
    return words(tidy(text[: 4 * MOST_LETTERS])[:MOST_LETTERS])[:MOST_WORDS]


def _cut(found: Iterable[str], known: dict[str, str]) -> str:
    """The pieces of the words, with blanks between."""
    parts = []
    for word in found:
        part = known.get(word)
        if part is None:
            part = known[word] = " ".join(grams(word))
        parts.append(part)
    return " ".join(parts)


def _schema() -> tantivy.Schema:
    """BM25 in tantivy has K1 and B as the passages have them."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in ("text", "title"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("tags", tokenizer_name="raw", index_option="basic")
    return builder.build()
