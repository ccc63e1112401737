"""Who may see that tips were received: staff who note it, and the company once the month is over."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Company, Site, TipReceived
from skyddsnat.industry.sectors.rules import month_of
from skyddsnat.industry.training.access import known_sites
from skyddsnat.shared.codes import typed


def site_noted(code: str) -> Site | None:
    """The workplace that a tip named, also one that has closed since."""
    return known_sites().filter(code=typed(code)).first()


def received_for(user: User) -> QuerySet[TipReceived]:
    """Everything noted, for those who note it. Few see it: a small number could tell of somebody."""
    rows = TipReceived.objects.select_related("site__company__organisation", "site__place").defer(
        "site__place__geometry"
    )
    return rows if user.may(WRITE) else rows.none()


def told_to(company: Company, today: datetime.date) -> QuerySet[TipReceived]:
    """What the company may see: the months that have ended."""
    rows = TipReceived.objects.filter(site__company=company, month__lt=month_of(today))
    return rows.select_related("site").order_by("-month", "site__name", "pk")
