"""The room's one door for other rooms."""

from skyddsnat.industry.badges.actions import claim_badge, issue_company_badge, offer_badge, revoke_badge
from skyddsnat.industry.badges.keys import ensure_key
from skyddsnat.industry.badges.retention import remove_old_badges
from skyddsnat.industry.badges.rules import fingerprints
from skyddsnat.industry.companies.bodies import add_body, add_member
from skyddsnat.industry.companies.commitments import (
    Step,
    drafted,
    make_pledge,
    mark_report,
    save_commitment,
    submit_report,
)
from skyddsnat.industry.companies.discovery import CRAWLED, SITE_MAPS
from skyddsnat.industry.companies.enrolling import Contact, Workplace, confirm, enrol
from skyddsnat.industry.companies.own import check_company, count_staff, show_in_list
from skyddsnat.industry.companies.proof import choose_activity
from skyddsnat.industry.companies.retention import (
    remove_old_company_keys,
    remove_old_company_letters,
    remove_old_enrolments,
)
from skyddsnat.industry.jobs import JOBS_IN, Job, Sector
from skyddsnat.industry.kits.actions import deliver_edition, order_edition, recall_edition
from skyddsnat.industry.lms.access import token_with
from skyddsnat.industry.lms.completions import read_row
from skyddsnat.industry.lms.handing_in import hand_in
from skyddsnat.industry.lms.tokens import make_token, remove_old_company_tokens
from skyddsnat.industry.models import (
    Badge,
    Company,
    Criterion,
    Enrolment,
    LessonVersion,
    Pledge,
    Site,
    SiteProof,
)
from skyddsnat.industry.training.actions import choose_training_activity
from skyddsnat.industry.training.api import load_lessons
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.proof import prove_training

__all__ = [
    "CRAWLED",
    "JOBS_IN",
    "SITE_MAPS",
    "Badge",
    "Company",
    "Contact",
    "Criterion",
    "Enrolment",
    "Job",
    "LessonVersion",
    "Pledge",
    "Sector",
    "Site",
    "SiteProof",
    "Step",
    "Workplace",
    "add_body",
    "add_member",
    "check_company",
    "choose_activity",
    "choose_training_activity",
    "claim_badge",
    "confirm",
    "count_staff",
    "deliver_edition",
    "drafted",
    "enrol",
    "ensure_key",
    "fingerprints",
    "hand_in",
    "issue_company_badge",
    "load_lessons",
    "make_pledge",
    "make_token",
    "mark_report",
    "offer_badge",
    "order_edition",
    "prove_training",
    "read_row",
    "recall_edition",
    "remove_old_badges",
    "remove_old_company_keys",
    "remove_old_company_letters",
    "remove_old_company_tokens",
    "remove_old_enrolments",
    "revoke_badge",
    "save_commitment",
    "show_in_list",
    "submit_report",
    "take",
    "token_with",
]
