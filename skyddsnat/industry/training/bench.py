"""How many phones a server takes at once, and how the quality of decisions is counted as answers grow."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from django.db import connection

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Answer, LessonVersion
from skyddsnat.industry.training.measuring import KEYS, PHONES, measured, serving
from skyddsnat.industry.training.quality import groups_of
from skyddsnat.shared.dates import today

SIZES = (5_000, 50_000, 500_000)  # answers: 1, 10 and 100 times
SCENES = 4  # of each job
ANSWERS = 2 * SCENES  # of a person: before and after
TIMES = 3

ATTEMPTS = """
    INSERT INTO industry_attempt (mark, lesson_id, is_recheck, day)
    SELECT gen_random_uuid(), %s, false, current_date FROM generate_series(1, %s)
    RETURNING id
"""
FILLED = f"""
    WITH taken AS ({ATTEMPTS})
    INSERT INTO industry_answer (attempt_id, moment, scene, choice, quality)
    SELECT id, moment, 'scene-' || scene, 'note', (ARRAY['good', 'fair', 'poor'])[1 + (id + scene) %% 3]
      FROM taken, unnest(ARRAY['before', 'after']) moment, generate_series(1, %s) scene
"""


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}. Raises RuntimeError when an answer is lost or double."""
    return [*_phones(), *_quality()]


def _phones() -> list[dict[str, Any]]:
    with serving() as url:
        found = measured(url, PHONES)
    if found["lost"] or found["double"]:
        raise RuntimeError(f"an answer was lost or kept twice: {found}")
    note = f"{PHONES} phones at once, a tenth sends twice, a tenth is cut off, a tenth never hears the answer"
    return [
        _row("training.phones.stored", found["stored_per_s"], "lessons/s", None, note),
        _row("training.phones.p95", found["p95_ms"], "ms", found["p50_ms"], f"{note}; baseline: the median"),
    ]


def _quality() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    lessons = [
        LessonVersion.objects.create(
            job=job, language="th", number=900, published_on=today(), fingerprint="bench", keys=KEYS
        ).pk
        for job in Job
    ]
    held, before = 0, None
    for size in SIZES:
        _fill(lessons, size - held)
        held = size
        took = median(_timed() for _n in range(TIMES)) * 1000
        note = "every group of five, on the page of decisions; baseline: with a tenth of the answers"
        rows.append(_row(f"training.quality.at_{size}", took, "ms", before, note))
        before = took
    return rows


def _fill(lessons: list[int], answers: int) -> None:
    with connection.cursor() as cursor:
        for lesson in lessons:
            cursor.execute(FILLED, [lesson, answers // ANSWERS // len(lessons), SCENES])
        cursor.execute("ANALYZE industry_attempt, industry_answer")


def _timed() -> float:
    begun = time.perf_counter()
    groups_of(Answer.objects.all())
    return time.perf_counter() - begun


def _row(name: str, value: float, unit: str, baseline: float | None, note: str) -> dict[str, Any]:
    return {
        "name": name, "value": round(value, 1), "unit": unit,
        "baseline": None if baseline is None else round(baseline, 1),
        "ratio": round(value / baseline, 2) if baseline else None, "note": note,
    }  # fmt: skip
