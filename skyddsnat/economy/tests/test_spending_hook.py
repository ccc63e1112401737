"""What the money tells of each sentence of the decision, to those who may see it."""

import pytest

from skyddsnat.core.api import query_from
from skyddsnat.economy.finders import vouchers
from skyddsnat.economy.tests.books import cost_lines
from skyddsnat.economy.tests.year import closed_year, spend
from skyddsnat.mandate.api import spending_of

pytestmark = pytest.mark.django_db


def test_before_anything_has_moved_all_is_nought(assignment, cast):
    found = spending_of(cast.auditor, assignment)
    assert found is not None
    assert (found.used.ore, found.requisitioned.ore, found.repaid, found.loose.ore) == (0, 0, None, 0)
    assert dict(found.by_activity) == {}
    assert spending_of(cast.receiver, assignment) is None
    assert spending_of(cast.partner, assignment) is None


def test_each_sum_is_what_was_booked_and_leads_there(assignment, cast):
    closed_year(assignment, cast, 70_000_00, 30_000_00)
    found = spending_of(cast.auditor, assignment)
    assert found is not None
    by_number = {a.number: found.by_activity[a.pk] for a in assignment.activities.all()}
    assert {number: one.ore for number, one in by_number.items()} == {1: 70_000_00, 2: 30_000_00}
    assert by_number[2].url.endswith("/verifikationer/?activity=2")
    assert found.used.ore == sum(one.ore for one in by_number.values()) == 100_000_00
    assert found.repaid is not None
    assert found.repaid.ore == found.requisitioned.ore - found.used.ore
    assert "/handlingar/" in found.repaid.url


def test_costs_without_an_activity_hang_loose(assignment, cast):
    spend(assignment, cast, 10_00)
    cost_lines(assignment, cast.economist, 55_00, first=assignment.vouchers.count() + 1)
    found = spending_of(cast.auditor, assignment)
    assert found is not None
    assert (found.used.ore, found.loose.ore) == (10_00, 55_00)


@pytest.mark.parametrize("written", ["{series} {number}", "{series}{number}", "{number}"])
def test_a_voucher_is_found_by_its_number_before_anything_else(assignment, cast, written):
    spend(assignment, cast, 10_00, 20_00)
    voucher = assignment.vouchers.last()
    words = written.format(series=voucher.series, number=voucher.number)
    hits = vouchers(cast.auditor, query_from(words)).page(0, 5)
    assert hits[0].url == voucher.get_absolute_url()
    assert vouchers(cast.receiver, query_from(words)).page(0, 5) == []
