"""What may be shown of readings, what is counted, and what the code looks like."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.guidance.campaigns.rules import FEW, check_batch, check_campaign, is_a_reader, spans
from skyddsnat.shared.codes import SHAPE, new_code

DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 6, 30))
READINGS = st.dictionaries(DAYS, st.integers(1, 9), max_size=60)
PAGE = {"Accept": "text/html,application/xhtml+xml"}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_month_with_few_waits_for_the_next() -> None:
    shown = spans(
        [(day("2026-01-03"), 2), (day("2026-02-10"), 4), (day("2026-03-01"), 7), (day("2026-04-01"), 4)]
    )
    assert [(f"{one.first}", f"{one.last}", one.number) for one in shown.spans] == [
        ("2026-01-01", "2026-02-10", 6),
        ("2026-03-01", "2026-03-01", 7),
    ]
    assert (shown.total, shown.more) == (13, True)


@given(READINGS)
def test_nothing_small_is_shown_and_nothing_is_counted_twice(readings: dict[datetime.date, int]) -> None:
    shown = spans(readings.items())
    assert all(one.number >= FEW for one in shown.spans)
    left = sum(readings.values()) - shown.total
    assert 0 <= left < FEW
    assert shown.more == (left > 0)
    assert all(a.last < b.first for a, b in zip(shown.spans, shown.spans[1:], strict=False))


@given(READINGS, st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 6, 30)))
def test_later_days_do_not_change_what_was_shown_of_finished_months(
    readings: dict[datetime.date, int], until: datetime.date
) -> None:
    until = until.replace(day=1)
    before = spans((when, count) for when, count in readings.items() if when < until).spans
    assert spans(readings.items()).spans[: len(before)] == before


@pytest.mark.parametrize(
    ("method", "headers", "counted"),
    [
        ("GET", PAGE, True),
        ("HEAD", PAGE, False),
        ("POST", PAGE, False),
        ("GET", {}, False),
        ("GET", {"Accept": "*/*"}, False),
        ("GET", {**PAGE, "Sec-Purpose": "prefetch;prerender"}, False),
        ("GET", {**PAGE, "Purpose": "prefetch"}, False),
        ("GET", {**PAGE, "X-Purpose": "preview"}, False),
    ],
)
def test_only_somebody_who_opens_the_page_is_counted(
    method: str, headers: dict[str, str], counted: bool
) -> None:
    assert is_a_reader(method, headers) is counted


def test_a_code_has_no_letters_that_look_alike() -> None:
    codes = {new_code() for _n in range(300)}
    assert len(codes) > 290
    assert all(re.fullmatch(SHAPE, code) for code in codes)
    assert not set("".join(codes)) & set("O0I1L2Z5S8BUVAE")


def test_what_a_campaign_and_a_batch_must_hold() -> None:
    with pytest.raises(Refused, match="heter"):
        check_campaign(name=" ", starts=day("2026-01-01"), ends=day("2026-01-02"))
    with pytest.raises(Refused, match="slutdag"):
        check_campaign(name="x", starts=day("2026-01-02"), ends=day("2026-01-01"))
    with pytest.raises(Refused, match="Arlanda"):
        check_batch(where="", copies=1)
    with pytest.raises(Refused, match="minst 1"):
        check_batch(where="x", copies=0)
