"""The room's one door for other rooms."""

from skyddsnat.industry.badges.actions import claim_badge, issue_company_badge, offer_badge, revoke_badge
from skyddsnat.industry.badges.keys import ensure_key
from skyddsnat.industry.badges.retention import remove_old_badges
from skyddsnat.industry.badges.rules import fingerprints
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import Badge, Company

__all__ = [
    "JOBS_IN",
    "Badge",
    "Company",
    "Job",
    "claim_badge",
    "ensure_key",
    "fingerprints",
    "issue_company_badge",
    "offer_badge",
    "remove_old_badges",
    "revoke_badge",
]
