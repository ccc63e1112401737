"""A company of the demonstration with a learning platform of its own, which has handed in some finished lessons."""

from __future__ import annotations

import random
import uuid
from typing import Any

from skyddsnat.industry.api import LessonVersion, Site, hand_in, make_token, read_row, token_with
from skyddsnat.shared.dates import today

SEED = 40
PLATFORM = "Demobolagets lärportal"
SITE = "TXC379"
FINISHED = (("driver", "sv", 6), ("driver", "so", 3), ("dispatcher", "sv", 2))


def build_lms() -> None:
    """A key for the platform, and the rows that it would send with it."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    company = Site.objects.select_related("company").get(code=SITE).company
    token = token_with(make_token(company=company, name=PLATFORM, once=_id(chance)))
    if token is None:
        raise RuntimeError("The demonstration's platform has no key")
    rows = [_row(job, language, chance) for job, language, times in FINISHED for _n in range(times)]
    status, _results = hand_in(token=token, rows=[read_row(row) for row in rows])
    if status != 200:
        raise RuntimeError(f"The demonstration's platform was answered {status}")


def _row(job: str, language: str, chance: random.Random) -> dict[str, Any]:
    lesson = LessonVersion.objects.filter(job=job, language=language).latest("number")
    return {
        "id": str(_id(chance)), "site": SITE, "job": job, "language": language, "version": lesson.number,
        "day": today().isoformat(),
        "answers": {moment: _picked(lesson, chance) for moment in ("before", "after")},
    }  # fmt: skip


def _picked(lesson: LessonVersion, chance: random.Random) -> dict[str, str]:
    measured = {key: sorted(scene.choices) for key, scene in lesson.scenes.items() if scene.use == "measure"}
    return {key: chance.choice(choices) for key, choices in measured.items()}


def _id(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
