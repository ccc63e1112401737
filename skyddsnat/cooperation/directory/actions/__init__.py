"""Every write in the directory: keyword-only, in one transaction, with its line in the log."""

from skyddsnat.cooperation.directory.actions.agreements import add_agreement, change_agreement
from skyddsnat.cooperation.directory.actions.contacts import (
    add_role_contact,
    change_role_contact,
    end_role_contact,
    note_checked,
    remove_ended_role_contacts,
)
from skyddsnat.cooperation.directory.actions.holders import Holder, end_holder, name_holder

__all__ = [
    "Holder",
    "add_agreement",
    "add_role_contact",
    "change_agreement",
    "change_role_contact",
    "end_holder",
    "end_role_contact",
    "name_holder",
    "note_checked",
    "remove_ended_role_contacts",
]
