"""When a requisition is proposed, and of how much: each rule on both sides of its line."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.economy.requisitioning import Needs, Reason, Thresholds, proposed
from skyddsnat.economy.rules import Figures

ON = datetime.date(2014, 5, 1)
GIVEN = Thresholds(ahead_days=30, deadline_days=21, rounding_ore=100_000)
CEILING = 300_000_000


def needs(requisitioned: int = 0, used: int = 0, soon: int = 0, year: int = 200_000_000, *, once: bool = True,
          last: int | None = None, locked: bool = False) -> Needs:  # fmt: skip
    day = None if last is None else ON + datetime.timedelta(days=last)
    return Needs(Figures(CEILING, requisitioned, used), soon, year, once, day, locked)


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (needs(), None),
        (needs(used=1), (Reason.BEGUN,)),
        (needs(last=22), None),
        (needs(last=21), (Reason.NEAR,)),
        (needs(last=0), (Reason.NEAR,)),
        (needs(last=-1), (Reason.LATE,)),
        (needs(last=-1, used=5), (Reason.LATE, Reason.BEGUN)),
        (needs(100_000, used=60_000, soon=40_000), None),
        (needs(100_000, used=60_000, soon=40_001), (Reason.RUNS_LOW,)),
        (needs(100_000, used=100_001), (Reason.OVERDRAWN,)),
        (needs(CEILING, used=CEILING, soon=5), None),
        (needs(used=1, locked=True), None),
        (needs(100_000, last=-1), None),
    ],
)  # fmt: skip
def test_when(found: Needs, reasons: tuple[Reason, ...] | None) -> None:
    made = proposed(found, ON, GIVEN)
    assert (made.reasons if made else None) == reasons


def test_once_asks_for_the_whole_year_and_parts_for_what_is_near() -> None:
    once = proposed(needs(used=50_000, soon=70_000, year=200_000_001), ON, GIVEN)
    parts = proposed(needs(used=50_000, soon=70_000, once=False), ON, GIVEN)
    assert once is not None
    assert parts is not None
    assert once.amount_ore == 200_100_000
    assert parts.amount_ore == 200_000


@given(st.integers(0, CEILING), st.integers(0, CEILING), st.integers(0, 10**12), st.integers(0, 10**12),
       st.booleans(), st.integers(-50, 50))  # fmt: skip
def test_within_the_ceiling_and_never_less_than_before(
    requisitioned: int, used: int, soon: int, year: int, once: bool, last: int
) -> None:
    made = proposed(needs(requisitioned, used, soon, year, once=once, last=last), ON, GIVEN)
    if made is not None:
        assert requisitioned < made.amount_ore <= CEILING
        assert made.amount_ore >= used
        assert made.more_ore > 0


def test_it_comes_back_when_the_figures_change_and_not_because_a_day_passes() -> None:
    first = proposed(needs(100_000, used=60_000, soon=50_000, once=False), ON, GIVEN)
    next_day = proposed(
        needs(100_000, used=60_000, soon=51_000, once=False), ON + datetime.timedelta(days=1), GIVEN
    )
    more = proposed(needs(100_000, used=61_000, soon=50_000, once=False), ON, GIVEN)
    assert first is not None
    assert next_day is not None
    assert more is not None
    assert first.fingerprint == next_day.fingerprint != more.fingerprint
