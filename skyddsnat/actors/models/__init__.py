"""Who there is: places, organisations with their dated names and roles, contacts, memberships."""

from skyddsnat.actors.models.contact import Contact, Membership
from skyddsnat.actors.models.organisation import (
    Certainty,
    Organisation,
    OrganisationName,
    OrganisationRole,
    RoleKind,
)
from skyddsnat.actors.models.place import Place
from skyddsnat.actors.models.register import RegisterLoad

__all__ = [
    "Certainty",
    "Contact",
    "Membership",
    "Organisation",
    "OrganisationName",
    "OrganisationRole",
    "Place",
    "RegisterLoad",
    "RoleKind",
]
