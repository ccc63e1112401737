"""Office hours, pauses, turns, transitions: decisions that need no database."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.tips.kinds import Reason, State
from skyddsnat.tips.room.parts import language_name
from skyddsnat.tips.room.rules import (
    NEXT,
    check_hours,
    check_next,
    check_owned_by,
    check_reason,
    due_after,
    fingerprint,
    is_open,
    open_pieces,
    switch_on_faults,
    turns,
)
from skyddsnat.tips.room.timers import duties, timers

WEEK = [(day, "08:00", "16:00") for day in range(5)]
HOUR = datetime.timedelta(hours=1)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(datetime.UTC)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-26T09:00", 4, "2026-11-26T13:00"),
        ("2026-11-26T15:00", 8, "2026-11-27T15:00"),  # one hour today, seven tomorrow
        ("2026-11-27T15:00", 2, "2026-11-30T09:00"),  # over a weekend
        ("2026-11-28T12:00", 1, "2026-11-30T09:00"),  # sent on a Saturday
        ("2026-11-26T03:00", 8, "2026-11-26T16:00"),
    ],
)
def test_only_office_hours_count(start: str, hours: int, due: str) -> None:
    assert due_after(WEEK, at(start), hours) == at(due)


def test_without_hours_somebody_is_always_there() -> None:
    assert due_after([], at("2026-11-28T12:00"), 8) == at("2026-11-28T20:00")
    assert is_open([], at("2026-11-28T03:00"))


def test_hours_hold_when_the_clock_is_changed() -> None:
    assert due_after(WEEK, at("2026-10-23T15:00"), 2) == at("2026-10-26T09:00")
    assert due_after([], at("2026-10-24T12:00"), 24) == at("2026-10-25T11:00")


def test_a_pause_is_left_out_and_one_without_an_end_holds_the_time() -> None:
    start, rest = at("2026-11-26T09:00"), (at("2026-11-26T10:00"), at("2026-11-26T12:00"))
    assert due_after(WEEK, start, 4, [rest]) == at("2026-11-26T15:00")
    assert due_after(WEEK, start, 4, [(at("2026-11-26T10:00"), None)]) is None
    assert due_after(WEEK, start, 1, [(at("2026-11-26T10:00"), None)]) == at("2026-11-26T10:00")
    both = [rest, (at("2026-11-26T11:00"), at("2026-11-26T13:00"))]
    assert due_after(WEEK, start, 4, both) == at("2026-11-26T16:00")


@given(
    st.datetimes(datetime.datetime(2026, 1, 1), datetime.datetime(2026, 12, 31)),
    st.integers(1, 80), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=4),
)  # fmt: skip
def test_a_pause_never_makes_it_sooner_and_what_is_due_is_office_time(
    start: datetime.datetime, hours: int, rests: list[tuple[int, int]]
) -> None:
    begins = start.replace(tzinfo=datetime.UTC)
    pauses = [(begins + first * HOUR, begins + (first + length) * HOUR) for first, length in rests]
    plain, paused = due_after(WEEK, begins, hours), due_after(WEEK, begins, hours, pauses)
    assert plain is not None
    assert paused is not None
    assert begins < plain <= paused
    for due, resting in ((plain, []), (paused, pauses)):
        spent = sum((_overlap(piece, (begins, due)) for piece in _pieces(begins, due)), datetime.timedelta())
        merged = _merged(resting)
        lost = sum(
            (_overlap(piece, rest) for piece in _pieces(begins, due) for rest in merged), datetime.timedelta()
        )
        assert spent - lost == hours * HOUR


def _pieces(
    start: datetime.datetime, due: datetime.datetime
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    found = []
    for first, last in open_pieces(WEEK, start):
        if first >= due:
            break
        found.append((first, min(last, due)))
    return found


def _merged(
    rests: list[tuple[datetime.datetime, datetime.datetime]],
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    found: list[tuple[datetime.datetime, datetime.datetime]] = []
    for first, last in sorted(rests):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _overlap(
    one: tuple[datetime.datetime, datetime.datetime], other: tuple[datetime.datetime, datetime.datetime]
) -> datetime.timedelta:
    return max(datetime.timedelta(), min(one[1], other[1]) - max(one[0], other[0]))


def test_hours_that_end_before_they_begin_are_refused() -> None:
    check_hours(WEEK)
    with pytest.raises(Refused, match="slutar innan"):
        check_hours([(0, "16:00", "08:00")])


def test_the_oldest_tip_goes_to_the_one_whose_turn_was_longest_ago() -> None:
    assert turns(["t1", "t2", "t3"], ["a", "b"]) == {"t1": "a", "t2": "b", "t3": "a"}
    assert turns(["t1"], []) == {}


@given(
    st.lists(st.integers(), unique=True, max_size=20),
    st.lists(st.integers(), unique=True, min_size=1, max_size=5),
)
def test_turns_are_fair(tips: list[int], people: list[int]) -> None:
    given_to = list(turns(tips, people).values())
    counts = [given_to.count(one) for one in people]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == len(tips)


def test_where_a_tip_may_go() -> None:
    assert set(NEXT) == set(State.values)
    check_next(State.NEW, State.OWNED)
    with pytest.raises(Refused, match="Öppna det igen"):
        check_next(State.CLOSED, State.CLOSED)
    with pytest.raises(Refused, match="öppet"):
        check_next(State.NEW, "nowhere")


def test_only_the_owner_acts_and_a_reason_is_one_of_the_list() -> None:
    check_owned_by(7, 7, "Anna")
    with pytest.raises(Refused, match="Ta det först"):
        check_owned_by(None, 7, "")
    with pytest.raises(Refused, match="Anna äger"):
        check_owned_by(3, 7, "Anna")
    check_reason(Reason.KNOWN)
    with pytest.raises(Refused, match="Välj varför"):
        check_reason("tired")


@pytest.mark.parametrize(
    ("openers", "has_key", "has_recovery", "kinds", "count"),
    [
        (2, True, True, 1, 0),
        (1, True, True, 1, 1),
        (0, False, False, 0, 2),
        (2, True, False, 1, 1),
        (5, True, True, 0, 1),
    ],
)
def test_what_is_missing_before_a_receiver_is_on(
    openers: int, has_key: bool, has_recovery: bool, kinds: int, count: int
) -> None:
    faults = switch_on_faults(openers=openers, has_key=has_key, has_recovery=has_recovery, kinds=kinds)
    assert len(faults) == count


def test_every_time_says_where_it_comes_from() -> None:
    for timer in timers().values():
        assert timer.hours > 0
        assert all(timer.names)
        assert "Eget mål" in timer.sources[0] if timer.kind == "goal" else timer.sources[0]
    for duty in duties():
        assert "§" in duty.sources[0]
        assert duty.valid_from < duty.verified_until


def test_a_fingerprint_is_short_and_tells_keys_apart() -> None:
    one, other = fingerprint("age1" + "q" * 58), fingerprint("age1" + "p" * 58)
    assert len(one) == 29
    assert one != other


@pytest.mark.parametrize(
    ("code", "name"), [("so", "Soomaali"), ("ti", "ትግርኛ"), ("pl", "Polski"), ("xx", "xx")]
)
def test_the_senders_language_is_named_also_when_the_guide_is_not_in_it(code: str, name: str) -> None:
    assert language_name(code) == name
