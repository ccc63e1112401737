"""A lesson that has changed since somebody's badge: what is left to take of it, and the badge after that.

What is left stands signed in the address of the lesson: the scenes, and the last day of the badge. Nothing of whose it
is, and not which badge it was. What is answered is kept nowhere: nobody finishes the lesson, so nobody is counted.
"""

from __future__ import annotations

import datetime
import uuid
from typing import NamedTuple

from django.core import signing

from skyddsnat.core.api import secret_of
from skyddsnat.industry.badges.actions import offer_badge
from skyddsnat.industry.badges.checking import check, scenes_to_take
from skyddsnat.industry.badges.rules import State, missing
from skyddsnat.industry.models import Badge, LessonPage, LessonVersion
from skyddsnat.industry.training.access import lessons, version_of
from skyddsnat.industry.training.badge import marks_of
from skyddsnat.shared.dates import today

SALT = "industry.training.changed"
KEPT = 14 * 24 * 60 * 60  # seconds


class Left(NamedTuple):
    """What the holder of a badge has left of the lesson as it is now."""

    lesson: LessonPage
    scenes: list[str]
    until: datetime.date
    is_whole: bool  # then the lesson is taken as by somebody new, and counts for a year


class News(NamedTuple):
    """What the address of such a lesson says: its version, the scenes, and the last day of the badge before."""

    version: int
    scenes: list[str]
    until: datetime.date


def left_of(text: str) -> Left | None:
    """What a badge's file leaves to be taken; None when nothing is, or there is no such lesson. Raises NotOursError."""
    verdict = check(text, on=today())
    page = lesson_now(verdict.badge)
    if page is None:
        return None
    marks = marks_of(page)
    scenes, until = scenes_to_take(text, marks, on=today()), verdict.badge.expires_on
    whole = verdict.state is not State.VALID or until <= today() or len(scenes) == len(marks)
    return Left(page, scenes, until, whole) if scenes else None


def has_changed(badge: Badge) -> bool:
    """Whether a person's badge is of another lesson than the one that is taken today."""
    page = lesson_now(badge)
    return page is not None and bool(missing(badge.scenes, marks_of(page)))


def lesson_now(badge: Badge) -> LessonPage | None:
    """The lesson that a person's badge is of, as it is today; a company's is of none."""
    return lessons().filter(job=badge.job, language=badge.language).first() if badge.job else None


def news_said(left: Left) -> str:
    """What is left, signed, for an address."""
    told = [version_of(left.lesson).pk, left.scenes, left.until.isoformat()]
    return signing.dumps(told, salt=SALT, compress=True)


def news_in(said: str, version: LessonVersion) -> News | None:
    """What an address says is left of that version; None when it is too old, or of another version, or not ours."""
    try:
        of, scenes, until = signing.loads(said, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    found = News(of, scenes, datetime.date.fromisoformat(until))
    return found if found.version == version.pk and found.until > today() else None


def badge_after(*, mark: str, news: News, lesson: LessonPage, version: LessonVersion) -> str | None:
    """What opens the badge of the lesson as it is now, valid as long as the one before; None for a mark that is none.

    The same mark gives the same each time, so that a second click makes no second badge.
    """
    try:
        known = uuid.UUID(mark)
    except ValueError:
        return None
    return offer_badge(
        lesson=lesson.title, lesson_version=version.number, job=lesson.job, language=lesson.language, day=today(),
        scenes=marks_of(lesson), until=news.until,
        secret=secret_of(known, "badge", version.pk, news.until, *news.scenes),
    )  # fmt: skip
