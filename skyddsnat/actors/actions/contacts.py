"""Contacts: personal data, entered by staff, ended rather than erased, removed two years later."""

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors import rules
from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


class ContactFields(TypedDict):
    """What is known of a contact. E-mail or phone is required, and so are function, source and checked_on."""

    function: str
    name: str
    email: str
    phone: str
    source: str
    checked_on: datetime.date


@transaction.atomic
def add_contact(*, organisation: Organisation, by: User, **fields: Unpack[ContactFields]) -> Contact:
    """Enter a contact; raises Refused when it cannot be reached or was checked in the future."""
    _check(fields)
    contact = Contact.objects.create(organisation=organisation, entered_by=by, **fields)
    record(by, "contact.added", contact, organisation=organisation.code)
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, by: User, **fields: Unpack[ContactFields]) -> Contact:
    """Correct a contact; an ended one stays as it was."""
    current = Contact.objects.select_for_update().get(pk=contact.pk)
    _check_open(current)
    _check(fields)
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    for name, value in fields.items():
        setattr(current, name, value)
    current.save()
    record(by, "contact.changed", current, fields=",".join(sorted(changed)))
    return current


@transaction.atomic
def end_contact(*, contact: Contact, on: datetime.date, by: User) -> Contact:
    """Say that a contact no longer holds; it is removed when two years have passed."""
    current = Contact.objects.select_for_update().get(pk=contact.pk)
    _check_open(current)
    current.ended_on, current.ended_by = on, by
    current.save(update_fields=["ended_on", "ended_by"])
    record(by, "contact.ended", current)
    return current


@transaction.atomic
def remove_ended_contacts(*, today: datetime.date, by: User | None = None) -> int:
    """Remove contacts ended more than two years ago; return how many."""
    expired = list(Contact.objects.ended_before(rules.removable_before(today)).select_for_update())
    for contact in expired:
        record(by, "contact.removed", contact)
    Contact.objects.filter(pk__in=[contact.pk for contact in expired]).delete()
    return len(expired)


def _check_open(contact: Contact) -> None:
    if contact.ended_on is not None:
        raise Refused(_("Kontakten är redan avslutad. Lägg till en ny i stället."))


def _check(fields: ContactFields) -> None:
    if not fields["email"] and not fields["phone"]:
        raise Refused(_("Ange en e-postadress eller ett telefonnummer."))
    if fields["checked_on"] > today():
        raise Refused(_("Kontrolldatumet ligger i framtiden. Ange dagen då uppgiften kontrollerades."))
