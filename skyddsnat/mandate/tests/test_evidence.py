"""One fact at a time: adding, correcting, and never a person."""

import datetime

import psycopg
import pytest
from django.db import connection, transaction

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.actions.evidence import Fact, add_evidence, correct_evidence
from skyddsnat.mandate.ledger import Entry, append
from skyddsnat.mandate.ledger_faults import verify
from skyddsnat.mandate.models import Evidence, EvidenceCount
from skyddsnat.mandate.tests.conftest import DAY
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def counted() -> list[tuple[int, int]]:
    return list(EvidenceCount.objects.values_list("records", "quantity"))


def test_a_fact_is_added_with_all_its_parts(started, cast):
    place = Place.objects.get(kind="municipality", code="0180")
    actor = Organisation.objects.get(code="socialstyrelsen")
    row = add_evidence(
        fact=Fact("meeting_held", started, DAY, 2, actor, place, " dnr 1 "), by=cast.coordinator
    )
    assert (row.seq, row.quantity, row.organisation, row.place, row.reference) == (
        1,
        2,
        actor,
        place,
        "dnr 1",
    )
    assert AuditEntry.objects.get(verb="evidence.added").details == {
        "seq": 1,
        "kind": "meeting_held",
        "quantity": 2,
    }
    assert verify(started.assignment) == []


@pytest.mark.parametrize("reference", ["20050613-2384", "050613-2384", "200506132384", "kim@example.org"])
def test_a_reference_to_a_person_is_refused(started, cast, reference):
    with pytest.raises(Refused, match="personnummer"):
        add_evidence(
            fact=Fact("meeting_held", started, DAY, reference=f"se {reference}"), by=cast.coordinator
        )
    assert not Evidence.objects.exists()


def test_the_reason_of_a_correction_is_held_to_the_same(row, cast):
    with pytest.raises(Refused, match="personnummer"):
        correct_evidence(evidence=row, reason="gällde 20050613-2384", by=cast.coordinator)
    assert Evidence.objects.count() == 1


def test_the_future_and_nothing_are_refused(started, cast):
    tomorrow = today() + datetime.timedelta(days=1)
    for fact in (Fact("meeting_held", started, tomorrow), Fact("meeting_held", started, DAY, quantity=0)):
        with pytest.raises(Refused):
            add_evidence(fact=fact, by=cast.coordinator)


def test_a_mistaken_row_is_taken_back_and_counts_for_nothing(row, cast):
    assert counted() == [(1, 3)]
    correction, instead = correct_evidence(evidence=row, reason="Mötet blev inte av", by=cast.coordinator)
    assert instead is None
    assert (correction.seq, correction.corrects, correction.quantity) == (2, 1, -3)
    assert counted() == []
    assert Evidence.objects.count() == 2
    assert verify(row.assignment) == []


def test_a_correction_can_put_the_right_row_in_its_place(row, cast):
    right = Fact("meeting_held", row.activity, DAY, quantity=4)
    correction, instead = correct_evidence(
        evidence=row, reason="Fyra möten", by=cast.coordinator, instead=right
    )
    assert (instead.seq, instead.quantity, instead.corrects) == (3, 4, None)
    assert counted() == [(1, 4)]
    details = AuditEntry.objects.get(verb="evidence.corrected").details
    assert details == {"seq": 1, "correction": correction.seq, "replacement": 3}
    assert verify(row.assignment) == []


def test_a_row_is_taken_back_once_and_a_correction_never(row, cast):
    correction, _none = correct_evidence(evidence=row, reason="Fel", by=cast.coordinator)
    with pytest.raises(Refused, match="redan rättad"):
        correct_evidence(evidence=row, reason="Fel igen", by=cast.coordinator)
    with pytest.raises(Refused, match="själv en rättelse"):
        correct_evidence(evidence=correction, reason="Ångrar mig", by=cast.coordinator)


def test_an_empty_reason_is_refused(row, cast):
    with pytest.raises(Refused, match="varför"):
        correct_evidence(evidence=row, reason="  ", by=cast.coordinator)


@pytest.mark.parametrize("quantity", [-1, -4])
def test_the_database_refuses_a_correction_of_another_amount(row, quantity):
    with pytest.raises(psycopg.errors.CheckViolation, match="quantity negated"), transaction.atomic():
        append(row.assignment, [Entry("meeting_held", row.activity_id, DAY, quantity, corrects=1)])


def test_the_database_refuses_a_correction_of_a_row_that_is_not_there(row):
    with pytest.raises(psycopg.errors.CheckViolation, match="quantity negated"), transaction.atomic():
        append(row.assignment, [Entry("meeting_held", row.activity_id, DAY, 0, corrects=0)])


def test_the_database_refuses_a_second_correction(row, cast):
    correct_evidence(evidence=row, reason="Fel", by=cast.coordinator)
    with pytest.raises(psycopg.errors.UniqueViolation, match="evidence_corrected_once"), transaction.atomic():
        append(row.assignment, [Entry("meeting_held", row.activity_id, DAY, -3, corrects=1)])


def test_a_negative_row_that_corrects_nothing_is_refused(row):
    with pytest.raises(Refused, match="negativt"):
        append(row.assignment, [Entry("meeting_held", row.activity_id, DAY, -3)])


def test_a_correction_redirected_in_the_database_is_found(row, cast):
    append(row.assignment, [Entry("meeting_held", row.activity_id, DAY, 3)])
    correct_evidence(evidence=row, reason="Fel", by=cast.coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE mandate_evidence SET corrects = 2 WHERE corrects = 1")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert [fault.seq for fault in verify(row.assignment)] == [3]
