"""What of this room can be searched with everything else, and pages that a person finds back to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User
from skyddsnat.industry.companies.access import companies_for
from skyddsnat.industry.companies.rules import NUMBER_LENGTH, digits_of, number_said
from skyddsnat.industry.models import Company, Prospect
from skyddsnat.industry.outreach.access import prospects_for


def _numbered(query: Query) -> Q | None:
    """The condition of the organisation number looked for; None when it is none."""
    digits = digits_of(query.text)
    return Q(number=digits) if digits.isdecimal() and len(digits) == NUMBER_LENGTH else None


def prospects(user: User, query: Query) -> Matches:
    """Workplaces to reach, by name or by the whole organisation number."""
    rows = prospects_for(user).select_related("place").defer("place__geometry")
    return Matches(matching(rows, query, title=["name"], exact=_numbered(query), large=True), _prospect)


def _prospect(row: Prospect) -> Hit:
    where = f"{row.get_sector_display()}, {row.place}"
    return Hit(row.name, row.get_absolute_url(), where, row.address, swedish=True)


def companies(user: User, query: Query) -> Matches:
    """Companies that have joined."""
    rows = companies_for(user)
    return Matches(matching(rows, query, title=["organisation__name"], exact=_numbered(query)), _company)


def _company(row: Company) -> Hit:
    return Hit(str(row), reverse("industry:company", args=[row.pk]), number_said(row.number), swedish=True)


FINDERS = [
    ("anslutna-foretag", _("Anslutna företag"), companies),
    ("arbetsplatser-att-na", _("Arbetsplatser att nå"), prospects),
]


def _named(row: Any) -> Named:
    return Named(row.name, f"{row.get_sector_display()}, {row.place}", swedish=True)


def _rows(user: User) -> Any:
    return prospects_for(user).select_related("place").defer("place__geometry")


RECORDS = [
    RecordKind("industry:prospect", _("Arbetsplats att nå"), {"pk": "pk"}, _rows, _named),
]
