"""Who holds a role from when, contacts and agreements: dated, with a source, and never overwritten unseen."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.directory.access import contacts_for, roles_for
from skyddsnat.cooperation.directory.actions import (
    Holder,
    change_agreement,
    change_role_contact,
    end_holder,
    end_role_contact,
    name_holder,
    note_checked,
    remove_ended_role_contacts,
)
from skyddsnat.cooperation.directory.actions.agreements import AgreementFields
from skyddsnat.cooperation.directory.catalogue import roles, topics
from skyddsnat.cooperation.directory.rules import is_old
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.cooperation.tests.directory import (
    DAY,
    HAGUE,
    IIB,
    SOCIAL,
    agreement_with,
    an_authority,
    contact_at,
    held_by,
    role_in,
)
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def kinds_in(cast: Cast, state: str) -> set[str]:
    return set(roles_for(cast.coordinator).filter(place__code=state).values_list("kind", flat=True))


# --- roles follow the instrument ---


def test_twenty_six_states_have_a_central_authority_under_iib_and_denmark_has_another(cast: Cast) -> None:
    held = roles_for(cast.coordinator)
    assert held.filter(kind=IIB).values("place").distinct().count() == 26
    assert kinds_in(cast, "DK") == {*kinds_in(cast, "RO"), HAGUE} - {IIB}
    assert not held.filter(kind=HAGUE).exclude(place__code="DK").exists()


def test_every_state_begins_with_every_role_empty(cast: Cast) -> None:
    members = Place.objects.members_on(today()).count()
    assert members == 27
    assert roles_for(cast.coordinator).values("place").distinct().count() == members
    assert not roles_for(cast.coordinator).filter(organisation__isnull=False).exists()


def test_the_catalogue_describes_every_role_that_a_state_has(cast: Cast) -> None:
    in_states = OrganisationRole.objects.filter(place__kind="state").exclude(kind="eu-member")
    assert set(in_states.values_list("kind", flat=True)) == set(roles())
    asked = {code for one in topics().values() for code in one.roles}
    assert asked <= set(roles())
    for one in [*roles().values(), *topics().values()]:
        for words in (
            getattr(one, name) for name in ("instrument", "does", "name", "hint", "law") if hasattr(one, name)
        ):
            assert set(words) == {"sv", "en"}
            assert all(words.values())


# --- holders ---


def test_an_empty_role_gets_a_holder_and_changes_from_a_day(cast: Cast) -> None:
    first = held_by("Myndighet A", by=cast.coordinator)
    holder = Holder(an_authority("Myndighet B", "RO"), "", "", datetime.date(2026, 3, 1), "Brev", DAY)
    second = name_holder(role=first, holder=holder, version=first.version, by=cast.coordinator)
    first.refresh_from_db()
    assert (first.organisation.name, first.valid_to) == ("Myndighet A", datetime.date(2026, 2, 28))
    assert (second.organisation.name, second.valid_from) == ("Myndighet B", datetime.date(2026, 3, 1))
    before = roles_for(cast.coordinator, datetime.date(2026, 2, 1)).get(place__code="RO", kind=SOCIAL)
    assert before.organisation == first.organisation


def test_a_holder_who_is_not_there_cannot_be_changed_without_a_day(cast: Cast) -> None:
    role = held_by("Myndighet A", by=cast.coordinator)
    holder = Holder(an_authority("Myndighet B", "RO"), "", "", None, "Brev", DAY)
    with pytest.raises(Refused, match="dagen då bytet gäller"):
        name_holder(role=role, holder=holder, version=role.version, by=cast.coordinator)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"checked_on": today() + datetime.timedelta(days=1)}, "framtiden"),
        ({"valid_from": today() + datetime.timedelta(days=1)}, "framtiden"),
        ({"name": " "}, "skriv namnet på en ny"),
        ({"name": "Socialstyrelsen"}, "heter så"),
    ],
)
def test_a_wrong_holder_is_refused_and_nothing_is_made(cast: Cast, changes: dict, why: str) -> None:
    role = role_in("RO")
    told = {
        "organisation": None,
        "name": "Ny",
        "name_en": "",
        "valid_from": None,
        "source": "Brev",
        "checked_on": DAY,
    }
    with pytest.raises(Refused, match=why):
        name_holder(role=role, holder=Holder(**told | changes), version=role.version, by=cast.coordinator)
    assert not OrganisationRole.objects.filter(place__code="RO", organisation__isnull=False).exists()


def test_two_who_name_a_holder_at_once_do_not_overwrite(cast: Cast) -> None:
    role = role_in("RO")
    held_by("Myndighet A", by=cast.coordinator)
    holder = Holder(None, "Myndighet B", "", datetime.date(2026, 3, 1), "Brev", DAY)
    with pytest.raises(ChangedMeanwhile):
        name_holder(role=role, holder=holder, version=role.version, by=cast.coordinator)


def test_a_state_may_have_several_and_none_is_a_gap_when_one_is_left(cast: Cast) -> None:
    first = held_by("Myndighet A", by=cast.coordinator)
    holder = Holder(None, "Myndighet B", "", None, "Brev", DAY)
    name_holder(role=first, holder=holder, version=first.version, by=cast.coordinator, beside=True)
    end_holder(role=first, until=today(), version=first.version, by=cast.coordinator)
    tomorrow = roles_for(cast.coordinator, today() + datetime.timedelta(days=1))
    assert [one.organisation.name for one in tomorrow.filter(place__code="RO", kind=SOCIAL)] == [
        "Myndighet B"
    ]


def test_an_ended_holder_leaves_the_role_empty_and_its_contacts_end(cast: Cast) -> None:
    role = held_by("Myndighet A", by=cast.coordinator)
    contact = contact_at(role, by=cast.coordinator)
    yesterday = today() - datetime.timedelta(days=1)
    end_holder(role=role, until=yesterday, version=role.version, by=cast.coordinator)
    empty = roles_for(cast.coordinator).get(place__code="RO", kind=SOCIAL)
    assert (empty.organisation, empty.valid_from) == (None, today())
    contact.refresh_from_db()
    assert contact.ended_on == today()
    assert not contacts_for(cast.coordinator).exists()
    assert AuditEntry.objects.filter(verb="role.holder_ended").count() == 1
    with pytest.raises(Refused, match="Ingen har rollen"):
        end_holder(role=empty, until=today(), version=empty.version, by=cast.coordinator)


def test_registers_loaded_again_leave_what_staff_have_entered(cast: Cast) -> None:
    from skyddsnat.actors.api import load_registers

    role = held_by("Myndighet A", by=cast.coordinator)
    end_holder(
        role=role, until=today() - datetime.timedelta(days=1), version=role.version, by=cast.coordinator
    )
    load_registers(by=None)
    role.refresh_from_db()
    assert role.organisation.name == "Myndighet A"
    assert roles_for(cast.coordinator).filter(place__code="RO", kind=SOCIAL).count() == 1


# --- contacts ---


def test_a_contact_needs_a_holder_a_way_and_a_day_that_has_been(cast: Cast) -> None:
    with pytest.raises(Refused, match="vem som har rollen"):
        contact_at(role_in("RO"), by=cast.coordinator)
    role = held_by("Myndighet A", by=cast.coordinator)
    with pytest.raises(Refused, match="e-postadress"):
        contact_at(role, email="", by=cast.coordinator)
    with pytest.raises(Refused, match="framtiden"):
        contact_at(role, checked_on=today() + datetime.timedelta(days=1), by=cast.coordinator)
    made = contact_at(role, email="", web="https://example.org/", by=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleContact.objects.filter(pk=made.pk).update(web="")


def test_the_same_form_sent_twice_makes_one(cast: Cast) -> None:
    role = held_by("Myndighet A", by=cast.coordinator)
    contact_at(role, by=cast.coordinator)
    with pytest.raises(Refused, match="finns redan"):
        contact_at(role, function="ENHETEN", by=cast.coordinator)
    agreement_with("RO", by=cast.coordinator)
    with pytest.raises(Refused, match="finns redan"):
        agreement_with("RO", by=cast.coordinator)
    assert (RoleContact.objects.count(), Agreement.objects.count()) == (1, 1)


def test_who_changes_second_is_told(cast: Cast) -> None:
    made = contact_at(held_by("Myndighet A", by=cast.coordinator), by=cast.coordinator)
    note_checked(contact=made, version=1, by=cast.coordinator)
    made.refresh_from_db()
    assert (made.checked_on, made.version) == (today(), 2)
    told = {"function": "Ny", "email": "x@example.org", "phone": "", "web": "", "languages": [], "source": "x",
            "checked_on": DAY}  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        change_role_contact(contact=made, version=1, by=cast.coordinator, **told)
    assert change_role_contact(contact=made, version=2, by=cast.coordinator, **told).function == "Ny"


def test_an_ended_contact_is_removed_after_two_years(cast: Cast) -> None:
    made = contact_at(held_by("Myndighet A", by=cast.coordinator), by=cast.coordinator)
    end_role_contact(contact=made, version=1, by=cast.coordinator)
    with pytest.raises(Refused, match="redan avslutad"):
        end_role_contact(contact=made, version=2, by=cast.coordinator)
    assert remove_ended_role_contacts(today=today() + datetime.timedelta(days=730)) == 0
    assert remove_ended_role_contacts(today=today() + datetime.timedelta(days=731)) == 1
    assert not RoleContact.objects.exists()


def test_a_contact_of_another_holder_is_not_shown_as_the_new_ones(cast: Cast) -> None:
    role = held_by("Myndighet A", by=cast.coordinator)
    contact_at(role, by=cast.coordinator)
    OrganisationRole.objects.filter(pk=role.pk).update(organisation=an_authority("Myndighet B", "RO"))
    assert not contacts_for(cast.coordinator).exists()


@pytest.mark.parametrize(("days", "old"), [(0, False), (365, False), (366, True)])
def test_a_contact_is_old_after_twelve_months(days: int, old: bool) -> None:
    day = datetime.date(2026, 11, 27)
    assert is_old(day - datetime.timedelta(days=days), day) == old


# --- agreements ---


def test_an_agreement_has_its_parties_from_its_states(cast: Cast) -> None:
    party = an_authority("Myndighet A", "BG")
    with pytest.raises(Refused, match="inte är valt"):
        agreement_with("RO", parties=[party], by=cast.coordinator)
    assert not Agreement.objects.exists()
    made = agreement_with("RO", "BG", parties=[party], by=cast.coordinator)
    assert {one.code for one in made.states.all()} == {"RO", "BG"}
    with pytest.raises(Refused, match="före den första"):
        agreement_with("RO", valid_to=datetime.date(2025, 1, 1), by=cast.coordinator)


def test_an_agreement_is_ended_by_a_change_and_not_overwritten(cast: Cast) -> None:
    made = agreement_with("RO", by=cast.coordinator)
    told = {name: getattr(made, name) for name in AgreementFields.__slots__}
    told |= {"states": list(made.states.all()), "parties": [], "valid_to": datetime.date(2026, 6, 30)}
    change_agreement(agreement=made, entered=AgreementFields(**told), version=1, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        change_agreement(agreement=made, entered=AgreementFields(**told), version=1, by=cast.coordinator)
    made.refresh_from_db()
    assert (made.valid_to, made.version) == (datetime.date(2026, 6, 30), 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=made.pk).update(valid_to=datetime.date(2025, 12, 31))
