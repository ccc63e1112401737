"""Ways to reach those who hold a role: ended rather than erased, removed two years later."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import OrganisationRole
from skyddsnat.cooperation.directory.rules import check_checked, check_reachable
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.core.api import ChangedMeanwhile, Refused, record, retention_rules
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


class ContactFields(TypedDict):
    """What is known. One way to be reached is needed, and function, source and checked_on."""

    function: str
    email: str
    phone: str
    web: str
    languages: list[str]
    source: str
    checked_on: datetime.date


@transaction.atomic
def add_role_contact(*, role: OrganisationRole, by: User, **fields: Unpack[ContactFields]) -> RoleContact:
    """Enter a contact at the one who holds the role."""
    if role.organisation is None:
        raise Refused(_("Ange först vem som har rollen."))
    _check(fields)
    same = {"email": fields["email"], "phone": fields["phone"], "web": fields["web"]}
    if RoleContact.objects.filter(
        role=role, function__iexact=fields["function"], ended_on=None, **same
    ).exists():
        raise Refused(_("Kontakten finns redan."))
    made = RoleContact.objects.create(role=role, organisation=role.organisation, entered_by=by, **fields)
    record(by, "role_contact.added", made, organisation=role.organisation.code)
    return made


@transaction.atomic
def change_role_contact(
    *, contact: RoleContact, version: int, by: User, **fields: Unpack[ContactFields]
) -> RoleContact:
    """Correct a contact; who saves second is told."""
    current = _open(contact, version)
    _check(fields)
    changed = sorted(name for name, value in fields.items() if getattr(current, name) != value)
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    record(by, "role_contact.changed", current, fields=",".join(changed))
    return current


@transaction.atomic
def note_checked(*, contact: RoleContact, version: int, by: User) -> RoleContact:
    """Somebody looked today, and it is still so."""
    current = _open(contact, version)
    current.checked_on, current.version = today(), current.version + 1
    current.save(update_fields=["checked_on", "version"])
    record(by, "role_contact.checked", current)
    return current


@transaction.atomic
def end_role_contact(*, contact: RoleContact, version: int, by: User) -> RoleContact:
    """It no longer holds; it is removed when two years have passed."""
    current = _open(contact, version)
    current.ended_on, current.ended_by, current.version = today(), by, current.version + 1
    current.save(update_fields=["ended_on", "ended_by", "version"])
    record(by, "role_contact.ended", current)
    return current


@transaction.atomic
def remove_ended_role_contacts(*, today: datetime.date, by: User | None = None) -> int:
    """Remove what ended long ago; return how many."""
    before = today - datetime.timedelta(days=retention_rules()["contact"]["days"])
    expired = list(RoleContact.objects.filter(ended_on__lt=before).select_for_update())
    for one in expired:
        record(by, "role_contact.removed", one)
    RoleContact.objects.filter(pk__in=[one.pk for one in expired]).delete()
    return len(expired)


def _open(contact: RoleContact, version: int) -> RoleContact:
    current = RoleContact.objects.select_for_update().get(pk=contact.pk)
    if current.ended_on is not None:
        raise Refused(_("Kontakten är redan avslutad. Lägg till en ny i stället."))
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _check(fields: ContactFields) -> None:
    check_reachable(fields["email"], fields["phone"], fields["web"])
    check_checked(fields["checked_on"], today())
