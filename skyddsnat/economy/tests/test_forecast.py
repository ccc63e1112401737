"""The forecast of an activity, by properties: it never says less than what is used."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.economy.forecast import Course, Why, expected_by, forecast, much_left, planned_by

FIRST = datetime.date(2014, 1, 1)
days = st.integers(0, 400).map(lambda n: FIRST + datetime.timedelta(days=n))
ores = st.integers(0, 10**11)


@st.composite
def courses(draw: st.DrawFn, *, finished: bool | None = None) -> Course:
    starts = draw(days)
    ends = starts + datetime.timedelta(days=draw(st.integers(0, 400)))
    done = draw(st.booleans()) if finished is None else finished
    return Course(draw(ores), draw(ores), starts, ends, done)


@given(courses(), days)
def test_never_below_what_is_used(course: Course, on: datetime.date) -> None:
    found = forecast(course, on)
    assert min(found.by_plan_ore, found.by_pace_ore, found.expected_ore) >= course.used_ore
    assert found.expected_ore in {found.by_plan_ore, found.by_pace_ore}


@given(courses(finished=True), days)
def test_a_finished_activity_is_what_it_cost(course: Course, on: datetime.date) -> None:
    assert forecast(course, on).expected_ore == course.used_ore
    assert expected_by(course, on, on + datetime.timedelta(days=30)) == 0


@given(courses(finished=False))
def test_one_that_has_not_begun_is_its_budget(course: Course) -> None:
    found = forecast(course, course.starts - datetime.timedelta(days=1))
    assert found.why is Why.NOT_BEGUN
    assert found.expected_ore == max(course.budget_ore, course.used_ore)


@given(courses(finished=False))
def test_when_the_time_is_over_what_is_used_stands(course: Course) -> None:
    found = forecast(course, course.ends)
    assert (found.why, found.expected_ore) == (Why.OVER, course.used_ore)


@given(courses(), days, st.integers(0, 400))
def test_what_is_expected_soon_is_never_more_than_in_all(
    course: Course, on: datetime.date, ahead: int
) -> None:
    soon = expected_by(course, on, on + datetime.timedelta(days=ahead))
    assert 0 <= soon <= max(forecast(course, on).expected_ore - course.used_ore, 0)


@given(st.lists(courses(), max_size=5), days, st.integers(0, 50))
def test_what_is_planned_only_grows(found: list[Course], on: datetime.date, later: int) -> None:
    after = planned_by(found, on + datetime.timedelta(days=later))
    assert planned_by(found, on) <= after <= sum(one.budget_ore for one in found)


def test_the_pace_is_trusted_after_a_quarter() -> None:
    year = Course(1_000_00, 100_00, FIRST, FIRST + datetime.timedelta(days=99))
    early = forecast(year, FIRST + datetime.timedelta(days=23))
    assert (early.why, early.expected_ore) == (Why.EARLY, 100_00 + 760_00)
    later = forecast(year, FIRST + datetime.timedelta(days=24))
    assert (later.why, later.expected_ore) == (Why.PACE, 100_00 + 300_00)


def test_much_is_left_beyond_a_tenth() -> None:
    assert not much_left(90, 100)
    assert much_left(89, 100)
