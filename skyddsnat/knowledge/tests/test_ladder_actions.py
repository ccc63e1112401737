"""Steps and calls written by hand: by whom, once, with undo, and with the ledger behind them."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused
from skyddsnat.knowledge.ladder.actions import (
    WrittenMeanwhile,
    add_call,
    remove_call,
    remove_old_calls,
    unwrite_step,
    write_step,
)
from skyddsnat.knowledge.ladder.opening import open_guidance, opened_by
from skyddsnat.knowledge.ladder.standing import standings
from skyddsnat.knowledge.ladder.steps import prove_steps, retract_step, take_step, take_steps
from skyddsnat.knowledge.models import Call, Group, Outcome, Rung, Step
from skyddsnat.knowledge.tests.conftest import ENDS, STARTS, begin
from skyddsnat.mandate.api import correct_evidence, verify
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 4, 2)


def decide(method, one, by, **more):
    values = {"step": Step.DECIDED, "group": Group.STAFF, "day": DAY, "reference": "§ 41"} | more
    return write_step(organisation=one, method=method, by=by, **values)


def test_a_county_coordinator_writes_for_her_own_county_only(method, lena, stockholm, malmo, cast):
    assert decide(method, stockholm, lena).by == lena
    with pytest.raises(PermissionDenied):
        decide(method, malmo, lena)
    with pytest.raises(PermissionDenied):
        add_call(organisation=malmo, method=method, outcome=Outcome.TALKED, by=lena)
    for user in (cast.auditor, cast.partner, cast.regional, cast.outsider):
        if user != lena:
            with pytest.raises(PermissionDenied):
                decide(method, stockholm, user)
    assert decide(method, malmo, cast.coordinator).organisation == malmo


def test_a_coordinator_of_no_county_works_with_nobody(method, cast, stockholm):
    assert not standings(cast.regional, method, Group.STAFF)
    with pytest.raises(PermissionDenied):
        decide(method, stockholm, cast.regional)


def test_a_second_click_writes_nothing_and_a_second_writer_is_told(method, lena, stockholm, cast):
    first = decide(method, stockholm, lena)
    assert decide(method, stockholm, lena) == first
    with pytest.raises(WrittenMeanwhile) as told:
        decide(method, stockholm, cast.coordinator, day=DAY + datetime.timedelta(days=1))
    assert told.value.current == first
    again = decide(method, stockholm, cast.coordinator, day=DAY + datetime.timedelta(days=1), seen=first.pk)
    assert again != first


def test_another_number_for_the_same_day_is_not_lost_without_a_word(method, lena, stockholm, cast):
    first = decide(method, stockholm, lena)
    assert decide(method, stockholm, cast.coordinator) == first  # two who write the same
    with pytest.raises(Refused, match="redan inskrivet"):
        decide(method, stockholm, lena, reference="§ 52")
    with pytest.raises(WrittenMeanwhile):
        decide(method, stockholm, cast.coordinator, reference="§ 52")
    with pytest.raises(Refused, match="redan inskrivet"):
        decide(method, stockholm, cast.coordinator, reference="§ 52", seen=first.pk)
    assert Rung.objects.get().reference == "§ 41"


def test_a_slip_in_the_year_is_told(method, stockholm, cast):
    long_ago = datetime.date(214, 4, 2)
    with pytest.raises(Refused, match="årtalet"):
        decide(method, stockholm, cast.coordinator, day=long_ago)
    with pytest.raises(Refused, match="årtalet"):
        add_call(organisation=stockholm, method=method, outcome="talked", day=long_ago, by=cast.coordinator)


def test_a_step_taken_back_is_taken_back_in_the_ledger(begun, method, stockholm, cast):
    rung = decide(method, stockholm, cast.coordinator)
    with pytest.raises(Refused, match="varför"):
        unwrite_step(rung=rung, reason="  ", by=cast.coordinator)
    unwrite_step(rung=rung, reason="Fel kommun.", by=cast.coordinator)
    assert not Rung.objects.exists()
    rows = Evidence.objects.filter(assignment=begun.assignment).order_by("seq")
    assert [(row.quantity, row.corrects) for row in rows] == [(1, None), (-1, rows[0].seq)]
    assert not list(verify(begun.assignment))
    unwrite_step(rung=rung, reason="En gång till.", by=cast.coordinator)  # somebody was there first
    assert rows.count() == 2


def test_a_row_that_was_corrected_in_the_ledger_is_not_corrected_twice(begun, method, stockholm, cast):
    rung = decide(method, stockholm, cast.coordinator)
    correct_evidence(evidence=rung.evidence, reason="Fel.", by=cast.coordinator)
    retract_step(rung=rung, reason="Fel kommun.", by=cast.coordinator)
    assert Evidence.objects.count() == 2


def test_a_method_that_moved_to_another_assignment_takes_back_the_row_it_has(
    begun, method, stockholm, assignment, cast
):
    rung = decide(method, stockholm, cast.coordinator)
    other = Assignment.objects.create(
        slug="annat", title="Ett annat uppdrag", authority=assignment.authority, ceiling_ore=1, year=2026,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    method.activity = Activity.objects.create(
        assignment=other, number=1, title="Stöd", purpose="Fler vet.", responsible=cast.coordinator,
        starts=STARTS, ends=ENDS,
    )  # fmt: skip
    method.save()
    retract_step(rung=rung, reason="Fel kommun.", by=cast.coordinator)
    assert [row.assignment for row in Evidence.objects.order_by("seq")] == [assignment, assignment]
    assert not list(verify(assignment))


def test_a_step_without_evidence_is_only_taken_away(planned, method, stockholm, cast):
    rung = decide(method, stockholm, cast.coordinator)
    retract_step(rung=rung, reason="Fel kommun.", by=cast.coordinator)
    assert not Evidence.objects.exists()
    assert not Rung.objects.exists()


def test_many_take_a_step_at_once_with_a_row_each(begun, method, cast):
    some = list(Organisation.objects.filter(kind="municipality")[:40])
    given = {"method": method, "step": Step.REACHED, "day": DAY, "by": cast.coordinator}
    with CaptureQueriesContext(connection) as asked:
        assert take_steps(organisations=some, **given) == 40
    assert len(asked) < 40
    assert take_steps(organisations=[*some, *some], **given) == 0
    assert sorted(Rung.objects.values_list("evidence__seq", flat=True)) == list(range(1, 41))
    assert not list(verify(begun.assignment))
    with pytest.raises(Refused, match="inte kommit"):
        take_steps(organisations=some, **given | {"day": today() + datetime.timedelta(days=1)})


def test_what_waits_is_proven_together_in_the_order_it_was_written(planned, method, cast, stockholm, malmo):
    waiting = [decide(method, one, cast.coordinator) for one in (malmo, stockholm)]
    take_step(organisation=malmo, method=method, step=Step.DECIDED, day=DAY, by=None, group=Group.LEADERS)
    begin(planned, cast)
    assert prove_steps() == 3
    assert prove_steps() == 0
    rows = Evidence.objects.order_by("seq").values_list("kind_id", "reference")
    assert rows[0] == ("practice_decided", f"Steg {waiting[0].pk}, orosanmalan")
    assert rows[2][0] == "leader_anchored"
    assert not list(verify(planned.assignment))


def test_opening_counts_once_for_each_organisation_of_a_partner(method, pia, cast, stockholm):
    assert [rung.organisation for rung in opened_by(pia, method)] == [stockholm]
    assert opened_by(pia, method) == opened_by(pia, method)
    assert Rung.objects.count() == 1
    assert opened_by(cast.coordinator, method) == []
    leaders = open_guidance(organisation=stockholm, method=method, by=None, group=Group.LEADERS)
    assert leaders.group == Group.LEADERS


def test_a_call_is_written_once_and_taken_away_by_its_writer(method, lena, stockholm, cast):
    given = {"organisation": stockholm, "method": method, "outcome": Outcome.TALKED, "note": "Ring i maj."}
    call = add_call(**given, by=lena)
    assert add_call(**given, by=lena) == call
    assert call.day == today()
    remove_call(call=call, by=cast.coordinator)
    assert Call.objects.exists()
    remove_call(call=call, by=lena)
    assert not Call.objects.exists()


def test_calls_go_after_two_years(method, stockholm, cast):
    old = today() - datetime.timedelta(days=731)
    for day in (old, old + datetime.timedelta(days=2)):
        add_call(organisation=stockholm, method=method, outcome="talked", day=day, by=cast.coordinator)
    assert remove_old_calls(today=today(), by=None) == 1
    assert Call.objects.get().day > old


def test_the_database_keeps_calls_in_order(method, stockholm, cast):
    for wrong in ({"outcome": "shouted"}, {"next_on": DAY}):
        values = {"outcome": "talked", "organisation": stockholm, "method": method, "day": DAY}
        with pytest.raises(IntegrityError), transaction.atomic():
            Call.objects.create(by=cast.coordinator, **values | wrong)


def test_standing_takes_as_many_questions_for_sixty_as_for_none(method, cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert len(standings(cast.coordinator, method, Group.STAFF)) == 290
        return len(queries)

    asked()  # the first time asks for the user's roles too
    before = asked()
    some = list(Organisation.objects.filter(kind="municipality")[:60])
    for step in (Step.REACHED, Step.OPENED, Step.DECIDED):
        take_steps(organisations=some, method=method, step=step, day=DAY, by=None)
    assert asked() == before <= 6
