"""Who gets a place and who moves up, whatever the order and the numbers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.gatherings.rules import (
    Waiting,
    check_capacity,
    check_gathering,
    check_people,
    default_keep_until,
    is_open,
    later_day,
    moved_up,
    placed,
)
from skyddsnat.shared.dates import STOCKHOLM

QUEUE = st.lists(
    st.builds(Waiting, key=st.integers(0, 9999), people=st.integers(1, 20), together=st.booleans()),
    unique_by=lambda one: one.key,
    max_size=12,
)
STARTS = datetime.datetime(2026, 5, 4, 9, tzinfo=STOCKHOLM)
ENDS = STARTS + datetime.timedelta(hours=3)
DAY = STARTS.date()
KEPT = default_keep_until(DAY)


@given(people=st.integers(1, 20), free=st.one_of(st.none(), st.integers(0, 40)), together=st.booleans())
def test_a_place_is_given_once_and_a_group_that_wants_so_is_never_parted(
    people: int, free: int | None, together: bool
) -> None:
    given_places = placed(people, free, together=together)
    assert 0 <= given_places <= people
    assert free is None or given_places <= free
    assert not together or given_places in {0, people}


@given(queue=QUEUE, free=st.integers(0, 60))
def test_no_more_move_up_than_there_is_room_for_and_no_seat_is_left_to_one_who_would_take_it(
    queue: list[Waiting], free: int
) -> None:
    found = moved_up(queue, free)
    left = free - sum(found.values())
    assert left >= 0
    for one in queue:
        given_places = found.get(one.key, 0)
        assert not one.together or given_places in {0, one.people}
        remaining = one.people - given_places
        assert not remaining or (remaining > left if one.together else left == 0)


@given(queue=QUEUE)
def test_everybody_moves_up_where_there_is_no_limit(queue: list[Waiting]) -> None:
    assert moved_up(queue, None) == {one.key: one.people for one in queue}


@given(queue=QUEUE, free=st.integers(0, 60))
def test_whoever_came_first_among_those_who_may_be_parted_is_served_first(
    queue: list[Waiting], free: int
) -> None:
    parted = [one for one in queue if not one.together]
    found = moved_up(parted, free)
    full = [found.get(one.key, 0) == one.people for one in parted]
    assert full == sorted(full, reverse=True)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"ends": STARTS}, "slutar innan den börjar"),
        ({"closes_on": DAY + datetime.timedelta(days=1)}, "stänger efter träffen"),
        ({"keep_until": later_day(DAY)}, "uppföljningen efter 90 dagar"),
        ({"keep_until": DAY + datetime.timedelta(days=361)}, "Så länge behövs"),
    ],
)
def test_moments_that_cannot_follow_each_other_are_refused(changed: dict[str, object], says: str) -> None:
    told: dict[str, object] = {"starts": STARTS, "ends": ENDS, "closes_on": DAY, "keep_until": KEPT}
    check_gathering(**told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=says):
        check_gathering(**(told | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "today", "cancelled", "is_it"),
    [
        (STARTS - datetime.timedelta(hours=1), DAY, False, True),
        (STARTS, DAY, False, False),
        (STARTS - datetime.timedelta(hours=1), DAY, True, False),
        (STARTS - datetime.timedelta(hours=1), DAY + datetime.timedelta(days=1), False, False),
    ],
)
def test_registration_is_open_until_it_closes(
    now: datetime.datetime, today: datetime.date, cancelled: bool, is_it: bool
) -> None:
    assert is_open(starts=STARTS, closes_on=DAY, cancelled=cancelled, now=now, today=today) is is_it


def test_numbers_that_are_not_possible_are_refused() -> None:
    check_capacity(capacity=None, seated=9)
    check_capacity(capacity=9, seated=9)
    with pytest.raises(Refused, match="9 personer har redan fått plats"):
        check_capacity(capacity=8, seated=9)
    check_people(20)
    with pytest.raises(Refused, match="minst en som kommer"):
        check_people(0)
    with pytest.raises(Refused, match="plats för 20 personer"):
        check_people(21)
