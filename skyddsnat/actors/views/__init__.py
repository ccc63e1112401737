"""Pages of the room: parse, call, render."""

from skyddsnat.actors.views.contact_list import all_contacts
from skyddsnat.actors.views.contacts import add_contact, change_contact, end_contact
from skyddsnat.actors.views.organisations import (
    add_organisation,
    organisation,
    organisations,
    rename_organisation,
)
from skyddsnat.actors.views.places import places, population
from skyddsnat.actors.views.states import role_holder, states

__all__ = [
    "add_contact",
    "add_organisation",
    "all_contacts",
    "change_contact",
    "end_contact",
    "organisation",
    "organisations",
    "places",
    "population",
    "rename_organisation",
    "role_holder",
    "states",
]
