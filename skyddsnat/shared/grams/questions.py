"""Measuring a search with questions whose right answers are known: the file of them, and what is counted.

A file has one JSON object a line with `question`, `candidate_answers` (texts) and `label` (which of them is right,
from 0), as the sets of SuperLim have it. All the distinct answers are the pool that each question is put to.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEPTH = 10
SAMPLES = 2000
SEED = 20140601
MOST_BYTES = 200_000_000


class Unreadable(Exception):
    """A file that is not of this form. `problems` say where and what."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions, the pool of answers, and the place in the pool of each question's right one."""

    asked: list[str]
    pool: list[str]
    right: list[int]


type Ranker = Callable[[str], Sequence[int]]
"""Places in the pool for a question, the best first; at least ten when there are so many."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of searching reached. `gains` has nDCG@10 question by question."""

    gains: list[float]
    first: float
    empty: float
    milliseconds: list[float]

    @property
    def ndcg(self) -> float:
        return sum(self.gains) / len(self.gains)

    def percentile(self, share: float) -> float:
        """Milliseconds within which so large a share of the questions was answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def read_questions(path: Path) -> Questions:
    """The questions of a file; Unreadable with a line for each fault when it is not of the form."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable([f"{path}: larger than {MOST_BYTES // 1_000_000} MB"])
        text = path.read_bytes().decode()
    except OSError as error:
        raise Unreadable([f"{path}: {error.strerror}"]) from None
    except UnicodeDecodeError as error:
        raise Unreadable([f"{path}: not UTF-8 at byte {error.start}"]) from None
    return parsed(text.removeprefix("\ufeff").split("\n"), str(path))


def parsed(lines: Iterable[str], name: str) -> Questions:
    """The questions on the lines; empty lines are passed over."""
    problems: list[str] = []
    asked: list[str] = []
    right: list[int] = []
    pool: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        fault = _fault(line)
        if fault:
            problems.append(f"{name}:{number}: {fault}")
            continue
        row = json.loads(line)
        for answer in row["candidate_answers"]:
            pool.setdefault(answer, len(pool))
        asked.append(row["question"])
        right.append(pool[row["candidate_answers"][row["label"]]])
    if not asked and not problems:
        problems.append(f"{name}: no questions in it")
    if problems:
        raise Unreadable(problems)
    return Questions(asked, list(pool), right)


def _fault(line: str) -> str:
    """What is wrong with a line; "" when nothing is."""
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({getattr(error, 'msg', 'nested too deep')})"
    if not isinstance(row, dict):
        return "not a JSON object"
    missing = [key for key in ("question", "candidate_answers", "label") if key not in row]
    if missing:
        return f"has no {', '.join(missing)}"
    answers, label = row["candidate_answers"], row["label"]
    if not isinstance(row["question"], str) or not row["question"].strip():
        return "question is not a text"
    if not isinstance(answers, list) or not answers or not all(isinstance(one, str) for one in answers):
        return "candidate_answers is not a list of texts"
    if not isinstance(label, int) or isinstance(label, bool):
        return "label is not a whole number"
    if not 0 <= label < len(answers):
        return f"label {label} is out of range: there are {len(answers)} candidate_answers"
    return ""


def measured(questions: Questions, rank: Ranker) -> Measured:
    """Put every question and count. With one right answer nDCG is 1 / log2(rank + 1), and 0 below the tenth."""
    gains: list[float] = []
    empty = first = 0
    times: list[float] = []
    for asked, right in zip(questions.asked, questions.right, strict=True):
        begun = time.perf_counter()
        found = list(rank(asked))
        times.append((time.perf_counter() - begun) * 1000)
        empty += not found
        first += found[:1] == [right]
        gains.append(1 / math.log2(found.index(right) + 2) if right in found[:DEPTH] else 0.0)
    count = len(questions.asked)
    return Measured(gains, first / count, empty / count, times)


def spread(values: Sequence[float]) -> tuple[float, float]:
    """The bootstrap interval of the mean, 95 %: which means other questions of the kind would give. Always the same."""
    chance = random.Random(SEED)  # noqa: S311 -- a sample, no secret
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _sample in range(SAMPLES))
    return means[int(0.025 * SAMPLES)], means[int(0.975 * SAMPLES) - 1]
