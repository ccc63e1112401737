"""Who may see and change what: reading starts from the user."""

import datetime

from django.db import models

from skyddsnat.actors.models import Contact, Organisation, OrganisationRole, Place
from skyddsnat.actors.models.contact import ContactQuerySet
from skyddsnat.actors.models.organisation import OrganisationQuerySet, in_force
from skyddsnat.actors.models.place import PlaceQuerySet
from skyddsnat.core.models import User

READ, WRITE = "actors.read", "actors.write"


def may_write(user: User) -> bool:
    return user.may(WRITE)


def organisations(user: User) -> OrganisationQuerySet:
    """The register for those who may read it, nothing for others."""
    return Organisation.objects.all() if user.may(READ) else Organisation.objects.none()


def places(user: User) -> PlaceQuerySet:
    """Counties, municipalities and states for those who may read the register."""
    return Place.objects.all() if user.may(READ) else Place.objects.none()


def roles_on(user: User, day: datetime.date) -> models.QuerySet[OrganisationRole]:
    """Roles in force on a day."""
    roles = OrganisationRole.objects.filter(in_force(day))
    return roles if user.may(READ) else roles.none()


def contacts(user: User) -> ContactQuerySet:
    """Contacts that still hold. Ended ones are kept for two years, but nobody looks at them."""
    return Contact.objects.current() if user.may(READ) else Contact.objects.none()


def state_roles(user: User) -> models.QuerySet[OrganisationRole]:
    """Roles of states whose holder the user may name."""
    roles = OrganisationRole.objects.filter(place__kind="state").exclude(kind="eu-member")
    return roles if may_write(user) else roles.none()


def organisations_of(user: User, day: datetime.date) -> OrganisationQuerySet:
    """The organisations the user acts for on a day."""
    return Organisation.objects.filter(
        pk__in=[
            membership.organisation_id
            for membership in user.memberships.all()
            if membership.since <= day and (membership.until is None or day <= membership.until)
        ]
    )
