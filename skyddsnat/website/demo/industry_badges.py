"""Badges of the demonstration: valid, expired and revoked ones, and a company's. All names are made up."""

from __future__ import annotations

import datetime

from skyddsnat.core.models import User
from skyddsnat.industry.api import (
    JOBS_IN,
    Badge,
    Company,
    Job,
    claim_badge,
    fingerprints,
    issue_company_badge,
    offer_badge,
    revoke_badge,
    scene_marks,
)
from skyddsnat.shared.dates import today

LESSON = "Se och larma"
# One scene of this job's lesson had other words when its badge was made, so that its holder has just that to take.
CHANGED = Job.DRIVER
# Job, language, how many days ago it was finished, and the name on it.
TAKEN = (
    (Job.RECEPTION, "sv", 3, "Kim Demosson"),
    (Job.DRIVER, "so", 12, "Hamid Demosson"),
    (Job.HOUSEKEEPING, "pl", 20, ""),
    (Job.NIGHT, "sv", 60, "Greta Demosson"),
    (Job.BAR, "en", 380, "Alva Demosson"),
)
STAFF = {Job.RECEPTION: (9, 11), Job.HOUSEKEEPING: (14, 20), Job.NIGHT: (3, 4), Job.DRIVER: (22, 31)}


def build_badges(people: dict[str, User]) -> None:
    """What five people made, one of them by mistake, and what the first company that takes part certifies."""
    made = [_made(*one) for one in TAKEN]
    revoke_badge(badge=made[3], reason="mistake", by=people["coordinator"])
    company = Company.objects.exclude(joined_at=None).filter(left_at=None).order_by("pk").first()
    if company is not None:
        sectors = set(company.sites.values_list("sector", flat=True))
        there = {job for sector in sectors for job in JOBS_IN[sector]} or set(STAFF)
        issue_company_badge(
            company=company, trained={job: share for job, share in STAFF.items() if job in there}
        )


def _made(job: Job, language: str, days_ago: int, name: str) -> Badge:
    day = today() - datetime.timedelta(days=days_ago)
    scenes = scene_marks(job, language)
    if job == CHANGED:
        scenes |= fingerprints({next(iter(scenes)): {"version": 0}})
    secret = offer_badge(lesson=LESSON, lesson_version=1, job=job, language=language, day=day, scenes=scenes)
    badge, _file = claim_badge(secret=secret, name=name, day=day)
    return badge
