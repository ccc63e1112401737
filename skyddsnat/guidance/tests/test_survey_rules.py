"""Wilson's interval, what may be shown of few answers, and what a survey must hold."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.guidance.survey.rules import (
    ENOUGH,
    FEW,
    Share,
    Tally,
    can_be_shown,
    can_be_told,
    check_wave,
    is_above,
    share_of,
    shown_counts,
)

TALLIES = st.integers(1, 5000).flatmap(lambda n: st.integers(0, n).map(lambda k: Tally(n, k)))


@pytest.mark.parametrize(
    ("answers", "know", "low", "high"),
    [  # worked by hand after Wilson 1927, to four places
        (10, 1, 0.0179, 0.4042),
        (100, 10, 0.0552, 0.1744),
        (50, 0, 0.0, 0.0713),
        (50, 50, 0.9287, 1.0),
        (1000, 300, 0.2724, 0.3291),
    ],
)
def test_wilsons_interval(answers: int, know: int, low: float, high: float) -> None:
    share = share_of(Tally(answers, know))
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(TALLIES)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(tally: Tally) -> None:
    share = share_of(tally)
    assert share is not None
    assert 0 <= share.low <= share.value <= share.high <= 1
    other = share_of(Tally(tally.answers, tally.answers - tally.know))
    assert other is not None
    assert other.low == pytest.approx(1 - share.high, abs=1e-9)


def test_nobody_has_answered() -> None:
    assert share_of(Tally(0, 0)) is None


@pytest.mark.parametrize(
    ("answers", "know", "staff", "public"),
    [
        (9, 5, False, False),
        (10, 5, True, False),
        (40, 4, False, False),
        (40, 36, False, False),
        (29, 10, True, False),
        (30, 10, True, True),
        (30, 0, True, True),
    ],
)
def test_when_a_share_may_be_shown(answers: int, know: int, staff: bool, public: bool) -> None:
    assert can_be_shown(Tally(answers, know)) is staff
    assert can_be_told(Tally(answers, know)) is public
    assert ENOUGH == 30


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), min_size=2))
def test_a_hidden_number_cannot_be_found_by_subtraction(counts: dict[str, int]) -> None:
    shown = shown_counts(counts)
    assert not any(number is not None and 0 < number < FEW for number in shown.values())
    hidden = [answer for answer, number in shown.items() if number is None]
    others = [answer for answer in counts if counts[answer] and answer not in hidden]
    assert len(hidden) != 1 or not others
    assert all(shown[answer] in {None, counts[answer]} for answer in counts)


def test_above_below_or_perhaps_the_same() -> None:
    assert is_above(Share(0.3, 0.2, 0.4), 10) is True
    assert is_above(Share(0.05, 0.02, 0.08), 10) is False
    assert is_above(Share(0.1, 0.05, 0.2), 10) is None


def test_it_does_not_close_before_it_opens() -> None:
    day = datetime.date(2026, 3, 1)
    check_wave(opens=day, closes=day)
    with pytest.raises(Refused, match="senare dag"):
        check_wave(opens=day, closes=day - datetime.timedelta(days=1))
