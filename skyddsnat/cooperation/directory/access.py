"""Who may see the directory, and who keeps it. Everything starts from the user."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet

from skyddsnat.actors.api import in_force, states
from skyddsnat.actors.models import Organisation, OrganisationRole, Place
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.cooperation.access import CASE, PARTNER, READ, WRITE
from skyddsnat.cooperation.directory.catalogue import roles
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def may_see(user: User) -> bool:
    return any(map(user.may, (READ, PARTNER, CASE)))


def may_change(user: User) -> bool:
    return user.may(WRITE)


def check_may_see(user: User) -> None:
    """Raise PermissionDenied for those who do not work with other states."""
    if not may_see(user):
        raise PermissionDenied(READ)


def states_for(user: User, day: datetime.date | None = None) -> PlaceQuerySet:
    """The member states, Sweden too: who asks from another state finds whom to ask here."""
    rows = states(day or today()).defer("geometry")
    return rows if may_see(user) else rows.none()


def every_state(user: User) -> PlaceQuerySet:
    """The states that are or were members: a list as of another day leads to them too."""
    rows = Place.objects.states().defer("geometry")
    return rows if may_see(user) else rows.none()


def every_role(user: User) -> QuerySet[OrganisationRole]:
    """The roles of the directory's kinds in states, also those that have ended."""
    rows = OrganisationRole.objects.filter(place__kind="state", kind__in=list(roles()))
    rows = rows.select_related("kind", "place", "organisation").defer("place__geometry")
    return rows if may_see(user) else rows.none()


def roles_for(user: User, day: datetime.date | None = None) -> QuerySet[OrganisationRole]:
    """The roles in force on a day, with a holder or empty."""
    return every_role(user).filter(in_force(day or today()))


def changeable_roles(user: User) -> QuerySet[OrganisationRole]:
    rows = roles_for(user)
    return rows if may_change(user) else rows.none()


def contacts_for(user: User) -> QuerySet[RoleContact]:
    """The contacts that hold, of those who hold their role now."""
    held = Q(role__valid_from=None) | Q(role__valid_from__lte=today())
    held &= Q(role__valid_to=None) | Q(role__valid_to__gte=today())
    rows = RoleContact.objects.filter(held, ended_on=None, organisation=F("role__organisation"))
    rows = rows.select_related("role__place", "role__kind", "organisation").defer("role__place__geometry")
    return rows if may_see(user) else rows.none()


def changeable_contacts(user: User) -> QuerySet[RoleContact]:
    rows = contacts_for(user)
    return rows if may_change(user) else rows.none()


def agreements_for(user: User) -> QuerySet[Agreement]:
    rows = Agreement.objects.select_related("our_party").prefetch_related("parties")
    return rows if may_see(user) else rows.none()


def states_of(found: Iterable[Agreement]) -> dict[int, list[Place]]:
    """Agreement → its states, without their borders: one question for all."""
    links = Agreement.states.through.objects.filter(agreement__in=[one.pk for one in found])
    rows = list(links.values_list("agreement_id", "place_id"))
    places = Place.objects.defer("geometry").in_bulk({place for _agreement, place in rows})
    told: dict[int, list[Place]] = {}
    for agreement_id, place in rows:
        told.setdefault(agreement_id, []).append(places[place])
    return told


def changeable_agreements(user: User) -> QuerySet[Agreement]:
    rows = agreements_for(user)
    return rows if may_change(user) else rows.none()


def holders_in(state: Place) -> QuerySet[Organisation]:
    """The organisations that can hold a role in a state: its own; for Sweden those that belong to no county."""
    if state.code == "SE":
        rows = Organisation.objects.filter(Q(place=state) | Q(place=None)).exclude(kind="company")
        rows = rows.exclude(kind=Organisation.Kind.EU_AUTHORITY) | Organisation.objects.filter(
            code="sos-alarm"
        )
        return rows.alphabetical()
    return Organisation.objects.filter(place=state).alphabetical()


def our_parties() -> QuerySet[Organisation]:
    """Who may be the Swedish party of an agreement."""
    kinds = [Organisation.Kind.AGENCY, Organisation.Kind.COUNTY_BOARD, Organisation.Kind.MINISTRY]
    return Organisation.objects.filter(kind__in=kinds).alphabetical()


def foreign_parties() -> QuerySet[Organisation]:
    """Who may be the other party."""
    return Organisation.objects.filter(place__kind="state").exclude(place__code="SE").alphabetical()
