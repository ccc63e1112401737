"""Workplaces to reach: what may stand in the list, two at once, many at once, and what the database holds to."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.conftest import Cast
from skyddsnat.core.api import ChangedMeanwhile, Refused, query_from, search, waiting_for
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.companies.own import leave
from skyddsnat.industry.models import Prospect
from skyddsnat.industry.outreach import rules
from skyddsnat.industry.outreach.access import told
from skyddsnat.industry.outreach.listing import (
    Change,
    add_prospect,
    change_prospect,
    change_prospects,
    remove_prospect,
)
from skyddsnat.industry.tests.company_cases import a_company, a_number
from skyddsnat.industry.tests.outreach_cases import UMEA, a_contact, a_prospect, at_the_board, entered, place
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
STATUSES = st.sampled_from(rules.Status.values)
KINDS = st.sampled_from(["visit", "talk", "meeting", "call"])


@given(kind=KINDS, before=STATUSES, said=st.sampled_from(["", *rules.Status.values]))
def test_a_contact_that_is_taken_back_leaves_the_status_as_it_was(kind: str, before: str, said: str) -> None:
    after = rules.status_after(kind, before, said)
    assert after != "new" or said == "new"
    assert rules.status_without(after, before, after) == before
    other = next(one for one in rules.Status.values if one != after)
    assert rules.status_without(other, before, after) == other  # somebody has changed it since


@given(text=st.text(alphabet=" \t\u00a0aå1"))
def test_the_same_address_is_the_same_however_it_is_spaced(text: str) -> None:
    assert rules.key_of("1", 1, text) == rules.key_of("1", 1, f"  {text.upper()} ")


@pytest.mark.parametrize("number", ["850709-9805", "19850709-9805", "556000-0002", "12"])
def test_numbers_that_are_no_companys_are_refused(cast: Cast, number: str) -> None:
    with pytest.raises(Refused):
        a_prospect(cast, number=number)
    assert not Prospect.objects.exists()


def test_the_database_refuses_a_persons_number_and_a_second_row(cast: Cast) -> None:
    one = a_prospect(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Prospect.objects.filter(pk=one.pk).update(number="8507099805")
    with pytest.raises(IntegrityError), transaction.atomic():
        Prospect.objects.create(
            number=one.number, name="Samma", sector="taxi", place=one.place, address="GATAN 1"
        )


def test_a_company_stands_once_for_each_place(cast: Cast) -> None:
    a_prospect(cast)
    with pytest.raises(Refused, match="finns redan"):
        a_prospect(cast, address=" gatan  1")
    a_prospect(cast, address="Gatan 2")
    a_prospect(cast, place=place(UMEA))
    assert Prospect.objects.filter(number=a_number(1)).count() == 3


@pytest.mark.parametrize("notes", ["Ring 850709-9805", "Skriv till anna@example.org"])
def test_notes_that_look_like_people_are_refused(cast: Cast, notes: str) -> None:
    with pytest.raises(Refused, match="personnummer eller en e-postadress"):
        a_prospect(cast, notes=notes)


def test_joined_follows_from_the_company_and_ends_when_it_leaves(cast: Cast) -> None:
    one = a_prospect(cast, status="declined")
    assert not told(Prospect.objects.all()).get().has_joined
    company = a_company(1)
    assert told(Prospect.objects.all()).get().has_joined
    leave(company=company, by=cast.coordinator)
    assert not told(Prospect.objects.all()).get().has_joined
    one.refresh_from_db()
    assert one.status == "declined"


def test_who_saves_second_is_told(cast: Cast) -> None:
    one = a_prospect(cast)
    change_prospect(prospect=one, entered=entered(name="Nytt namn"), version=1, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile) as told_of:
        change_prospect(prospect=one, entered=entered(name="Annat"), version=1, by=cast.editor)
    assert told_of.value.current.name == "Nytt namn"
    entry = AuditEntry.objects.get(verb="prospect.changed")
    assert entry.details == {"fields": "name"}


def test_many_are_changed_at_once_and_only_once(cast: Cast) -> None:
    rows = [a_prospect(cast, n) for n in range(1, 4)]
    day = today() + datetime.timedelta(days=9)
    chosen, change = {one.pk: 1 for one in rows}, Change("booked", day, False, cast.editor)
    done = change_prospects(chosen=chosen, change=change, by=cast.coordinator)
    again = change_prospects(chosen=chosen, change=change, by=cast.coordinator)
    assert (done.changed, done.meanwhile, again.changed, again.meanwhile) == (3, 0, 0, 0)
    assert {(one.status, one.next_on, one.responsible, one.version) for one in Prospect.objects.all()} == {
        ("booked", day, cast.editor, 2)
    }
    assert AuditEntry.objects.filter(verb="prospect.changed").count() == 3


def test_what_somebody_else_has_changed_is_left_as_they_saved_it(cast: Cast) -> None:
    one, other = a_prospect(cast, 1), a_prospect(cast, 2)
    change_prospect(prospect=one, entered=entered(1, status="declined"), version=1, by=cast.editor)
    done = change_prospects(chosen={one.pk: 1, other.pk: 1}, change=Change("contacted"), by=cast.coordinator)
    assert (done.changed, done.meanwhile) == (1, 1)
    one.refresh_from_db()
    assert one.status == "declined"


def test_nothing_to_change_and_a_stranger_as_responsible_are_refused(cast: Cast) -> None:
    one = a_prospect(cast)
    with pytest.raises(Refused, match="Välj något"):
        change_prospects(chosen={one.pk: 1}, change=Change(), by=cast.coordinator)
    with pytest.raises(Refused, match="Välj en kollega"):
        change_prospects(chosen={one.pk: 1}, change=Change(responsible=cast.economist), by=cast.coordinator)
    for reader in (cast.auditor, cast.manager, cast.partner, cast.outsider):
        with pytest.raises(PermissionDenied):
            change_prospects(chosen={one.pk: 1}, change=Change("booked"), by=reader)


def test_a_board_works_with_its_own_county_only(cast: Cast) -> None:
    own, other = a_prospect(cast), a_prospect(cast, 2, place=place(UMEA))
    regional = at_the_board(cast)
    done = change_prospects(chosen={own.pk: 1, other.pk: 1}, change=Change("booked"), by=regional)
    assert done.changed == 1
    with pytest.raises(PermissionDenied):
        remove_prospect(prospect=other, by=regional)
    with pytest.raises(Refused, match="i ditt län"):
        add_prospect(entered=entered(3, place=place(UMEA)), by=regional)
    add_prospect(entered=entered(3), by=regional)


def test_a_workplace_that_was_contacted_is_not_removed(cast: Cast) -> None:
    one, other = a_prospect(cast), a_prospect(cast, 2)
    a_contact(cast, one, kind="call")
    with pytest.raises(Refused, match="Det finns kontakter"):
        remove_prospect(prospect=one, by=cast.coordinator)
    remove_prospect(prospect=other, by=cast.coordinator)
    assert list(Prospect.objects.all()) == [one]


def test_a_day_that_has_come_waits_for_the_responsible_alone(cast: Cast) -> None:
    def tasks(user):
        return [task for task in waiting_for(user) if task.source == "industry.outreach"]

    yesterday = today() - datetime.timedelta(days=1)
    a_prospect(cast, 1, next_on=yesterday, responsible=cast.editor)
    a_prospect(cast, 2, next_on=today() + datetime.timedelta(days=1), responsible=cast.editor)
    a_prospect(cast, 3, next_on=yesterday, responsible=cast.editor, status="declined")
    a_prospect(cast, 4, next_on=yesterday, responsible=cast.editor)
    a_company(4)
    assert [task.label for task in tasks(cast.editor)] == ["Kontakta Hotell 1"]
    assert not tasks(cast.coordinator)
    for n in range(5, 10):
        a_prospect(cast, n, next_on=today(), responsible=cast.editor)
    assert [task.label for task in tasks(cast.editor)] == ["Kontakta 6 arbetsplatser"]


def test_the_search_of_the_house_finds_what_one_may_see(cast: Cast) -> None:
    a_prospect(cast, name="Hotell Kvastkrasse")
    a_company(7, name="Kvastkrasse Taxi AB")

    def found(user, text="kvastkrasse"):
        groups = search(user, query_from(text), size=5)
        return {group.name for group in groups} & {"anslutna-foretag", "arbetsplatser-att-na"}

    assert found(cast.auditor) == {"anslutna-foretag", "arbetsplatser-att-na"}
    assert found(cast.auditor, f"{a_number(1)[:6]}-{a_number(1)[6:]}") == {"arbetsplatser-att-na"}
    assert not found(cast.partner)
    assert not found(cast.regional)
    assert found(at_the_board(cast)) == {"arbetsplatser-att-na"}
