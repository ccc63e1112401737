"""Whose steps somebody may see and write: every question begins with the user."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from skyddsnat.actors.models import Contact, Membership, Organisation, Place
from skyddsnat.actors.models.organisation import OrganisationQuerySet
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import COUNTY, READ, WRITE
from skyddsnat.knowledge.counties import counties_of, within_reach
from skyddsnat.knowledge.models import Call, Method, Rung
from skyddsnat.shared.dates import today


def check_may_see(user: User) -> None:
    """Raise PermissionDenied for those who follow no organisation's way."""
    if not (user.may(READ) or user.may(COUNTY)):
        raise PermissionDenied(READ)


def organisations_for(user: User) -> OrganisationQuerySet:
    """The organisations whose steps the user may see: all, or those of the user's own county."""
    return within_reach(user, READ)


def workable_for(user: User) -> OrganisationQuerySet:
    """The organisations that the user may write steps of, call, and fill in for."""
    return within_reach(user, WRITE)


def may_work_with(user: User, organisation: Organisation) -> bool:
    return workable_for(user).filter(pk=organisation.pk).exists()


def check_may_work_with(user: User, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the user may write for the organisation."""
    if not may_work_with(user, organisation):
        raise PermissionDenied(WRITE)


def counties_for(user: User) -> QuerySet[Place]:
    """The counties that the user may choose among."""
    found = Place.objects.counties()
    return found if user.may(READ) else found.filter(code__in=counties_of(user))


def places_in(user: User, county: str) -> tuple[QuerySet[Place], QuerySet[Place]]:
    """The municipalities and counties to draw, with their borders."""
    counties = counties_for(user)
    if county:
        counties = counties.filter(code=county)
    return Place.objects.municipalities().filter(parent__in=counties), counties


def methods_for(user: User) -> QuerySet[Method]:
    found = Method.objects.all()
    return found if user.may(READ) or user.may(COUNTY) else found.none()


def rungs_for(user: User) -> QuerySet[Rung]:
    """The steps that the user may see."""
    return Rung.objects.filter(organisation__in=organisations_for(user))


def own_rungs_for(user: User) -> QuerySet[Rung]:
    """The steps that the user may take back."""
    found = Rung.objects.filter(organisation__in=workable_for(user))
    return found.select_related("organisation", "method__activity__assignment")


def calls_for(user: User) -> QuerySet[Call]:
    """The calls to the organisations that the user sees."""
    return Call.objects.filter(organisation__in=organisations_for(user)).select_related("by")


def own_calls_for(user: User) -> QuerySet[Call]:
    """The calls that the user has written down, which nobody else takes away."""
    return Call.objects.filter(by=user).select_related("organisation", "method")


def phones_of(organisations: Iterable[int]) -> dict[int, Contact]:
    """Organisation id → the contact to call first: one that has a telephone."""
    found = Contact.objects.current().filter(organisation__in=list(organisations)).exclude(phone="")
    phones: dict[int, Contact] = {}
    for contact in found.order_by("organisation_id", "-checked_on", "pk"):
        phones.setdefault(contact.organisation_id, contact)
    return phones


def coordinators() -> dict[str, str]:
    """County code → the names of its regional coordinators."""
    day = today()
    found = Membership.objects.filter(
        Q(until=None) | Q(until__gte=day),
        since__lte=day, organisation__kind=Organisation.Kind.COUNTY_BOARD, organisation__place__isnull=False,
        user__is_active=True, user__roles__permissions__contains=[COUNTY],
    )  # fmt: skip
    names: dict[str, list[str]] = {}
    rows = found.order_by("user__name").values_list("organisation__place__code", "user__name").distinct()
    for code, name in rows:
        names.setdefault(code, []).append(name)
    return {code: ", ".join(people) for code, people in names.items()}
