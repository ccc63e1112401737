"""Which editions somebody may see, and what can be ordered."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.models import Edition, Site


def editions_for(user: User) -> QuerySet[Edition]:
    found = Edition.objects.select_related("site__company__organisation", "activity__assignment", "evidence")
    return found if user.may(READ) else found.none()


def possible_sites(user: User) -> QuerySet[Site]:
    """The workplaces that something can be printed for: open ones, of companies that have joined."""
    found = Site.objects.select_related("company__organisation", "place").filter(
        closed_at=None, company__joined_at__isnull=False, company__left_at=None
    )
    return found.order_by("company__organisation__name", "name") if user.may(WRITE) else found.none()
