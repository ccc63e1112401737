"""A case reaches every state by its steps, and no other way."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals.transitions import FIRST, LAST, STEPS, steps_from
from skyddsnat.cooperation.tests.cases import case_in, home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_reached(state: State) -> None:
    assert case_in(state, home()).state == state


def test_the_database_knows_the_same_steps() -> None:
    table = {(step.was.value, step.becomes.value) for step in STEPS}
    with connection.cursor() as cursor:
        for was, becomes in itertools.product(State.values, repeat=2):
            cursor.execute("SELECT cooperation_is_step(%s, %s)", [was, becomes])
            assert cursor.fetchone()[0] == ((was, becomes) in table), (was, becomes)


def test_every_state_has_a_way_out_and_a_way_in() -> None:
    for state in State:
        assert steps_from(state), state
        assert state == FIRST or any(step.becomes == state for step in STEPS)


def test_every_state_leads_to_the_end() -> None:
    leads = {LAST}
    for _each in State:
        leads |= {step.was for step in STEPS if step.becomes in leads}
    assert leads == set(State)
