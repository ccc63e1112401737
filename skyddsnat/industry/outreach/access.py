"""Whose workplaces somebody may see and change: all, or those of the county whose board one works at."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.core.models import User
from skyddsnat.industry.access import COUNTY, READ, WRITE
from skyddsnat.industry.companies.access import IN, companies_for
from skyddsnat.industry.models import Approach, Approached, Company, Prospect, Site
from skyddsnat.mandate.api import activities_to_choose
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

OWN_COUNTY = "place__parent__code__in"


def check_may_see(user: User) -> None:
    """Raise PermissionDenied for those who reach no companies."""
    if not (user.may(READ) or user.may(COUNTY)):
        raise PermissionDenied(READ)


def check_may_change(user: User) -> None:
    """Raise PermissionDenied for those who only read."""
    if not may_change(user):
        raise PermissionDenied(WRITE)


def may_change(user: User) -> bool:
    return user.may(WRITE) or user.may(COUNTY)


def own_counties(user: User) -> list[str]:
    """The codes of the counties whose boards the user works at, for those who reach companies of a county."""
    if not user.may(COUNTY):
        return []
    boards = organisations_of(user, today()).filter(kind=Organisation.Kind.COUNTY_BOARD)
    return sorted(boards.exclude(place=None).values_list("place__code", flat=True))


def joined() -> Q:
    """The condition that the company of a prospect has joined and not left."""
    numbers = Company.objects.filter(IN, number__isnull=False).order_by().values("number")
    return Q(number__in=numbers)


def prospects_for(user: User) -> QuerySet[Prospect]:
    """The workplaces that the user may see."""
    rows = Prospect.objects.all()
    return rows if user.may(READ) else rows.filter(**{OWN_COUNTY: own_counties(user)})


def changeable_prospects(user: User) -> QuerySet[Prospect]:
    """The workplaces that the user may change."""
    rows = Prospect.objects.all()
    return rows if user.may(WRITE) else rows.filter(**{OWN_COUNTY: own_counties(user)})


def told(rows: QuerySet[Prospect]) -> QuerySet[Prospect]:
    """With what a list tells of each: `has_joined`, the municipality and who is responsible."""
    has_joined = Case(When(joined(), then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = rows.select_related("place__parent", "responsible").annotate(has_joined=has_joined)
    return rows.defer("place__geometry", "place__parent__geometry")


def sites_for(user: User) -> QuerySet[Site]:
    """Open workplaces of companies that have joined, those aside that stand in the list already.

    A company may stand in the list for the same municipality and trade: then it is counted there.
    """
    listed = Prospect.objects.filter(
        number=OuterRef("company__number"), place=OuterRef("place"), sector=OuterRef("sector")
    )
    rows = Site.objects.filter(
        ~Exists(listed), company__joined_at__isnull=False, company__left_at=None, closed_at=None
    )
    rows = rows.select_related("company__organisation", "place__parent")
    rows = rows.defer("place__geometry", "place__parent__geometry")
    return rows if user.may(READ) else rows.filter(**{OWN_COUNTY: own_counties(user)})


def counties_for(user: User) -> PlaceQuerySet:
    """The counties that the user may choose among."""
    rows = Place.objects.counties()
    return rows if user.may(READ) else rows.filter(code__in=own_counties(user))


def places_for(user: User, county: str = "") -> PlaceQuerySet:
    """The municipalities where the user may see workplaces, of one county when it is named."""
    rows = Place.objects.municipalities().filter(parent__in=counties_for(user))
    return rows.filter(parent__code=county) if county else rows


def places_to_change(user: User) -> PlaceQuerySet:
    """The municipalities where the user may add workplaces."""
    rows = Place.objects.municipalities().defer("geometry")
    return rows if user.may(WRITE) else rows.filter(parent__code__in=own_counties(user))


def colleagues(also: User | None = None) -> QuerySet[User]:
    """Those who may be responsible: who reach companies, and the one who is so now."""
    workers = Q(is_active=True) & (
        Q(roles__permissions__contains=[WRITE]) | Q(roles__permissions__contains=[COUNTY])
    )
    if also is not None:
        workers |= Q(pk=also.pk)
    return User.objects.filter(workers).distinct().order_by("name", "pk")


def approaches_for(user: User) -> QuerySet[Approach]:
    """The contacts with workplaces that the user may see."""
    mine = Approached.objects.filter(approach=OuterRef("pk"), prospect__in=prospects_for(user))
    rows = Approach.objects.select_related("activity__assignment", "by", "taken_back_by")
    return rows.defer("activity__assignment__text").filter(Exists(mine))


def changeable_approaches(user: User) -> QuerySet[Approach]:
    """The contacts that the user may take back or choose an activity for: all their workplaces are the user's."""
    others = Approached.objects.filter(approach=OuterRef("pk")).exclude(
        prospect__in=changeable_prospects(user)
    )
    return approaches_for(user).filter(~Exists(others)) if may_change(user) else Approach.objects.none()


def reached_by(user: User, approach: Approach) -> QuerySet[Approached]:
    """The workplaces of a contact that the user may see."""
    rows = approach.reached.filter(prospect__in=prospects_for(user)).order_by("pk")
    prospects = Prefetch("prospect", told(prospects_for(user)))
    return rows.select_related("evidence__assignment").prefetch_related(prospects)


def company_of(user: User, prospect: Prospect) -> Company | None:
    """The company that has joined with the workplace's number, for those who may see companies."""
    rows = companies_for(user).filter(IN, number=prospect.number)
    return rows.first()


def contacts_with(prospect: Prospect) -> QuerySet[Approached]:
    """The contacts taken with a workplace, the latest first."""
    rows = Approached.objects.filter(prospect=prospect).select_related(
        "approach__by", "approach__activity__assignment", "evidence__assignment"
    )
    return rows.order_by("-approach__day", "-approach__pk")


def activities_of(user: User) -> QuerySet[Activity]:
    """The activities that a visit can be evidence on."""
    return activities_to_choose(user).filter(started_on__isnull=False)


def check_all_changeable(user: User, prospects: Iterable[Prospect]) -> None:
    """Raise PermissionDenied unless the user may change every one."""
    wanted = {one.pk for one in prospects}
    check_may_change(user)
    if changeable_prospects(user).filter(pk__in=wanted).count() != len(wanted):
        raise PermissionDenied(COUNTY)
