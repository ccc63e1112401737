"""A lesson that is published with other words than before is a new version, which answers are held against."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.industry.models import LessonPage, LessonVersion
from skyddsnat.industry.training.fingerprints import fingerprint
from skyddsnat.shared.dates import today


@transaction.atomic
def published(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Hear that Wagtail has published a page; write down the version when it is a lesson that says something else."""
    if not isinstance(instance, LessonPage):
        return
    said = fingerprint(instance)
    earlier = LessonVersion.objects.filter(job=instance.job, language=instance.language).order_by("-number")
    latest = earlier.select_for_update().first()
    if latest is not None and latest.fingerprint == said:
        return
    version = LessonVersion.objects.create(
        page=instance, job=instance.job, language=instance.language, number=latest.number + 1 if latest else 1,
        published_on=today(), fingerprint=said, keys=instance.keys,
    )  # fmt: skip
    record(None, "training.lesson_published", version, number=version.number)
