"""Which editions somebody may see, and what can be ordered."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from skyddsnat.core.models import User
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.models import Company, CompanyLetter, Edition, Site

OUT = Q(delivered_on__isnull=False) | Q(way=Edition.Way.PRINTS, withdrawn_at=None)  # as rules.is_out


def editions_for(user: User) -> QuerySet[Edition]:
    found = Edition.objects.select_related("site__company__organisation", "activity__assignment", "evidence")
    return found if user.may(READ) else found.none()


def editions_of(company: Company) -> QuerySet[Edition]:
    """A company's own, the latest first; what staff have ordered for it and not delivered is not there yet."""
    rows = Edition.objects.filter(site__company=company).select_related("site")
    return rows.exclude(way=Edition.Way.STAFF, delivered_on=None)


def recalled_of(company: Company) -> QuerySet[Edition]:
    """What the company has, is to take down, and has not said that it has."""
    return editions_of(company).filter(OUT, recalled_at__isnull=False, removed_at=None, site__closed_at=None)


def recalled_for(user: User) -> QuerySet[Edition]:
    """What has been recalled from workplaces that have it; those that have not said that it is gone come first."""
    rows = editions_for(user).filter(OUT, recalled_at__isnull=False)
    told = CompanyLetter.objects.filter(edition=OuterRef("pk"), edition_version__isnull=False)
    rows = rows.annotate(told_at=Subquery(told.order_by("-edition_version").values("sent_at")[:1]))
    return rows.order_by(F("removed_at").asc(nulls_first=True), "recalled_at", "pk")


def asked_for(user: User) -> QuerySet[Edition]:
    """Printed copies that companies wait for, the oldest first."""
    rows = editions_for(user).filter(
        way=Edition.Way.ASKS, delivered_on=None, recalled_at=None, withdrawn_at=None
    )
    return rows.order_by("ordered_at", "pk") if user.may(WRITE) else rows.none()


def own_sites(company: Company) -> QuerySet[Site]:
    """The workplaces that a company orders for."""
    return Site.objects.filter(company=company, closed_at=None).order_by("name", "pk")


def edition_printed(number: int, code: str) -> Edition | None:
    """The edition of a printed code; what is for staff only bears the workplace's code too. None for any other."""
    rows = Edition.objects.select_related("site__company").filter(pk=number)
    decal = Q(form=Edition.Form.DECAL)
    return rows.filter(decal).first() if not code else rows.exclude(decal).filter(site__code=code).first()


def possible_sites(user: User) -> QuerySet[Site]:
    """The workplaces that something can be printed for: open ones, of companies that have joined."""
    found = Site.objects.select_related("company__organisation", "place").filter(
        closed_at=None, company__joined_at__isnull=False, company__left_at=None
    )
    return found.order_by("company__organisation__name", "name") if user.may(WRITE) else found.none()
