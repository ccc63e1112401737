"""How well and how quickly the search finds, beside PostgreSQL's Swedish and Wagtail's default on the same questions.

Well: SweFAQ (SuperLim 2, Språkbanken Text, CC BY 4.0) when its file is at hand; it is not part of the program. Quickly:
collections made of sentences, of the same file or else of the library that comes with the program.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Any

from skyddsnat.knowledge.search.generated import QUESTIONS, collection
from skyddsnat.knowledge.search.rivals import FourGrams, Swedish, Wagtail
from skyddsnat.shared.grams.command import ranker
from skyddsnat.shared.grams.index import Entry, Index
from skyddsnat.shared.grams.living import Living
from skyddsnat.shared.grams.questions import (
    Measured,
    Questions,
    Ranker,
    Unreadable,
    measured,
    read_questions,
    spread,
)

PLACE = Path("..") / "shared" / "bench" / "swefaq-dev.jsonl"  # beside the checkout
VARIABLE = "SKYDDSNAT_BENCH_QUESTIONS"
BAR, BAR_MS = 0.77, 20.0
SIZES = (100, 1_000, 10_000)
ROOT = Path(__file__).resolve().parents[3]


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    path = Path(os.environ.get(VARIABLE) or ROOT / PLACE)
    try:
        questions = read_questions(path)
    except Unreadable as problem:
        missing = f"not measured: {problem.problems[0]}; set {VARIABLE} to a file of this form"
        return [_row("search.swefaq.ndcg10", None, "", BAR, missing), *_quick(None)]
    return [*_well(questions), *_quick(questions)]


def _well(questions: Questions) -> list[dict[str, Any]]:
    plain = measured(questions, FourGrams(questions.pool).search)
    swedish, wagtail = Swedish(questions.pool), Wagtail(questions.pool)
    ours = measured(questions, ranker(questions))
    low, high = spread(ours.gains)
    gains = [one - other for one, other in zip(ours.gains, plain.gains, strict=True)]
    less, more = spread(gains)
    halves = ", ".join(f"{sum(part) / len(part):.3f}" for part in (ours.gains[::2], ours.gains[1::2]))
    count = f"{len(questions.asked)} questions, {len(questions.pool)} answers"
    rows = [
        _row(
            "search.swefaq.ndcg10", round(ours.ndcg, 4), "", BAR,
            f"{count}; 95 % of samples {low:.3f} to {high:.3f}; every second question: {halves}; baseline: the bar",
        ),
        _row(
            "search.swefaq.gain", round(sum(gains) / len(gains), 4), "", round(plain.ndcg, 4),
            f"over plain 4-grams in the same run, which is the baseline; 95 % of samples {less:+.3f} to {more:+.3f}",
        ),
        _row("search.swefaq.zero_hits", ours.empty, "share", 0, "questions that find nothing; baseline: the bar"),
    ]  # fmt: skip
    others: list[tuple[str, Ranker, str]] = [
        ("postgresql_all", swedish.all_words, "PostgreSQL swedish, websearch_to_tsquery; baseline: ours"),
        ("postgresql_any", swedish.any_word, "PostgreSQL swedish, any of the words; baseline: ours"),
        ("wagtail", wagtail.search, "Wagtail's default search; baseline: ours"),
    ]
    for name, rank, said in others:
        other = measured(questions, rank)
        rows += [
            _row(f"search.swefaq.{name}.ndcg10", round(other.ndcg, 4), "", round(ours.ndcg, 4), said),
            _row(f"search.swefaq.{name}.zero_hits", round(other.empty, 4), "share", ours.empty, said),
        ]  # fmt: skip
    return rows


def _quick(questions: Questions | None) -> list[dict[str, Any]]:
    """Milliseconds a question at three sizes, ours and the others', and how long the index takes to make."""
    asked = questions.asked if questions else list(QUESTIONS)
    source = questions.pool if questions else None
    rows = []
    for size in SIZES:
        entries = collection(size, source)
        texts = [f"{entry.title}\n{entry.text}" for entry in entries]
        begun = time.perf_counter()
        rank = _ranker(entries)
        took = time.perf_counter() - begun
        ours = _times(asked, rank)
        swedish, wagtail = Swedish(texts), Wagtail(texts)
        every = _times(asked, swedish.any_word)
        default = _times(asked, wagtail.search)
        words = sum(len(text.split()) for text in texts) // size
        note = f"{size} texts of about {words} words, {len(asked)} questions"
        rows += [
            _row(f"search.p50.at_{size}", round(ours.percentile(0.5), 2), "ms", round(every.percentile(0.5), 2),
                 f"{note}; baseline: PostgreSQL swedish, any of the words"),
            _row(f"search.p95.at_{size}", round(ours.percentile(0.95), 2), "ms", BAR_MS, f"{note}; baseline: the bar"),
            _row(f"search.p95.postgresql.at_{size}", round(every.percentile(0.95), 2), "ms",
                 round(ours.percentile(0.95), 2), f"{note}; PostgreSQL swedish, any of the words; baseline: ours"),
            _row(f"search.p95.wagtail.at_{size}", round(default.percentile(0.95), 2), "ms",
                 round(ours.percentile(0.95), 2), f"{note}; Wagtail's default search; baseline: ours"),
            _row(f"search.build.at_{size}", round(took, 2), "s", None, note),
        ]  # fmt: skip
        if size == SIZES[-1]:
            rows.append(_while_building(entries, asked, ours))
    return rows


def _ranker(entries: list[Entry]) -> Ranker:
    index = Index(entries)
    return lambda asked: [int(hit.entry.key) for hit in index.search(asked)]


def _while_building(entries: list[Entry], asked: list[str], quiet: Measured) -> dict[str, Any]:
    """What the old index takes to answer while the new one is made beside it, in the same process."""
    generations = iter(range(1_000_000))
    living = Living(load=lambda: entries)
    living.current(next(generations))
    living.current(next(generations))
    chance, times = random.Random(1), []  # noqa: S311 -- an order of questions, no secret
    while living.is_building:
        begun = time.perf_counter()
        living.current(1).search(chance.choice(asked))
        times.append((time.perf_counter() - begun) * 1000)
    found = Measured([0.0], 0.0, 0.0, times or [0.0])
    return _row(
        "search.p95.while_rebuilding", round(found.percentile(0.95), 2), "ms", round(quiet.percentile(0.95), 2),
        f"{len(times)} questions answered by the old index while a new one was made; baseline: at rest",
    )  # fmt: skip


def _times(asked: list[str], rank: Ranker) -> Measured:
    rank(asked[0])
    return measured(Questions(asked, [], [0] * len(asked)), rank)


def _row(name: str, value: float | None, unit: str, baseline: float | None, note: str) -> dict[str, Any]:
    ratio = round(value / baseline, 3) if value is not None and baseline else None
    return {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "note": note}
