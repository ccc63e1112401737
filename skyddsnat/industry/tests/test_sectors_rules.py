"""Which months may be noted, and when they are told."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.industry.sectors.rules import check_month, is_told, month_of, next_month

DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2060, 12, 31))


@given(DAYS, DAYS)
def test_a_month_is_told_when_it_is_over_and_never_before(day: datetime.date, now: datetime.date) -> None:
    assert is_told(month_of(day), now) == ((day.year, day.month) < (now.year, now.month))
    assert next_month(day).day == 1
    assert (next_month(day) - datetime.timedelta(days=1)).month == day.month


@given(DAYS, DAYS)
def test_a_month_is_noted_from_a_year_ago_to_now(day: datetime.date, now: datetime.date) -> None:
    back = (now.year - day.year) * 12 + now.month - day.month
    try:
        check_month(day, now)
    except Refused:
        assert not 0 <= back <= 12
    else:
        assert 0 <= back <= 12
