"""The room's one door for other rooms."""

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
from skyddsnat.industry.jobs import JOBS_IN, Sector
from skyddsnat.industry.models import Company, Criterion, Enrolment, Pledge, Site, SiteProof

__all__ = [
    "CRAWLED",
    "JOBS_IN",
    "SITE_MAPS",
    "Company",
    "Contact",
    "Criterion",
    "Enrolment",
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
    "confirm",
    "count_staff",
    "drafted",
    "enrol",
    "make_pledge",
    "mark_report",
    "remove_old_company_keys",
    "remove_old_company_letters",
    "remove_old_enrolments",
    "save_commitment",
    "show_in_list",
    "submit_report",
]
