"""A badge for somebody who has finished a lesson, when they ask for it: known by the attempt's mark, by no name."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from skyddsnat.core.api import secret_of
from skyddsnat.industry.badges.actions import offer_badge
from skyddsnat.industry.badges.rules import CLAIM_DAYS, fingerprints
from skyddsnat.industry.models import Attempt, LessonPage, LessonVersion
from skyddsnat.shared.dates import today

COOKIE = "klar"
SALT = "industry.training.badge"
KEPT = 24 * 60 * 60  # seconds


def remember(response: HttpResponse, mark: str, path: str) -> None:
    """Let the page that comes after the lesson know what was finished. Only that page sees it."""
    said = signing.dumps(mark, salt=SALT)
    response.set_cookie(
        COOKIE, said, max_age=KEPT, path=path, secure=not settings.DEMO, httponly=True, samesite="Lax"
    )


def remembered(request: HttpRequest) -> str:
    """The mark of what was just finished; "" when there is none."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT))
    except signing.BadSignature:
        return ""


def badge_secret(mark: str) -> str | None:
    """What opens the badge of the lesson that was finished with that mark: the same each time that it is asked for.

    None when no such lesson is kept, or it was too long ago.
    """
    try:
        known = uuid.UUID(mark)
    except ValueError:
        return None
    found = Attempt.objects.select_related("lesson__page").filter(mark=known, is_recheck=False).first()
    if found is None or found.day + datetime.timedelta(days=CLAIM_DAYS) < today():
        return None
    lesson = found.lesson
    page = lesson.page
    return offer_badge(
        lesson=page.title if page else lesson.get_job_display(), lesson_version=lesson.number, job=lesson.job,
        language=lesson.language, day=found.day, scenes=_told(lesson, page), secret=secret_of(known, "badge"),
    )  # fmt: skip


def marks_of(page: LessonPage) -> dict[str, str]:
    """The fingerprints of a lesson's scenes as they are now."""
    return fingerprints({one.value["key"]: one.block.get_prep_value(one.value) for one in page.scenes})


def _told(lesson: LessonVersion, page: LessonPage | None) -> dict[str, str]:
    """The fingerprints of the scenes that were taken; where the words have changed since, of what is known of them."""
    if page is not None and page.versions.latest("number").pk == lesson.pk:
        return marks_of(page)
    return fingerprints(lesson.keys)
