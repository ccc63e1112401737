"""Organisation numbers, pledges, reminders and totals: what is decided without a database."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.industry.companies.rules import (
    FEW,
    REMIND,
    Standing,
    Wrong,
    check_number,
    check_pledge,
    digits_of,
    distance_reached,
    fault_of,
    first_day,
    number_said,
    shown,
    year_after,
)
from skyddsnat.industry.models import Commitment, Criterion
from skyddsnat.shared.identifying import luhn_holds

DAY = datetime.date(2026, 3, 1)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("556036-0793", None), ("5560360793", None), ("16 556036-0793", None), ("16556036-0793", None),
        ("556036\u20110793", None), ("556036-0794", Wrong.CHECK), ("55603607", Wrong.SHAPE), ("", Wrong.SHAPE),
        ("hotellet", Wrong.SHAPE), ("٥٥٦٠٣٦٠٧٩٣", Wrong.SHAPE), ("811218-9876", Wrong.PERSON),
        ("19811218-9876", Wrong.PERSON), ("200112189876", Wrong.PERSON), ("811278-9873", Wrong.PERSON),
    ],
)  # fmt: skip
def test_what_a_number_is(typed: str, fault: Wrong | None) -> None:
    assert fault_of(typed) == fault
    if fault is None:
        assert check_number(typed) == "5560360793"
    else:
        with pytest.raises(Refused):
            check_number(typed)


@settings(max_examples=30)
@given(st.integers(0, 10**9 - 1).map("{:09}".format))
def test_only_one_check_digit_is_right_and_no_persons_number_passes(nine: str) -> None:
    taken = [digit for digit in "0123456789" if fault_of(nine + digit) is None]
    assert len(taken) == (1 if nine[2] >= "2" else 0)
    for digit in taken:
        assert luhn_holds(nine + digit)
        assert digits_of(number_said(nine + digit)) == nine + digit


@given(days)
def test_a_pledge_holds_a_year_and_the_next_follows_without_a_gap(day: datetime.date) -> None:
    until = year_after(day)
    assert (until - day).days in {364, 365}
    assert first_day(until, day) == until + datetime.timedelta(days=1)
    assert first_day(until, until + datetime.timedelta(days=9)) == until + datetime.timedelta(days=9)


def six(state: str, first: str = "in_place") -> list[Commitment]:
    return [
        Commitment(criterion=one.value, state=first if n == 0 else state) for n, one in enumerate(Criterion)
    ]


@pytest.mark.parametrize(
    ("plan", "standing", "words"),
    [
        (six("not_begun"), Standing(), "Saknas"),
        (six("planned", "planned"), Standing(), "Minst ett"),
        (six("planned"), Standing(), ""),
        (six("planned"), Standing(DAY + datetime.timedelta(days=91), True), "90 dagar"),
        (six("planned"), Standing(DAY + datetime.timedelta(days=90), False), "årsrapporten"),
        (six("planned"), Standing(DAY + datetime.timedelta(days=90), True), ""),
        (six("planned"), Standing(DAY - datetime.timedelta(days=5), False), "årsrapporten"),
    ],
)
def test_when_a_pledge_can_be_made(plan: list[Commitment], standing: Standing, words: str) -> None:
    if not words:
        check_pledge(plan, standing, DAY)
        return
    with pytest.raises(Refused, match=words):
        check_pledge(plan, standing, DAY)


@pytest.mark.parametrize(
    ("left", "distance"),
    [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_which_reminder_is_due(left: int, distance: int | None) -> None:
    assert distance_reached(DAY + datetime.timedelta(days=left), DAY) == distance
    assert distance is None or distance in REMIND


@given(st.integers(0, 30), st.integers(0, 30))
def test_no_total_tells_of_few(number: int, others: int) -> None:
    told = shown(number, number + others)
    assert told is None or (told == number and number >= FEW and others >= FEW)
