"""``skyddsnat bench search FILE [--json]``"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skyddsnat.shared.grams.index import Entry, Index
from skyddsnat.shared.grams.questions import (
    Measured,
    Questions,
    Ranker,
    Unreadable,
    measured,
    read_questions,
    spread,
)

MOST_SHOWN = 20
WRONG_USE = 2


def search_command(argv: Sequence[str]) -> int:
    """Measure the search on a file and print the figures. Exit code 0, or 2 when the file is not of the form."""
    parser = argparse.ArgumentParser(
        prog="skyddsnat bench search",
        description="Measures the search on questions with known answers: one JSON object a line with question, "
        "candidate_answers and label. The distinct answers of the file are the pool.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON lines")
    parser.add_argument("--json", action="store_true", help="write the figures as JSON")
    options = parser.parse_args(argv)
    try:
        questions = read_questions(options.file)
    except Unreadable as problem:
        for line in problem.problems[:MOST_SHOWN]:
            print(line, file=sys.stderr)
        more = len(problem.problems) - MOST_SHOWN
        if more > 0:
            print(f"… and {more} more", file=sys.stderr)
        return WRONG_USE
    begun = time.perf_counter()
    rank = ranker(questions)
    took = time.perf_counter() - begun
    figures = _figures(questions, measured(questions, rank), took)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name:14} {value}")
    return 0


def ranker(questions: Questions) -> Ranker:
    """Our search over the pool."""
    index = Index(Entry(str(number), "", text) for number, text in enumerate(questions.pool))
    return lambda asked: [int(hit.entry.key) for hit in index.search(asked)]


def _figures(questions: Questions, found: Measured, took: float) -> dict[str, Any]:
    low, high = spread(found.gains)
    return {
        "questions": len(questions.asked),
        "answers": len(questions.pool),
        "ndcg@10": round(found.ndcg, 4),
        "interval_95": [round(low, 4), round(high, 4)],
        "right_first": round(found.first, 4),
        "zero_hits": round(found.empty, 4),
        "p50_ms": round(found.percentile(0.5), 2),
        "p95_ms": round(found.percentile(0.95), 2),
        "build_ms": round(took * 1000, 1),
    }
