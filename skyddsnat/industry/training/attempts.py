"""Taking in what somebody answered: once, however many times the phone sends it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.db import transaction

from skyddsnat.industry.models import Answer, Attempt, LessonVersion, Site
from skyddsnat.industry.training.rules import judged


class NotWholeError(ValueError):
    """An answer is missing, or is to another question than the lesson asks."""


@transaction.atomic
def take(
    *, mark: uuid.UUID, site: Site, lesson: LessonVersion, answers: Mapping[str, Mapping[str, str]],
    day: datetime.date, is_recheck: bool = False,
) -> bool:  # fmt: skip
    """Keep a finished lesson; False when it was kept already. Raises NotWholeError.

    It leaves no line in the log, which would say at what time somebody was done.
    """
    rows = judged(answers, lesson.scenes, recheck=is_recheck)
    if rows is None:
        raise NotWholeError
    attempt, fresh = Attempt.objects.get_or_create(
        mark=mark, defaults={"site": site, "lesson": lesson, "is_recheck": is_recheck, "day": day}
    )
    if fresh:
        Answer.objects.bulk_create(
            Answer(attempt=attempt, moment=moment, scene=scene, choice=choice, quality=quality)
            for moment, scene, choice, quality in rows
        )
    return fresh
