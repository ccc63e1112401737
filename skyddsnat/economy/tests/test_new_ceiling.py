"""A later decision changes the highest sum: the grant follows at once, and what is used still has to fit."""

import pytest

from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.economy import outcome
from skyddsnat.economy.actions import prepare_document
from skyddsnat.economy.actions.grants import locked_grant
from skyddsnat.economy.models import Grant
from skyddsnat.economy.tests.books import MARCH
from skyddsnat.economy.tests.year import issued, spend
from skyddsnat.mandate.actions.amendments import undo_amendment
from skyddsnat.mandate.api import NewCeiling, add_reading, amend_assignment

pytestmark = pytest.mark.django_db
AMENDING = "S2014/0777/FST\n2014-09-05\n\nRegeringen beslutar, med ändring av tidigare beslut, om ett högsta belopp.\n"


@pytest.fixture
def reading(cast):
    return add_reading(content=AMENDING.encode(), name="andring.txt", by=cast.coordinator)


def amend(assignment, reading, cast, kronor):
    now = type(assignment).objects.get(pk=assignment.pk)
    new = NewCeiling(kronor * 100, now.ceiling_ore)
    (made,) = amend_assignment(assignment=now, reading=reading, dues=[], ceiling=new, by=cast.coordinator)
    return made


def test_the_money_pages_have_the_new_sum_at_once_and_the_old_when_it_is_taken_back(
    assignment, reading, cast
):
    spend(assignment, cast, 10_00)
    before = assignment.ceiling_ore
    change = amend(assignment, reading, cast, 3_500_000)
    assert outcome.grant(assignment).ceiling_ore == 3_500_000_00
    entry = AuditEntry.objects.get(verb="grant.ceiling_changed")
    assert entry.details == {"old": before, "new": 3_500_000_00}
    undo_amendment(amendment=change, by=cast.coordinator)
    assert outcome.grant(assignment).ceiling_ore == before


def test_an_assignment_read_before_the_change_does_not_bring_the_old_sum_back(assignment, reading, cast):
    spend(assignment, cast, 10_00)
    amend(assignment, reading, cast, 3_500_000)
    assert assignment.ceiling_ore == 3_000_000_00
    assert locked_grant(assignment, by=cast.economist).ceiling_ore == 3_500_000_00


def test_no_grant_is_opened_by_the_change_alone(assignment, reading, cast):
    amend(assignment, reading, cast, 3_500_000)
    assert not Grant.objects.exists()
    assert outcome.grant(type(assignment).objects.get()).ceiling_ore == 3_500_000_00


def test_a_sum_below_what_is_used_holds_and_lets_nothing_more_be_used(assignment, reading, cast):
    spend(assignment, cast, 2_000_00)
    amend(assignment, reading, cast, 1_000)
    assert outcome.grant(assignment).ceiling_ore == 1_000_00
    with pytest.raises(Refused, match="högsta beloppet"):
        spend(assignment, cast, 1_00)


def test_a_sum_below_what_is_requisitioned_is_what_a_correction_may_say(assignment, reading, cast):
    issued(assignment, cast, "requisition", MARCH, amount_ore=2_000_00)
    amend(assignment, reading, cast, 1_000)
    with pytest.raises(Refused, match="högst"):
        issued(assignment, cast, "requisition", MARCH, amount_ore=2_000_00, reason="Samma summa igen.")
    lower = issued(
        assignment, cast, "requisition", MARCH, amount_ore=1_000_00, reason="Beslutet har ändrats."
    )
    assert lower.amount_ore == 1_000_00


def test_a_requisition_prepared_after_the_change_states_the_new_sum(assignment, reading, cast):
    amend(assignment, reading, cast, 3_500_000)
    document = prepare_document(
        assignment=assignment, kind="requisition", dated=MARCH, amount_ore=1_000_00, by=cast.economist
    )
    assert document.data["figures"]["ceiling_ore"] == 3_500_000_00
