"""What a regional coordinator answers for: the organisations of her own county."""

from __future__ import annotations

from django.db.models import Q

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.actors.models.organisation import OrganisationQuerySet
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import COUNTY
from skyddsnat.shared.dates import today


def counties_of(user: User) -> list[str]:
    """The codes of the counties whose boards the user works at, for those who may work with a county."""
    if not user.may(COUNTY):
        return []
    boards = organisations_of(user, today()).filter(kind=Organisation.Kind.COUNTY_BOARD)
    return sorted(boards.exclude(place=None).values_list("place__code", flat=True))


def within_reach(user: User, permission: str) -> OrganisationQuerySet:
    """All organisations for those who hold the permission, else those of the user's own counties."""
    found = Organisation.objects.all()
    if user.may(permission):
        return found
    codes = counties_of(user)
    if not codes:
        return found.none()
    # Written out, since the register's own narrowing takes one county.
    return found.filter(
        Q(place__kind=Place.Kind.COUNTY, place__code__in=codes)
        | Q(place__kind=Place.Kind.MUNICIPALITY, place__parent__code__in=codes)
    )
