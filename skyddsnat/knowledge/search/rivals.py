"""What one would search with otherwise, measured beside ours: PostgreSQL's Swedish, Wagtail's default, plain 4-grams.

For the measurement alone; its tables are made in the database of the bench, which is removed afterwards.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from modelsearch.abstract_models import TextIDGenericRelation
from modelsearch.conf import get_app_config
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from skyddsnat.shared.grams.words import tidy, words

DEPTH = 10
K1, B = 1.2, 0.75
LENGTH = 4
TABLE = "bench_swedish"
CREATE = f"""
    DROP TABLE IF EXISTS {TABLE};
    CREATE TABLE {TABLE} (
        id int PRIMARY KEY, body text NOT NULL,
        vector tsvector GENERATED ALWAYS AS (to_tsvector('swedish', body)) STORED
    );
    CREATE INDEX ON {TABLE} USING gin (vector)
"""
ASK = f"""
    SELECT id FROM {TABLE}, (SELECT %s::tsquery AS asked) q
     WHERE vector @@ asked ORDER BY ts_rank_cd(vector, asked, 1) DESC, id LIMIT {DEPTH}
"""


class Swedish:
    """PostgreSQL's `swedish` configuration with an index: all words of the question (as websearch reads it), or any."""

    def __init__(self, texts: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(CREATE)
            cursor.executemany(f"INSERT INTO {TABLE} (id, body) VALUES (%s, %s)", list(enumerate(texts)))
            cursor.execute(f"ANALYZE {TABLE}")

    def all_words(self, question: str) -> list[int]:
        return self._found("SELECT websearch_to_tsquery('swedish', %s)::text", question)

    def any_word(self, question: str) -> list[int]:
        return self._found("SELECT replace(plainto_tsquery('swedish', %s)::text, '&', '|')", question)

    def _found(self, reading: str, question: str) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(reading, [question])
            cursor.execute(ASK, [cursor.fetchone()[0]])
            return [row[0] for row in cursor.fetchall()]


class Wagtail:
    """Wagtail's search as it comes: its database backend, over a table with one field to search."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._model = _model()
        with connection.schema_editor() as editor:
            if self._model._meta.db_table in connection.introspection.table_names():
                editor.delete_model(self._model)
            editor.create_model(self._model)
        rows = self._model.objects.bulk_create(
            self._model(id=number, body=text) for number, text in enumerate(texts)
        )
        self._backend = get_search_backend()
        kept = self._backend.get_index_for_model(self._model)
        kept.delete_stale_model_entries(self._model)
        for start in range(0, len(rows), 500):
            kept.add_items(self._model, rows[start : start + 500])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def search(self, question: str) -> list[int]:
        return [row.pk for row in self._backend.search(question, self._model)[:DEPTH]]


_MADE: list[Any] = []


def _model() -> Any:
    """Made when it is measured, so that the program has no such table."""
    if not _MADE:
        meta = type("Meta", (), {"app_label": "knowledge"})
        fields = {
            "__module__": __name__,
            "Meta": meta,
            "id": models.IntegerField(primary_key=True),
            "body": models.TextField(),
            "search_fields": [index.SearchField("body")],
            "index_entries": TextIDGenericRelation(get_app_config().get_model("IndexEntry")),
        }
        _MADE.append(type("BenchText", (index.Indexed, models.Model), fields))
    return _MADE[0]


class FourGrams:
    """BM25 over the four-letter pieces of words and nothing more: what a gain is counted from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._held: dict[str, list[tuple[int, float]]] = defaultdict(list)
        cut = [_four(text) for text in texts]
        average = sum(map(len, cut)) / len(cut)
        for number, pieces in enumerate(cut):
            damp = K1 * (1 - B + B * len(pieces) / average)
            for piece, tf in Counter(pieces).items():
                self._held[piece].append((number, tf * (K1 + 1) / (tf + damp)))
        self._count = len(texts)

    def search(self, question: str) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for piece in _four(question):
            held = self._held.get(piece, [])
            rare = math.log(1 + (self._count - len(held) + 0.5) / (len(held) + 0.5))
            for number, worth in held:
                scores[number] += rare * worth
        return sorted(scores, key=lambda number: (-scores[number], number))[:DEPTH]


def _four(text: str) -> list[str]:
    return [
        word[start : start + LENGTH]
        for word in words(tidy(text))
        for start in range(max(1, len(word) - LENGTH + 1))
    ]
