"""Contacts are personal data: complete, ended rather than erased, removed in time."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from skyddsnat.actors import actions, api
from skyddsnat.actors.actions.contacts import ContactFields
from skyddsnat.actors.models import Contact
from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry


def fields(**changed: Any) -> ContactFields:
    kept: ContactFields = {
        "function": "Samordnare",
        "name": "Test Testsson",
        "email": "samordnare@example.org",
        "phone": "",
        "source": "https://example.org",
        "checked_on": datetime.date(2014, 5, 1),
    }
    return {**kept, **changed}  # type: ignore[typeddict-item]


@pytest.mark.django_db
def test_the_log_holds_no_personal_data(cast: Cast) -> None:
    contact = api.add_contact(organisation=api.organisation("bris"), by=cast.coordinator, **fields())
    actions.change_contact(contact=contact, by=cast.coordinator, **fields(phone="08-1"))
    actions.end_contact(contact=contact, on=datetime.date(2014, 6, 1), by=cast.coordinator)
    entries = AuditEntry.objects.filter(target_type="actors.contact").order_by("id")
    assert [entry.verb for entry in entries] == ["contact.added", "contact.changed", "contact.ended"]
    assert [entry.details for entry in entries] == [{"organisation": "bris"}, {"fields": "phone"}, {}]


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"email": ""}, {"checked_on": datetime.date(2999, 1, 1)}])
def test_a_contact_that_is_no_contact_is_refused(cast: Cast, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        api.add_contact(organisation=api.organisation("bris"), by=cast.coordinator, **fields(**changed))


@pytest.mark.django_db
def test_the_database_asks_for_the_same(cast: Cast) -> None:
    for changed in ({"email": ""}, {"source": ""}, {"function": ""}, {"ended_on": datetime.date(2014, 6, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(
                organisation=api.organisation("bris"), entered_by=cast.coordinator, **fields(**changed)
            )


@pytest.mark.django_db
def test_an_ended_contact_stays_as_it_was(cast: Cast) -> None:
    contact = api.add_contact(organisation=api.organisation("bris"), by=cast.coordinator, **fields())
    actions.end_contact(contact=contact, on=datetime.date(2014, 6, 1), by=cast.coordinator)
    with pytest.raises(Refused):
        actions.end_contact(contact=contact, on=datetime.date(2014, 6, 2), by=cast.coordinator)
    with pytest.raises(Refused):
        actions.change_contact(contact=contact, by=cast.coordinator, **fields())


@pytest.mark.django_db
def test_ended_contacts_are_removed_after_two_years_and_not_before(cast: Cast) -> None:
    ended = datetime.date(2014, 6, 1)
    contact = api.add_contact(organisation=api.organisation("bris"), by=cast.coordinator, **fields())
    still = api.add_contact(organisation=api.organisation("bris"), by=cast.coordinator, **fields())
    actions.end_contact(contact=contact, on=ended, by=cast.coordinator)
    assert api.remove_ended_contacts(today=ended + datetime.timedelta(days=730)) == 0
    assert api.remove_ended_contacts(today=ended + datetime.timedelta(days=731)) == 1
    assert list(Contact.objects.all()) == [still]
    assert AuditEntry.objects.get(verb="contact.removed").target_id == str(contact.pk)
