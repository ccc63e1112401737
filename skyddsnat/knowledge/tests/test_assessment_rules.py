"""Who is similar, what may be shown of a group, and how far one has come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.assessments.rules import (
    BATCH,
    CLASSES,
    FEW,
    check_complete,
    class_name,
    means,
    pages,
    population_class,
    share,
    shown_group,
)

sizes = st.integers(0, 40)


@given(st.lists(st.integers(), unique=True, max_size=40), sizes)
def test_neither_a_small_group_nor_a_small_rest_is_shown(members, more):
    used = shown_group(members, len(members) + more)
    left = len(members) + more - len(used)
    assert used == members[: len(used)]
    assert len(used) % BATCH == 0
    assert not used or (len(used) > FEW and (left == 0 or left >= FEW))


@given(st.integers(0, 40), sizes)
def test_a_figure_changes_by_several_at_once(count, more):
    """Whoever compares the figure before and after an answer learns of nobody alone."""
    before = set(shown_group(range(count), count + more))
    after = set(shown_group(range(count + 1), count + 1 + more))
    assert len(before ^ after) == 0 or len(before ^ after) >= BATCH


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 3), max_size=12)))
def test_a_statement_that_few_have_answered_has_no_mean(levels):
    found = means(levels)
    assert set(found) == {code for code, some in levels.items() if len(some) >= BATCH}
    assert all(0 <= mean <= 3 for mean in found.values())


@given(st.lists(st.one_of(st.none(), st.integers(0, 3))))
def test_the_share_leaves_out_what_does_not_apply(levels):
    counted = [level for level in levels if level is not None]
    assert share(levels) == share(counted)
    assert (share(levels) is None) == (not counted)
    assert share([3, 3, None]) == 100


@given(st.integers(0, 2_000_000))
def test_every_population_has_a_class(population):
    found = population_class(population)
    assert 0 <= found <= len(CLASSES)
    assert class_name(found)


def test_a_limit_belongs_to_the_class_above_it():
    assert [population_class(n) for n in (9_999, 10_000, 99_999, 100_000, None)] == [0, 1, 3, 4, None]


@given(st.lists(st.integers()))
def test_pages_hold_every_statement_in_order(statements):
    assert [one for page in pages(statements) for one in page] == statements


def test_what_is_missing_is_counted():
    check_complete(["a"], ["a", "b"])
    with pytest.raises(Refused, match="1 påstående är inte besvarat"):
        check_complete(["a", "b"], ["a"])
