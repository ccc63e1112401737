"""What somebody perhaps meant who wrote a word that stands nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import tantivy

from skyddsnat.shared.grams.words import grams, placed_words

SHORTEST = 4  # letters of a word that is corrected
LONG = 8  # letters from which on two slips are forgiven
CANDIDATES = 20
ENDING = 2  # letters at the end that the grammar may change
LEAST_PART = 3  # letters of a part of a compound
HEAP = 15_000_000
WORDS_A_TURN = 50


class Speller:
    """The words of a collection, and the nearest of them to a word."""

    def __init__(self, texts: Sequence[Iterable[str]], rest: Callable[[], None] = lambda: None) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            rest()
            counts.update({word for word in text if len(word) >= LEAST_PART and word.isalpha()})
        self._held = counts
        self._words = sorted(word for word in counts if len(word) >= SHORTEST)
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("word", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(HEAP, 1)
        for number, word in enumerate(self._words):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("word", " ".join(grams(word)))
            writer.add_document(document)
            if number % WORDS_A_TURN == 0:
                rest()
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def corrected(self, text: str) -> str:
        """The tidy text with each misspelled word changed; "" when none is."""
        parts, end, changed = [], 0, False
        for word in placed_words(text):
            nearest = self.nearest(word.text)
            if nearest:
                parts += [text[end : word.start], nearest]
                end, changed = word.end, True
        return "".join([*parts, text[end:]]) if changed else ""

    def nearest(self, word: str) -> str:
        """The word that was perhaps meant; "" when this one is known, or nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or self._is_known(word):
            return ""
        near = self._alike(word)
        if any(word in other for other in near):
            return ""  # part of a longer word
        allowed = 2 if len(word) >= LONG else 1
        fitting = [
            (slips, -self._held[other], other)
            for other in near
            if (slips := distance(word, other, allowed)) <= allowed and not _same_stem(word, other)
        ]
        if not fitting or any(_same_stem(word, other) for other in near):
            return ""
        return min(fitting)[2]

    def _is_known(self, word: str) -> bool:
        """Whether it stands somewhere, or is put together of two that do, with or without an s between."""
        if word in self._held:
            return True
        for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
            first, second = word[:cut], word[cut:]
            if second in self._held and (first in self._held or first.removesuffix("s") in self._held):
                return True
        return False

    def _alike(self, word: str) -> list[str]:
        pieces = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "word", piece, index_option="freq"))
            for piece in grams(word)
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(pieces), CANDIDATES, count=False).hits
        return [self._words[int(searcher.doc(address)["number"][0])] for _score, address in hits]


def _same_stem(one: str, other: str) -> bool:
    """Whether only the ending differs: a form of the same word, no slip."""
    stem = max(len(one), len(other)) - ENDING
    return stem >= SHORTEST - 1 and one[:stem] == other[:stem]


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next; more than `most` is said as most + 1.

    Optimal string alignment: Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != theirs))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1] if above[-1] <= most else most + 1
