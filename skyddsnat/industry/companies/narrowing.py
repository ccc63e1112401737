"""How lists of companies are narrowed and ordered."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from skyddsnat.actors.api import SwedishOrder
from skyddsnat.industry.companies.access import PLEDGED
from skyddsnat.industry.companies.rules import digits_of
from skyddsnat.industry.models import Company, Site


def by_name(rows: QuerySet[Company]) -> QuerySet[Company]:
    """In Swedish alphabetical order, with the workplaces fetched beside."""
    sites = Site.objects.select_related("place").defer("place__geometry")
    return rows.order_by(SwedishOrder("organisation__name"), "pk").prefetch_related(Prefetch("sites", sites))


def in_sites(rows: QuerySet[Company], sector: str, place: str) -> QuerySet[Company]:
    """Those with an open workplace of the sector in the municipality; an empty word narrows nothing."""
    if not sector and not place:
        return rows
    sites = Site.objects.filter(company=OuterRef("pk"), closed_at=None)
    if sector:
        sites = sites.filter(sector=sector)
    if place:
        sites = sites.filter(place__code=place, place__kind="municipality")
    return rows.filter(Exists(sites))


def named(rows: QuerySet[Company], words: str) -> QuerySet[Company]:
    """Those with all the words in their name, or with that number."""
    found = rows
    for word in words.split():
        found = found.filter(organisation__name__icontains=word)
    number = digits_of(words)
    either = Q(pk__in=found.values("pk"))
    if number.isdigit():
        either |= Q(number__startswith=number)
    return rows.filter(either) if words.strip() else rows


def standing(rows: QuerySet[Company], wanted: str) -> QuerySet[Company]:
    """By how they stand. Needs `pledged_until`. Those that have left are shown only when asked for."""
    if wanted == "left":
        return rows.filter(left_at__isnull=False)
    rows = rows.filter(left_at=None)
    if wanted == "pledged":
        return rows.filter(PLEDGED)
    if wanted == "unpledged":
        return rows.exclude(PLEDGED)
    return rows.filter(checked_at=None) if wanted == "unchecked" else rows
