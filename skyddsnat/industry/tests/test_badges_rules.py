"""How long a badge is valid, what is left when a lesson has changed, and which shares are shown."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.industry.badges.rules import (
    State,
    check_name,
    check_offer,
    check_shares,
    fingerprints,
    last_day,
    missing,
    shown_shares,
    state_on,
    to_take,
)
from skyddsnat.industry.jobs import Job

DAY = datetime.date(2015, 3, 2)
marks = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["1", "2"]))


def test_twelve_months() -> None:
    assert last_day(DAY) == datetime.date(2016, 3, 2)
    assert last_day(datetime.date(2016, 2, 29)) == datetime.date(2017, 2, 28)


@pytest.mark.parametrize(
    ("on", "revoked", "state"),
    [
        (DAY - datetime.timedelta(days=1), False, State.COMING),
        (DAY, False, State.VALID),
        (last_day(DAY), False, State.VALID),
        (last_day(DAY) + datetime.timedelta(days=1), False, State.EXPIRED),
        (DAY, True, State.REVOKED),
        (last_day(DAY) + datetime.timedelta(days=1), True, State.REVOKED),
    ],
)
def test_the_state_on_a_day(on: datetime.date, revoked: bool, state: State) -> None:
    assert state_on(on, day=DAY, expires_on=last_day(DAY), revoked=revoked) is state


def test_a_changed_lesson_asks_only_for_what_changed() -> None:
    had = fingerprints({"a": {"ask": "1"}, "b": {"ask": "2"}, "gone": {}})
    now = fingerprints({"new": {"ask": "0"}, "a": {"ask": "1"}, "b": {"ask": "2, said better"}})
    assert missing(had, now) == ["new", "b"]
    assert to_take(had, now, state=State.VALID) == ["new", "b"]
    for state in (State.EXPIRED, State.REVOKED, State.COMING):
        assert to_take(had, now, state=state) == ["new", "a", "b"]


def test_a_fingerprint_is_of_what_is_said_not_of_its_order() -> None:
    assert fingerprints({"a": {"x": 1, "y": [2]}}) == fingerprints({"a": {"y": [2], "x": 1}})
    assert fingerprints({"a": {"x": 1}}) != fingerprints({"a": {"x": 2}})


@given(marks, marks)
def test_taking_what_is_missing_is_enough(had: dict[str, str], now: dict[str, str]) -> None:
    left = missing(had, now)
    assert set(left) == {key for key in now if had.get(key) != now[key]}
    assert missing(had | {key: now[key] for key in left}, now) == []
    assert missing(now, now) == []


def test_small_numbers_are_not_shown_and_nothing_is_overstated() -> None:
    trained = {Job.RECEPTION: (2, 3), Job.NIGHT: (4, 4), Job.BAR: (5, 5), Job.MANAGER: (5, 6)}
    assert shown_shares(trained) == {"bar": 100, "manager": 83}
    assert shown_shares({Job.DRIVER: (12, 10), Job.MANAGER: (0, 9)}) == {"driver": 100, "manager": 0}


@pytest.mark.parametrize("shares", [{}, {"bar": 0}])
def test_nothing_to_certify(shares: dict[str, int]) -> None:
    with pytest.raises(Refused):
        check_shares(shares)


@pytest.mark.parametrize(
    "wrong", [{"lesson": " "}, {"lesson_version": 0}, {"job": "spy"}, {"job": ""}, {"language": ""}]
)
def test_what_is_not_said_is_not_certified(wrong: dict[str, Any]) -> None:
    good = {"lesson": "A", "lesson_version": 1, "job": "bar", "language": "so"}
    check_offer(**good)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        check_offer(**(good | wrong))


def test_a_name_has_a_length() -> None:
    check_name("K" * 80)
    with pytest.raises(Refused):
        check_name("K" * 81)
