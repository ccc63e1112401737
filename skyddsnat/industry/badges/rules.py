"""How long a badge is valid, what is left to take when a lesson has changed, and which shares may be shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.industry.jobs import Job
from skyddsnat.shared.hashing import canonical_json, sha256_hex

FEW = 5  # shares of fewer staff are not shown: they could tell of a person
CLAIM_DAYS = 30  # to make the badge in, and to fetch it again
KEPT_DAYS = 730  # after it ceased to be valid; rule "badge" in core/retention.yaml
LINKS_KEPT_DAYS = 30  # after they ceased to open; rule "personal-link"
LONGEST_NAME = 80


class State(StrEnum):
    """What a badge is worth on a day."""

    VALID = "valid"
    COMING = "coming"
    EXPIRED = "expired"
    REVOKED = "revoked"


def last_day(day: datetime.date) -> datetime.date:
    """The last day that a badge is valid: twelve months after it was made."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def state_on(today: datetime.date, *, day: datetime.date, expires_on: datetime.date, revoked: bool) -> State:
    """Revoked weighs heaviest: what was wrong does not become right by growing old."""
    if revoked:
        return State.REVOKED
    if today < day:
        return State.COMING
    return State.EXPIRED if today > expires_on else State.VALID


def fingerprints(scenes: Mapping[str, Any]) -> dict[str, str]:
    """What a badge remembers of each scene: enough to see that it has changed, not what it said."""
    return {key: sha256_hex(canonical_json(scene)) for key, scene in scenes.items()}


def missing(badge_scenes: Mapping[str, str], lesson_scenes: Mapping[str, str]) -> list[str]:
    """The scenes that are new or have changed since the badge, in the lesson's order."""
    return [key for key, mark in lesson_scenes.items() if badge_scenes.get(key) != mark]


def to_take(badge_scenes: Mapping[str, str], lesson_scenes: Mapping[str, str], *, state: State) -> list[str]:
    """What the holder of a badge takes to have the lesson as it is now.

    With a valid badge only what has changed. An old or revoked badge counts for nothing: then the whole lesson.
    """
    if state is not State.VALID:
        return list(lesson_scenes)
    return missing(badge_scenes, lesson_scenes)


def shown_shares(trained: Mapping[Job, tuple[int, int]]) -> dict[str, int]:
    """Job → percent trained, rounded down so that nothing is overstated; jobs with few staff are left out."""
    return {
        job.value: 100 * min(done, staff) // staff
        for job, (done, staff) in trained.items()
        if staff >= FEW and done >= 0
    }


def check_shares(shares: Mapping[str, int]) -> None:
    """Raise Refused when there is nothing to certify."""
    if not any(shares.values()):
        raise Refused(
            _(
                "Det finns inget att intyga än. Minst ett arbete behöver ha %(few)s anställda och någon utbildad."
            )
            % {"few": FEW}
        )


def check_offer(*, lesson: str, lesson_version: int, job: str, language: str) -> None:
    """Raise Refused when it is not said what has been finished."""
    if not lesson.strip() or lesson_version < 1 or job not in Job.values or not language:
        raise Refused(
            _("Säg vilken utbildning, vilken version, vilket arbete och vilket språk intyget gäller.")
        )


def check_until(*, day: datetime.date, until: datetime.date | None) -> None:
    """Raise Refused for a last day that no badge can have: past, or later than that of the whole lesson."""
    if until is not None and not day < until <= last_day(day):
        raise Refused(_("Intyget gäller inte längre. Gör hela lektionen för ett nytt."))


def check_name(name: str) -> None:
    """Raise Refused for what cannot be printed as a name."""
    if len(name) > LONGEST_NAME:
        raise Refused(_("Namnet är för långt. Skriv högst %(most)s tecken.") % {"most": LONGEST_NAME})


def in_order(shares: Mapping[str, int]) -> list[tuple[Job, int]]:
    """The shares in the order of the jobs."""
    return [(job, shares[job.value]) for job in Job if job.value in shares]
