"""Which step is the furthest, whom to call first, and what a step must say."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.ladder.rules import (
    CLASSES,
    ORDER,
    SILENT,
    call_order,
    check_call,
    check_step,
    class_of,
    furthest,
    may_rest,
)
from skyddsnat.knowledge.ladder.steps import ANCHORED, KINDS, kind_of
from skyddsnat.knowledge.models import Group, Step

TODAY = datetime.date(2026, 5, 4)
steps = st.sets(st.sampled_from(list(Step)))
days = st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 1, 1))


@given(steps)
def test_the_furthest_step_is_one_taken_and_none_is_higher(taken):
    found = furthest(taken)
    assert (found is None) == (not taken)
    assert all(ORDER[step] <= ORDER[found] for step in taken)


def test_every_step_has_one_class_and_silence_has_its_own():
    assert [step for steps in CLASSES.values() for step in steps] == list(Step)
    assert len(CLASSES) <= 5
    assert class_of(None) == SILENT
    assert class_of(Step.FOLLOWED_UP) == class_of(Step.PRACTISED)


@given(steps, steps, days, days)
def test_whose_day_has_come_is_called_before_all_others(one, other, last, later):
    due = call_order(steps=one, last=last, next_on=TODAY, today=TODAY)
    none = call_order(steps=other, last=None, next_on=None, today=TODAY)
    far = call_order(steps=other, last=later, next_on=TODAY + datetime.timedelta(days=1), today=TODAY)
    assert due < none < far


def test_the_furthest_behind_and_the_longest_silent_come_first():
    def order(taken, last):
        return call_order(steps=taken, last=last, next_on=None, today=TODAY)

    old, new = TODAY - datetime.timedelta(days=300), TODAY
    silent, reached, late = order([], None), order([Step.REACHED], old), order([Step.REACHED], new)
    assert silent < reached < late < order([Step.REACHED, Step.DECIDED], old)


def test_one_that_followed_up_this_year_may_rest():
    assert may_rest([Step.FOLLOWED_UP], TODAY, today=TODAY)
    assert not may_rest([Step.FOLLOWED_UP], TODAY - datetime.timedelta(days=366), today=TODAY)
    assert not may_rest([Step.PRACTISED], TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("step", "day", "reference", "says"),
    [
        (Step.DECIDED, TODAY, " ", "beslutets nummer"),
        (Step.PRACTISED, TODAY + datetime.timedelta(days=1), "", "Dagen har inte kommit"),
        (Step.PRACTISED, TODAY, "anna@example.org", "personnummer eller en e-postadress"),
        (Step.DECIDED, TODAY, "19121212-1212", "personnummer eller en e-postadress"),
    ],
)
def test_a_step_is_refused_with_what_to_do(step, day, reference, says):
    with pytest.raises(Refused, match=says):
        check_step(step=step, day=day, reference=reference, today=TODAY)


def test_what_is_in_order_is_not_refused():
    check_step(step=Step.DECIDED, day=TODAY, reference="§ 41", today=TODAY)
    check_call(day=TODAY, next_on=TODAY + datetime.timedelta(days=1), note="Ringer om en vecka.", today=TODAY)


def test_the_next_call_is_after_this_one():
    with pytest.raises(Refused, match="en dag efter samtalet"):
        check_call(day=TODAY, next_on=TODAY, note="", today=TODAY)
    with pytest.raises(Refused, match="inte varit än"):
        check_call(day=TODAY + datetime.timedelta(days=1), next_on=None, note="", today=TODAY)


def test_managers_are_counted_apart_from_staff():
    assert {kind_of(step, Group.STAFF) for step in Step} == set(KINDS.values())
    assert kind_of(Step.REACHED, Group.LEADERS) == KINDS[Step.REACHED]
    assert {kind_of(step, Group.LEADERS) for step in list(Step)[2:]} == {ANCHORED}
