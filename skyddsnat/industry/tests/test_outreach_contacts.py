"""Contacts taken: once for many, evidence on an activity, taken back with what they did."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from skyddsnat.conftest import Cast, begin
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.industry.models import Approach, Approached
from skyddsnat.industry.outreach.contacts import (
    Contact,
    choose_approach_activity,
    take_back_contact,
    take_contact,
)
from skyddsnat.industry.tests.company_cases import a_company, an_activity
from skyddsnat.industry.tests.outreach_cases import UMEA, a_contact, a_prospect, at_the_board, place
from skyddsnat.mandate.api import correction_of
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def begun(assignment: Assignment, cast: Cast) -> Activity:
    return begin(an_activity(assignment, cast), cast)


def rows() -> list[Evidence]:
    return list(Evidence.objects.filter(kind="company_met").order_by("seq"))


def test_a_visit_is_evidence_in_its_municipality(cast: Cast, begun: Activity) -> None:
    one = a_prospect(cast, place=place(UMEA), next_on=today())
    company = a_company(1)
    approach = a_contact(cast, one, activity=begun, next_on=today() + DAY)
    (row,) = rows()
    assert (row.activity, row.place, row.organisation) == (begun, one.place, company.organisation)
    assert (row.quantity, row.occurred_on, row.reference) == (1, today(), f"Att nå {one.pk}")
    assert approach.reached.get().evidence == row
    one.refresh_from_db()
    assert (one.status, one.visited_on, one.next_on, one.version) == ("visited", today(), today() + DAY, 2)


def test_a_gathering_is_written_once_and_counts_each_workplace(cast: Cast, begun: Activity) -> None:
    prospects = [a_prospect(cast, n) for n in range(1, 5)]
    once = uuid.uuid4()
    contact = Contact("meeting", today(), "Alla får en affisch.", begun)
    made = [
        take_contact(prospects=[one.pk for one in prospects], contact=contact, once=once, by=cast.coordinator)
        for _n in range(2)
    ]
    assert made[0] == made[1]
    assert (Approach.objects.count(), Approached.objects.count(), len(rows())) == (1, 4, 4)
    assert {one.status for one in type(prospects[0]).objects.all()} == {"contacted"}


def test_taken_back_everything_is_as_before(cast: Cast, begun: Activity) -> None:
    one, other = a_prospect(cast), a_prospect(cast, 2, status="booked")
    a_contact(cast, one, kind="call", day=today() - DAY)
    approach = a_contact(cast, one, other, activity=begun)
    with pytest.raises(Refused, match="Skriv varför"):
        take_back_contact(approach=approach, why=" ", by=cast.coordinator)
    for _n in range(2):
        take_back_contact(approach=approach, why="Besöket blev inte av.", by=cast.coordinator)
    assert len(rows()) == 4
    assert [correction_of(row) is not None for row in rows()[:2]] == [True, True]
    for row, status, day in ((one, "contacted", today() - DAY), (other, "booked", None)):
        row.refresh_from_db()
        assert (row.status, row.contacted_on, row.visited_on) == (status, day, None)


def test_a_status_that_was_changed_afterwards_stays(cast: Cast) -> None:
    one = a_prospect(cast)
    approach = a_contact(cast, one)
    type(one).objects.filter(pk=one.pk).update(status="declined")
    take_back_contact(approach=approach, why="Fel dag.", by=cast.coordinator)
    one.refresh_from_db()
    assert one.status == "declined"


def test_what_cannot_be_is_refused(cast: Cast, begun: Activity, assignment: Assignment) -> None:
    one = a_prospect(cast)
    waits = an_activity(assignment, cast)
    for values, said in (
        ({"day": today() + DAY}, "inte varit än"),
        ({"next_on": today() - DAY}, "före den här"),
        ({"kind": "call", "activity": begun}, "blir inte underlag"),
        ({"activity": waits}, "hade inte börjat"),
        ({"activity": begun, "day": begun.started_on - DAY}, "hade inte börjat"),
        ({"agreed": "Ring 850709-9805"}, "personnummer"),
    ):
        with pytest.raises(Refused, match=said):
            a_contact(cast, one, **values)
    assert not Approach.objects.exists()
    assert not rows()


def test_without_an_activity_it_waits_for_one(cast: Cast, begun: Activity) -> None:
    approach = a_contact(cast, a_prospect(cast), by=at_the_board(cast))

    def waits() -> list[str]:
        found = waiting_for(cast.coordinator)
        return [task.label for task in found if task.source == "industry.outreach"]

    assert waits() == ["1 kontakt saknar insats"]
    choose_approach_activity(approach=approach, activity=begun, by=cast.coordinator)
    assert len(rows()) == 1
    assert not waits()
    with pytest.raises(Refused, match="redan en insats"):
        choose_approach_activity(approach=approach, activity=begun, by=cast.coordinator)


def test_a_board_cannot_take_contacts_outside_its_county(cast: Cast) -> None:
    own, other = a_prospect(cast), a_prospect(cast, 2, place=place(UMEA))
    regional = at_the_board(cast)
    with pytest.raises(PermissionDenied):
        a_contact(cast, own, other, by=regional)
    both = a_contact(cast, own, other)
    with pytest.raises(PermissionDenied):
        take_back_contact(approach=both, why="Nej", by=regional)
    for reader in (cast.auditor, cast.partner, cast.outsider):
        with pytest.raises(PermissionDenied):
            a_contact(cast, own, by=reader)


def test_the_database_keeps_a_contact_as_it_was_taken(cast: Cast, begun: Activity) -> None:
    approach = a_contact(cast, a_prospect(cast), activity=begun)
    for values in ({"day": today() - DAY}, {"agreed": "Annat"}, {"activity": None}, {"kind": "talk"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Approach.objects.filter(pk=approach.pk).update(**values)
