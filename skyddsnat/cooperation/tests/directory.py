"""What the tests of the directory share: a state's role, a holder, a contact, an agreement."""

from __future__ import annotations

import datetime
from typing import Any

from skyddsnat.actors.api import add_organisation
from skyddsnat.actors.models import Organisation, OrganisationRole, Place
from skyddsnat.cooperation.directory.actions import (
    Holder,
    add_agreement,
    add_role_contact,
    name_holder,
)
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.core.models import User

DAY = datetime.date(2026, 5, 6)
IIB, HAGUE, SOCIAL = "central-authority-iib", "central-authority-hague-1996", "social-authority"


def role_in(state: str, kind: str = SOCIAL) -> OrganisationRole:
    return OrganisationRole.objects.get(place__code=state, kind=kind, valid_to=None)


def held_by(name: str, *, state: str = "RO", kind: str = SOCIAL, by: User) -> OrganisationRole:
    role = role_in(state, kind)
    holder = Holder(None, name, name, None, "Brev", DAY)
    return name_holder(role=role, holder=holder, version=role.version, by=by)


def contact_at(role: OrganisationRole, *, by: User, **changes: Any) -> RoleContact:
    told: dict[str, Any] = {
        "function": "Enheten", "email": "enhet@example.org", "phone": "", "web": "", "languages": ["ro", "en"],
        "source": "Brev", "checked_on": DAY,
    }  # fmt: skip
    return add_role_contact(role=role, by=by, **told | changes)


def agreement_with(*states: str, by: User, **changes: Any) -> Agreement:
    told: dict[str, Any] = {
        "title": "Samarbete om barn", "title_en": "Cooperation on children",
        "our_party": Organisation.objects.get(code="socialstyrelsen"),
        "states": list(Place.objects.filter(kind="state", code__in=states or ["RO"])), "parties": [],
        "about": "Hur vi frågar varandra.", "terms": "Sägs upp sex månader i förväg.",
        "valid_from": datetime.date(2026, 1, 1), "valid_to": None, "dnr": "", "source": "Avtalet", "checked_on": DAY,
    }  # fmt: skip
    return add_agreement(entered=AgreementFields(**told | changes), by=by)


def an_authority(name: str, state: str) -> Organisation:
    place = Place.objects.get(kind="state", code=state)
    return add_organisation(kind="eu_authority", name=name, place=place, source="Brev", by=None)
