"""How many of the children who were entered twice are found, how many pairs are shown in vain, and how quickly.

Over made-up children only. It says that the machinery does what it should, not how often officers err.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from skyddsnat.cooperation.matching.engine import alike_among, alike_to
from skyddsnat.cooperation.matching.made_up import made_up
from skyddsnat.cooperation.matching.names import plain
from skyddsnat.cooperation.matching.records import Said, record_of

SIZES = (250, 2_000, 10_000)
NEW = 5  # cases entered while the clock runs


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    return [row for count in SIZES for row in _measured(count)] + [_warning(SIZES[-1])]


def _measured(count: int) -> list[dict[str, Any]]:
    cases, pairs = made_up(count)
    records = [record_of(one) for one in cases]
    begun = time.perf_counter()
    found = {frozenset((one.first, one.second)) for one in alike_among(records)}
    seconds = time.perf_counter() - begun
    plainly = _written_alike(cases)
    precision, recall = judged(found, pairs)
    plain_precision, plain_recall = judged(plainly, pairs)
    name, note = f"cooperation.matching.{count}", f"{len(pairs)} entered twice, {len(found)} pairs shown"
    return [
        _row(f"{name}.recall", recall, "share", plain_recall, f"{note}; baseline: same name and date"),
        _row(f"{name}.precision", precision, "share", plain_precision, note),
        _row(f"{name}.seconds", seconds, "s", None, f"{len(cases)} cases"),
    ]


def judged(found: set[frozenset[str]], pairs: set[frozenset[str]]) -> tuple[float, float]:
    """Precision and recall."""
    right = len(found & pairs)
    return (right / len(found) if found else 1.0), right / len(pairs)


def _written_alike(cases: Iterable[Said]) -> set[frozenset[str]]:
    """What a search for the same name and date finds."""
    by_key: dict[Any, list[str]] = {}
    for one in cases:
        by_key.setdefault((plain(one.given), plain(one.family), one.born_on), []).append(one.case_id)
    return {
        frozenset((first, second))
        for group in by_key.values()
        for n, first in enumerate(group)
        for second in group[n + 1 :]
    }


def _warning(count: int) -> dict[str, Any]:
    cases, _pairs = made_up(count)
    records = [record_of(one) for one in cases]
    begun = time.perf_counter()
    for one in records[:NEW]:
        alike_to(one, records[NEW:])
    seconds = (time.perf_counter() - begun) / NEW
    return _row(
        "cooperation.matching.one_new.seconds", seconds, "s", None, f"against {len(records) - NEW} cases"
    )


def _row(name: str, value: float, unit: str, baseline: float | None, note: str) -> dict[str, Any]:
    ratio = round(value / baseline, 2) if baseline else None
    return {
        "name": name, "value": round(value, 3), "unit": unit,
        "baseline": None if baseline is None else round(baseline, 3), "ratio": ratio, "note": note,
    }  # fmt: skip
