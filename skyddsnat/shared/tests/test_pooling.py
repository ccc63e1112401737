"""Counting together: five or more, each once, alike in what the step says."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.pooling import AT_ONCE, FEW, pooled

DAY = datetime.date(2026, 11, 26)
LATER = datetime.timedelta(days=30)


class One(NamedTuple):
    pk: int
    day: datetime.date
    town: str | None
    county: str


STEPS = ((AT_ONCE, lambda one: one.town), (LATER, lambda one: one.county))
ONES = st.builds(
    One,
    pk=st.integers(0, 10_000),
    day=st.dates(DAY - datetime.timedelta(days=60), DAY),
    town=st.sampled_from([None, "A", "B"]),
    county=st.sampled_from(["X", "Y"]),
)


@given(st.lists(ONES, max_size=60, unique_by=lambda one: one.pk))
def test_pools_are_large_alike_and_apart(waiting: list[One]) -> None:
    found = pooled(waiting, STEPS, DAY)
    members = [pk for pool in found for pk in pool.members]
    assert len(members) == len(set(members))
    by_key = {one.pk: one for one in waiting}
    for pool in found:
        inside = [by_key[pk] for pk in pool.members]
        assert len(inside) >= FEW
        assert pool.last == max(one.day for one in inside)
        assert {one.town for one in inside} == {pool.key} or {one.county for one in inside} == {pool.key}
    left = [one for one in waiting if one.pk not in set(members)]
    assert all(sum(one.town == town for one in left) < FEW for town in ("A", "B"))


def test_what_has_no_key_waits_for_the_next_step_and_its_time() -> None:
    young = [One(n, DAY - LATER + datetime.timedelta(days=1), None, "X") for n in range(FEW)]
    assert pooled(young, STEPS, DAY) == []
    [pool] = pooled(young, STEPS, DAY + datetime.timedelta(days=1))
    assert (pool.key, pool.members) == ("X", tuple(range(FEW)))
