"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.directory.actions import (
    Holder,
    add_agreement,
    add_role_contact,
    name_holder,
    remove_ended_role_contacts,
)
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
from skyddsnat.cooperation.parts import ANY, PARTS, Part

__all__ = [
    "ANY",
    "PARTS",
    "AgreementFields",
    "Holder",
    "Part",
    "add_agreement",
    "add_role_contact",
    "name_holder",
    "remove_ended_role_contacts",
]
