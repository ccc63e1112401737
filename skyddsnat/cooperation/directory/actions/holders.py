"""Who holds a role in a state: named, changed from a day, ended. Contacts end with their holder."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.api import add_organisation, add_role_holder, end_role_holder, hold_role
from skyddsnat.actors.models import Organisation, OrganisationRole
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation that is there, or the name of one that is not; from which day, and how we know."""

    organisation: Organisation | None
    name: str
    name_en: str
    valid_from: datetime.date | None
    source: str
    checked_on: datetime.date


@transaction.atomic
def name_holder(
    *, role: OrganisationRole, holder: Holder, version: int, by: User, beside: bool = False
) -> OrganisationRole:
    """Say who holds the role; with `beside` one more than the one who does."""
    organisation = holder.organisation or _new(role, holder, by)
    if beside:
        return add_role_holder(
            role=role, organisation=organisation, valid_from=holder.valid_from, source=holder.source,
            checked_on=holder.checked_on, by=by,
        )  # fmt: skip
    made = hold_role(
        role=role, organisation=organisation, valid_from=holder.valid_from, source=holder.source,
        checked_on=holder.checked_on, version=version, by=by,
    )  # fmt: skip
    _end_contacts(role, by, besides=made)
    return made


@transaction.atomic
def end_holder(*, role: OrganisationRole, until: datetime.date, version: int, by: User) -> None:
    """The last day the organisation had the role; its contacts for the role end too."""
    end_role_holder(role=role, until=until, version=version, by=by)
    _end_contacts(role, by)


def _new(role: OrganisationRole, holder: Holder, by: User) -> Organisation:
    if not holder.name.strip():
        raise Refused(_("Välj en myndighet i listan, eller skriv namnet på en ny."))
    kind = (
        Organisation.Kind.AGENCY if role.place and role.place.code == "SE" else Organisation.Kind.EU_AUTHORITY
    )
    return add_organisation(
        kind=kind,
        name=holder.name.strip(),
        name_en=holder.name_en.strip(),
        place=role.place,
        source=holder.source,
        by=by,
    )


def _end_contacts(role: OrganisationRole, by: User, *, besides: OrganisationRole | None = None) -> None:
    """The row that was named when it stood empty has no contacts yet; another row has its own."""
    if besides is None or besides.pk != role.pk:
        RoleContact.objects.filter(role=role, ended_on=None).update(ended_on=today(), ended_by=by)
