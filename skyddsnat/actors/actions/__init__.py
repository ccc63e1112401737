"""Every write in the room: keyword-only, in one transaction, with its line in the audit log."""

from skyddsnat.actors.actions.contacts import add_contact, change_contact, end_contact, remove_ended_contacts
from skyddsnat.actors.actions.members import add_membership, end_membership
from skyddsnat.actors.actions.organisations import add_organisation, name_role_holder, rename_organisation
from skyddsnat.actors.actions.population import import_population
from skyddsnat.actors.actions.registers import load_registers
from skyddsnat.actors.actions.role_holders import add_role_holder, end_role_holder, hold_role

__all__ = [
    "add_contact",
    "add_membership",
    "add_organisation",
    "add_role_holder",
    "change_contact",
    "end_contact",
    "end_membership",
    "end_role_holder",
    "hold_role",
    "import_population",
    "load_registers",
    "name_role_holder",
    "remove_ended_contacts",
    "rename_organisation",
]
