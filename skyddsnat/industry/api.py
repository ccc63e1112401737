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
from skyddsnat.industry.kits.own import confirm_removed, order_own_edition
from skyddsnat.industry.lms.access import token_with
from skyddsnat.industry.lms.completions import read_row
from skyddsnat.industry.lms.handing_in import hand_in
from skyddsnat.industry.lms.tokens import make_token, remove_old_company_tokens
from skyddsnat.industry.models import (
    Badge,
    Company,
    Criterion,
    Edition,
    Enrolment,
    LessonVersion,
    Pledge,
    Prospect,
    Site,
    SiteProof,
)
from skyddsnat.industry.outreach.contacts import Contact as ContactTaken
from skyddsnat.industry.outreach.contacts import take_contact
from skyddsnat.industry.outreach.listing import Change, change_prospects
from skyddsnat.industry.sectors.actions import note_received
from skyddsnat.industry.sectors.retention import remove_old_tips_received
from skyddsnat.industry.sectors.ways import sector_ways
from skyddsnat.industry.sectors.writing import Form as TipForm
from skyddsnat.industry.sectors.writing import register_tip_form
from skyddsnat.industry.training.actions import choose_training_activity
from skyddsnat.industry.training.api import load_lessons, scene_marks
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.proof import prove_training

__all__ = [
    "CRAWLED",
    "JOBS_IN",
    "SITE_MAPS",
    "Badge",
    "Change",
    "Company",
    "Contact",
    "ContactTaken",
    "Criterion",
    "Edition",
    "Enrolment",
    "Job",
    "LessonVersion",
    "Pledge",
    "Prospect",
    "Sector",
    "Site",
    "SiteProof",
    "Step",
    "TipForm",
    "Workplace",
    "add_body",
    "add_member",
    "change_prospects",
    "check_company",
    "choose_activity",
    "choose_training_activity",
    "claim_badge",
    "confirm",
    "confirm_removed",
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
    "note_received",
    "offer_badge",
    "order_edition",
    "order_own_edition",
    "prove_training",
    "read_row",
    "recall_edition",
    "register_tip_form",
    "remove_old_badges",
    "remove_old_company_keys",
    "remove_old_company_letters",
    "remove_old_company_tokens",
    "remove_old_enrolments",
    "remove_old_tips_received",
    "revoke_badge",
    "save_commitment",
    "scene_marks",
    "sector_ways",
    "show_in_list",
    "submit_report",
    "take",
    "take_contact",
    "token_with",
]
