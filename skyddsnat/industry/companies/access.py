"""Whose companies somebody may see: the company itself by its session, staff all of them, a body totals only."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, DateField, Exists, Max, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skyddsnat.actors.api import municipalities, organisations_of
from skyddsnat.actors.models import Place
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.core.api import hash_of, kept_to_itself
from skyddsnat.core.models import User
from skyddsnat.industry.access import READ, TAKE_PART, WRITE
from skyddsnat.industry.companies.rules import RENEW_FROM
from skyddsnat.industry.models import (
    Company,
    CompanyKey,
    CompanyLetter,
    Enrolment,
    Pledge,
    Site,
    SiteProof,
    TradeBody,
    YearReport,
)
from skyddsnat.shared.dates import today

SESSION = "industry-company"  # the key by which the company's contact signed in
IN = Q(joined_at__isnull=False, left_at__isnull=True)
PLEDGED = Q(pledged_until__isnull=False)  # of rows from `with_pledge`


# --- the company itself ---


def enrolment_with(secret: str) -> Enrolment | None:
    """The enrolment that the link of a letter confirms, while it holds."""
    return Enrolment.objects.filter(secret_sha256=hash_of(secret), expires_on__gte=today()).first()


def key_with(secret: str) -> CompanyKey | None:
    """The key behind a link, while it opens: not used, not too old, and the company has not left."""
    rows = CompanyKey.objects.select_related("company__organisation")
    found = rows.filter(secret_sha256=hash_of(secret), used_at=None, expires_on__gte=today()).first()
    return found if found is not None and found.company.left_at is None else None


def remember_company(request: HttpRequest, key: CompanyKey) -> None:
    """Let the visitor act for the company as long as the session lasts."""
    request.session.cycle_key()
    request.session[SESSION] = key.pk


def forget_company(request: HttpRequest) -> None:
    request.session.pop(SESSION, None)


def company_of(request: HttpRequest) -> Company | None:
    """The company that the visitor acts for; None for everybody else. A key that is removed ends the session."""
    key = request.session.get(SESSION)
    if key is None:
        return None
    found = Company.objects.select_related("organisation").filter(
        IN, keys__pk=key, keys__used_at__isnull=False
    )
    return found.first()


def company_signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to the contact of a company, which is handed to it after the request. Others are asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        company = company_of(request)
        if company is None:
            messages.info(request, _("Hämta en länk till företagets sida först."))
            return kept_to_itself(redirect("industry:company-sign-in"))
        return kept_to_itself(view(request, company, *args, **kwargs))

    guarded.permission = "public"  # type: ignore[attr-defined]  # the session says who it is, not an account
    return guarded


def sites_of(company: Company) -> QuerySet[Site]:
    """The company's own workplaces, those that are open first."""
    rows = Site.objects.filter(company=company).select_related("place").defer("place__geometry")
    return rows.prefetch_related("staff").order_by("closed_at", "name", "pk")


def latest_pledge(company: Company) -> Pledge | None:
    return Pledge.objects.filter(company=company).select_related("report").first()


def reportable_pledge(company: Company) -> Pledge | None:
    """The earliest pledge whose report can be written now and is not in."""
    soon = today() + datetime.timedelta(days=RENEW_FROM)
    rows = Pledge.objects.filter(company=company, report=None, valid_until__lte=soon)
    return rows.order_by("valid_from").first()


def reports_of(company: Company) -> QuerySet[YearReport]:
    return (
        YearReport.objects.filter(pledge__company=company).select_related("pledge__company").order_by("-pk")
    )


# --- everybody ---


def possible_places() -> PlaceQuerySet:
    """The municipalities of the register, to choose from."""
    return Place.objects.filter(pk__in=municipalities().values("pk")).defer("geometry").alphabetical()


def listed_companies(day: datetime.date) -> QuerySet[Company]:
    """Those that agreed to be listed, stand by a pledge, and whom staff have checked."""
    rows = Company.objects.filter(IN, is_listed=True, checked_at__isnull=False)
    return with_pledge(rows, day).filter(PLEDGED).select_related("organisation")


def with_pledge(rows: QuerySet[Company], day: datetime.date) -> QuerySet[Company]:
    """Adds `pledged_until`: the day to which the company has pledged without a break; None when it has not."""
    holds = Pledge.objects.filter(company=OuterRef("pk"), valid_from__lte=day, valid_until__gte=day)
    last = Pledge.objects.filter(company=OuterRef("pk")).order_by().values("company")
    latest = last.annotate(last=Max("valid_until")).values("last")
    until = Case(When(Exists(holds), then=Subquery(latest)), default=None, output_field=DateField())
    return rows.annotate(pledged_until=until)


# --- staff ---


def companies_for(user: User) -> QuerySet[Company]:
    """Every company that has confirmed its address, those that have left too."""
    rows = Company.objects.filter(joined_at__isnull=False).select_related("organisation")
    rows = with_pledge(rows, today()).annotate(
        open_sites=Count("sites", filter=Q(sites__closed_at=None), distinct=True)
    )
    return rows if user.may(READ) else rows.none()


def changeable_companies(user: User) -> QuerySet[Company]:
    rows = companies_for(user)
    return rows if user.may(WRITE) else rows.none()


def proofs_for(user: User) -> QuerySet[SiteProof]:
    rows = SiteProof.objects.select_related(
        "site__company__organisation", "site__place", "activity__assignment", "evidence"
    ).defer("site__place__geometry", "activity__assignment__text")
    return rows.order_by("joined_on", "pk") if user.may(READ) else rows.none()


def reports_for(user: User) -> QuerySet[YearReport]:
    rows = YearReport.objects.select_related("pledge__company__organisation", "read_by").order_by("-pk")
    return rows if user.may(READ) else rows.none()


def bodies_for(user: User) -> QuerySet[TradeBody]:
    rows = TradeBody.objects.select_related("organisation")
    return rows if user.may(READ) else rows.none()


def doubtful_letters_for(user: User) -> QuerySet[CompanyLetter]:
    """Letters that were begun and that nobody knows about: the program ended while they were sent."""
    rows = CompanyLetter.objects.filter(claimed_at__isnull=False, sent_at=None)
    rows = rows.select_related("company__organisation", "enrolment").order_by("pk")
    return rows if user.may(WRITE) else rows.none()


# --- bodies ---


def own_bodies(user: User) -> QuerySet[TradeBody]:
    """The bodies that a partner acts for."""
    rows = TradeBody.objects.select_related("organisation")
    own = organisations_of(user, today())
    return rows.filter(organisation__in=own) if user.may(TAKE_PART) else rows.none()
