"""The table of a question's states: every way out, and none against a rule, however one walks."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.cooperation.questions.impersonal import check_impersonal
from skyddsnat.cooperation.questions.kinds import Reason, State
from skyddsnat.cooperation.questions.rules import (
    FROM,
    LEAST,
    NEXT,
    Facts,
    can_go,
    check_agreed_day,
    check_next,
    check_reason,
    reasons_from,
)
from skyddsnat.core.api import Refused

FACTS = st.builds(
    Facts, parties=st.integers(0, 3), consents=st.integers(0, 3), approved=st.booleans(),
    reached=st.integers(0, 2), reason=st.sampled_from(["", *Reason.values]),
)  # fmt: skip
ENOUGH = Facts(parties=2, consents=LEAST, approved=True, reached=1)


def test_every_state_has_a_way_out_and_a_way_in():
    assert set(NEXT) == set(State)
    assert all(NEXT[state] for state in State)
    assert {state for following in NEXT.values() for state in following} == set(State) - {State.RAISED}


def test_every_open_state_can_be_closed_for_a_reason():
    for state in set(State) - {State.CLOSED}:
        assert State.CLOSED in NEXT[state]
        assert reasons_from(state)
    assert reasons_from(State.CLOSED) == []
    assert set(FROM) == set(Reason)


@given(steps=st.lists(st.tuples(st.sampled_from(list(State)), FACTS), max_size=30))
def test_a_random_walk_never_reaches_a_state_against_a_rule(steps):
    state = State.RAISED
    for wanted, facts in steps:
        if not can_go(state, wanted, facts):
            with pytest.raises(Refused):
                check_next(state, wanted, facts)
            continue
        check_next(state, wanted, facts)
        assert wanted in NEXT[state]
        if wanted == State.WORKING:
            assert facts.parties
        if wanted == State.AGREED:
            assert facts.approved
            assert facts.consents >= LEAST
        if wanted == State.SPREAD:
            assert state == State.AGREED
            assert facts.reached
        if wanted == State.CLOSED:
            assert state in FROM[Reason(facts.reason)]
        state = wanted


@pytest.mark.parametrize("state", State)
def test_from_every_state_the_work_can_be_brought_to_a_good_end(state):
    """With what it takes, a question can be spread and closed as done wherever it stands."""
    reached, edge = {state}, {state}
    while edge:
        edge = {
            wanted
            for one in edge
            for wanted in NEXT[one]
            if any(can_go(one, wanted, Facts(2, LEAST, True, 1, reason)) for reason in Reason.values)
        } - reached
        reached |= edge
    assert {State.SPREAD, State.CLOSED} <= reached


@pytest.mark.parametrize(
    ("state", "reason"),
    [(State.RAISED, "done"), (State.SPREAD, "elsewhere"), (State.WORKING, ""), (State.WORKING, "bored")],
)
def test_a_reason_that_does_not_fit_is_refused(state, reason):
    with pytest.raises(Refused):
        check_reason(state, reason)


def test_nobody_agrees_tomorrow_or_before_there_was_a_text():
    day = datetime.date(2026, 5, 5)
    check_agreed_day(day, written_on=day, today=day)
    for wrong in (day + datetime.timedelta(days=1), day - datetime.timedelta(days=1)):
        with pytest.raises(Refused):
            check_agreed_day(wrong, written_on=day, today=day)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ring 070-123 45 67 i dag.", "”070-123 45 67”, tecken 6 till 18"),
        ("Skriv till kim@example.org om det.", "”kim@example.org”, tecken 12 till 26"),
        ("Barnet 19811218-9876 bor där.", "”19811218-9876”, tecken 8 till 20"),
    ],
)
def test_what_reaches_or_points_out_somebody_is_refused_with_its_place(text, marked):
    with pytest.raises(Refused, match="Ta bort") as refusal:
        check_impersonal("Inget här.", text)
    assert marked in str(refusal.value)


def test_an_ordinary_text_is_let_through():
    check_impersonal("Skolan i dnr 2014/123 har 12 elever och fick 3 000 kr.", "")
