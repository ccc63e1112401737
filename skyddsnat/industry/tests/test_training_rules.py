"""What a lesson asks, when answers are whole, and how days are joined until nobody can be told apart."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.industry.tests.course import QUALITIES, SCENES, answered
from skyddsnat.industry.training.rules import (
    FEW,
    SceneKey,
    Step,
    judged,
    since_when_in_force,
    spans,
    steps_of,
    whole_fives,
)

KEYS = {key: SceneKey(use, QUALITIES) for key, use in SCENES.items()}
DAY = datetime.date(2026, 1, 1)
COUNTS = st.dictionaries(st.integers(0, 60), st.integers(1, 12), max_size=25)


def test_the_measuring_questions_come_before_and_after_the_lesson() -> None:
    steps = steps_of(SCENES.items())
    assert [step.moment for step in steps] == ["before", "before", "", "after", "after"]
    assert steps[2] == Step("third", "")
    assert [step.is_answered for step in steps] == [False, False, True, True, True]
    assert [step.scene for step in steps_of(SCENES.items(), recheck=True)] == ["first", "second"]


def test_answers_are_judged_by_the_version_that_was_taken() -> None:
    rows = judged(answered("follow", "stay-calm"), KEYS, recheck=False)
    assert rows is not None
    assert ("before", "first", "follow", "poor") in rows
    assert ("after", "second", "stay-calm", "good") in rows
    assert len(rows) == 4


def test_answers_that_are_not_whole_are_not_judged() -> None:
    whole = answered()
    assert judged({"before": whole["before"]}, KEYS, recheck=False) is None
    assert judged(whole | {"recheck": whole["before"]}, KEYS, recheck=False) is None
    assert judged(whole | {"after": {"first": "wait"}}, KEYS, recheck=False) is None
    assert judged(whole | {"after": {"first": "wait", "second": "shout"}}, KEYS, recheck=False) is None
    assert judged(whole | {"after": {"first": "wait", "third": "wait"}}, KEYS, recheck=False) is None
    assert judged(whole, KEYS, recheck=True) is None
    assert judged({"recheck": whole["after"]}, KEYS, recheck=True) is not None


def test_a_completion_is_in_force_for_twelve_months_also_from_a_leap_day() -> None:
    assert since_when_in_force(datetime.date(2026, 11, 26)) == datetime.date(2025, 11, 26)
    assert since_when_in_force(datetime.date(2028, 2, 29)) == datetime.date(2027, 2, 28)
    assert since_when_in_force(datetime.date(2026, 12, 31)) == datetime.date(2025, 12, 31)


@given(COUNTS)
def test_no_row_tells_of_fewer_than_five_and_nobody_is_counted_twice(counts: dict[int, int]) -> None:
    days = [(DAY + datetime.timedelta(days=day), number) for day, number in counts.items()]
    found = spans(days)
    assert all(span.number >= FEW for span in found)
    assert sum(span.number for span in found) > sum(counts.values()) - FEW
    assert sum(span.number for span in found) <= sum(counts.values())
    assert all(first.last < second.first for first, second in itertools.pairwise(found))
    for span in found:
        assert span.number == sum(number for day, number in days if span.first <= day <= span.last)


@given(st.integers(0, 1000), st.integers(0, 20))
def test_two_looks_differ_by_five_or_by_nobody(number: int, more: int) -> None:
    difference = whole_fives(number + more) - whole_fives(number)
    assert difference == 0 or difference >= FEW
    assert number - FEW < whole_fives(number) <= number
