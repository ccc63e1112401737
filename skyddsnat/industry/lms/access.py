"""Which keys open something, and what a company may choose among."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from skyddsnat.core.api import hash_of
from skyddsnat.industry.companies.access import sites_of
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import Attempt, Company, CompanyToken, LessonPage, LessonVersion, Site
from skyddsnat.industry.training.access import lessons, versions


def token_with(secret: str) -> CompanyToken | None:
    """The key behind a secret, as long as it is not taken back; its company may have left."""
    rows = CompanyToken.objects.select_related("company")
    return rows.filter(secret_sha256=hash_of(secret), revoked_at=None).first()


def tokens_of(company: Company) -> QuerySet[CompanyToken]:
    """The keys of a company that hand in completions now, the newest first."""
    return CompanyToken.objects.filter(company=company, revoked_at=None)


def jobs_of(company: Company) -> list[Job]:
    """The jobs at the company's open workplaces, in the jobs' order."""
    sectors = set(sites_of(company).filter(closed_at=None).order_by().values_list("sector", flat=True))
    there = {job for sector in sectors for job in JOBS_IN[sector]}
    return [job for job in Job if job in there]


def lessons_for(company: Company) -> QuerySet[LessonPage]:
    """The published lessons of the jobs at the company."""
    return lessons().filter(job__in=jobs_of(company))


def sites_by_code(company: Company, codes: set[str]) -> dict[str, Site]:
    """The company's own workplaces with those codes, closed ones too: a platform may hand in afterwards."""
    return {site.code: site for site in Site.objects.filter(company=company, code__in=codes)}


def attempts_by_mark(marks: set[uuid.UUID]) -> dict[uuid.UUID, Attempt]:
    """The completions that are kept already, with their answers."""
    return {one.mark: one for one in Attempt.objects.filter(mark__in=marks).prefetch_related("answers")}


def versions_by_name(asked: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], LessonVersion]:
    """The published versions by (job, language, number)."""
    wanted = Q(pk__in=())
    for job, language, number in asked:
        wanted |= Q(job=job, language=language, number=number)
    return {(one.job, one.language, one.number): one for one in versions().filter(wanted)}
