"""Costs and the ceiling: what may be allotted, undone, and what the database refuses by itself."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.actions.closing import explain_row, withdraw_explanation
from skyddsnat.economy.api import (
    allot,
    allot_by_project,
    allot_many,
    allot_parts,
    budget_vs_outcome,
    grant,
    import_sie,
    map_project,
    orphan_lines,
    outcome_by_account,
    outcome_by_activity,
    reverse,
    vouchers_of,
)
from skyddsnat.economy.models import Allotment, Grant, ProjectMapping, VoucherLine
from skyddsnat.economy.outcome import orphan_ore
from skyddsnat.economy.spent import spent
from skyddsnat.economy.tests.books import FEES, TRAVEL, activity, cost_lines, sie, voucher
from skyddsnat.mandate.models import Assignment


def used(assignment: Assignment) -> int:
    return grant(assignment).used_ore


def assert_said_alike(assignment: Assignment) -> None:
    """What is said in one statement is what the rows behind say."""
    said = spent(assignment)
    rows = outcome_by_activity(assignment)
    assert sorted(said.by_activity) == sorted(
        (row.activity.pk, row.activity.number, row.used_ore) for row in rows if row.lines
    )
    assert said.loose == orphan_ore(assignment) == sum(row.rest_ore for row in orphan_lines(assignment))  # type: ignore[attr-defined]


def test_what_is_explained_is_not_loose(assignment: Assignment, cast: Cast) -> None:
    assert_said_alike(assignment)
    explained, part, _other = cost_lines(assignment, cast.economist, 10_000, 5_000, -300)
    allot(line=part, activity=activity(assignment, cast.coordinator), amount_ore=4_000, by=cast.economist)
    made = explain_row(line=explained, reason="Ett annat uppdrag", by=cast.economist)
    assert spent(assignment).loose == 700
    assert_said_alike(assignment)
    withdraw_explanation(explanation=made, by=cast.economist)
    assert spent(assignment).loose == 10_700
    assert_said_alike(assignment)


def test_a_grant_that_nobody_has_touched_has_the_ceiling(assignment: Assignment) -> None:
    assert (grant(assignment).ceiling_ore, used(assignment)) == (300_000_000, 0)
    assert not Grant.objects.exists()


def test_a_later_decision_changes_the_ceiling_at_once(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 100_00)
    allot(line=line, activity=activity(assignment, cast.coordinator, 1), by=cast.economist)
    Assignment.objects.filter(pk=assignment.pk).update(ceiling_ore=450_000_000)  # as an amendment does
    assignment.refresh_from_db()
    assert (grant(assignment).ceiling_ore, budget_vs_outcome(assignment).ceiling_ore) == (450_000_000,) * 2
    assert used(assignment) == 100_00


def test_when_a_later_decision_gives_less_than_is_used_costs_can_still_be_taken_off(
    assignment: Assignment, cast: Cast
) -> None:
    lines = cost_lines(assignment, cast.economist, 100_00, 50_00, 1_00)
    work = activity(assignment, cast.coordinator, 1)
    _first, second = (allot(line=line, activity=work, by=cast.economist) for line in lines[:2])
    Assignment.objects.filter(pk=assignment.pk).update(ceiling_ore=120_00)
    assignment.refresh_from_db()
    fresh = VoucherLine.objects.select_related("voucher__assignment").get(pk=lines[2].pk)
    with pytest.raises(Refused, match="högsta beloppet"):
        allot(line=fresh, activity=work, by=cast.economist)
    reverse(allotments=[second], assignment=assignment, by=cast.economist)
    assert used(assignment) == 100_00
    allot(line=fresh, activity=work, by=cast.economist)
    assert (used(assignment), Grant.objects.get().ceiling_ore) == (101_00, 120_00)


def test_the_whole_rest_goes_to_an_activity(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 123_450)
    one, two = (activity(assignment, cast.coordinator, number) for number in (1, 2))
    allot(line=line, activity=one, amount_ore=23_450, by=cast.economist)
    allot(line=line, activity=two, by=cast.economist)
    assert used(assignment) == 123_450
    assert [(row.used_ore, row.lines, row.vouchers) for row in outcome_by_activity(assignment)] == [
        (23_450, 1, 1),
        (100_000, 1, 1),
    ]
    assert [(row.account.number, row.used_ore) for row in outcome_by_account(assignment)] == [
        ("5520", 123_450)
    ]
    assert [(str(row), row.activity_ore) for row in vouchers_of(two)] == [("A 1", 100_000)]  # type: ignore[attr-defined]
    assert not orphan_lines(assignment).exists()
    assert AuditEntry.objects.filter(verb="costs.allotted").count() == 2


def test_orphans_are_shown_until_every_ore_has_an_activity(assignment: Assignment, cast: Cast) -> None:
    line, other = cost_lines(assignment, cast.economist, 10_000, 5_000)
    allot(line=line, activity=activity(assignment, cast.coordinator), amount_ore=9_999, by=cast.economist)
    assert [(row.pk, row.rest_ore) for row in orphan_lines(assignment)] == [(line.pk, 1), (other.pk, 5_000)]  # type: ignore[attr-defined]
    assert budget_vs_outcome(assignment).orphan_ore == 5_001


@pytest.mark.parametrize("ore", [0, -1, 10_001, 10**15])
def test_a_part_outside_the_row_is_refused(assignment: Assignment, cast: Cast, ore: int) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    with pytest.raises(Refused):
        allot(line=line, activity=activity(assignment, cast.coordinator), amount_ore=ore, by=cast.economist)
    assert used(assignment) == 0


def test_a_split_is_all_or_nothing(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    one, two = (activity(assignment, cast.coordinator, number) for number in (1, 2))
    with pytest.raises(Refused):
        allot_parts(line=line, parts=[(one, 6_000), (two, 6_000)], by=cast.economist)
    assert not Allotment.objects.exists()
    allot_parts(line=line, parts=[(one, 6_000), (two, 4_000)], by=cast.economist)
    assert used(assignment) == 10_000


def test_the_ceiling_holds_to_the_ore(assignment: Assignment, cast: Cast) -> None:
    lines = cost_lines(assignment, cast.economist, 299_999_999, 2)
    work = activity(assignment, cast.coordinator)
    allot(line=lines[0], activity=work, by=cast.economist)
    with pytest.raises(Refused, match="högsta beloppet"):
        allot(line=lines[1], activity=work, by=cast.economist)
    allot(line=lines[1], activity=work, amount_ore=1, by=cast.economist)
    assert used(assignment) == 300_000_000


def test_a_cost_of_another_year_is_refused_with_the_reason(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000, date=datetime.date(2015, 1, 2))
    with pytest.raises(Refused, match="under 2014"):
        allot(line=line, activity=activity(assignment, cast.coordinator), by=cast.economist)
    assert not orphan_lines(assignment).exists()


def test_only_costs_are_allotted(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 10_000)
    bank = VoucherLine.objects.get(account__number="1930")
    with pytest.raises(Refused, match="kostnadskonto"):
        allot(line=bank, activity=activity(assignment, cast.coordinator), by=cast.economist)


def test_an_activity_of_another_assignment_is_refused(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    values = {
        field.name: getattr(assignment, field.name)
        for field in Assignment._meta.fields
        if field.name not in {"id", "slug"}
    }
    other = Assignment.objects.create(slug="annat", **values)
    with pytest.raises(Refused, match="annat uppdrag"):
        allot(line=line, activity=activity(other, cast.coordinator), by=cast.economist)


def test_a_credit_lowers_what_is_used(assignment: Assignment, cast: Cast) -> None:
    line, credit = cost_lines(assignment, cast.economist, 10_000, -4_000)
    work = activity(assignment, cast.coordinator)
    with pytest.raises(Refused, match="före krediteringen"):
        allot(line=credit, activity=work, by=cast.economist)
    allot(line=line, activity=work, by=cast.economist)
    with pytest.raises(Refused, match="negativt, eftersom"):
        allot(line=credit, activity=work, amount_ore=4_000, by=cast.economist)
    allot(line=credit, activity=work, by=cast.economist)
    assert used(assignment) == 6_000


def test_undoing_is_a_new_row_and_happens_once(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    made = allot(line=line, activity=activity(assignment, cast.coordinator), by=cast.economist)
    (back,) = reverse(assignment=assignment, allotments=[made], by=cast.economist)
    assert (back.amount_ore, back.reverses_id, used(assignment)) == (-10_000, made.pk, 0)
    with pytest.raises(Refused, match="redan ångrad"):
        reverse(assignment=assignment, allotments=[made], by=cast.economist)
    with pytest.raises(Refused, match="redan ångrad"):
        reverse(assignment=assignment, allotments=[back], by=cast.economist)
    assert Allotment.objects.count() == 2
    assert outcome_by_activity(assignment)[0].used_ore == 0


def test_many_rows_at_once_are_all_or_nothing(assignment: Assignment, cast: Cast) -> None:
    lines = cost_lines(assignment, cast.economist, 10_000, 20_000, 30_000)
    work = activity(assignment, cast.coordinator)
    allot(line=lines[1], activity=work, by=cast.economist)
    with pytest.raises(Refused, match="redan fördelad"):
        allot_many(assignment=assignment, lines=lines, activity=work, by=cast.economist)
    assert used(assignment) == 20_000
    made = allot_many(assignment=assignment, lines=[lines[0], lines[2]], activity=work, by=cast.economist)
    assert used(assignment) == 60_000
    reverse(assignment=assignment, allotments=made, by=cast.economist)
    assert used(assignment) == 20_000


def test_projects_are_remembered(assignment: Assignment, cast: Cast) -> None:
    vouchers = [
        voucher(1, 1_000, project="1001"),
        voucher(2, 2_000, project="1002"),
        voucher(3, -500, project="1001"),
    ]
    content = sie(*vouchers, projects={"1001": "Kunskap"})
    import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    assert list(ProjectMapping.objects.values_list("project", "name", "activity")) == [
        ("1001", "Kunskap", None),
        ("1002", "", None),
    ]
    work = activity(assignment, cast.coordinator)
    with pytest.raises(Refused, match="inga ofördelade"):
        allot_by_project(assignment=assignment, by=cast.economist)
    map_project(assignment=assignment, project="1001", activity=work, by=cast.economist)
    assert len(allot_by_project(assignment=assignment, by=cast.economist)) == 2
    assert used(assignment) == 500
    more = sie(voucher(4, 700, project="1001"))
    import_sie(assignment=assignment, content=more, name="b.se", by=cast.economist)
    allot_by_project(assignment=assignment, by=cast.economist)
    assert used(assignment) == 1_200
    assert ProjectMapping.objects.get(project="1001").name == "Kunskap"


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["allot", "reverse"]),
            st.integers(0, 5),
            st.integers(-120_000_000, 120_000_000),
            st.booleans(),
        ),
        max_size=14,
    )
)
def test_used_is_always_the_sum_of_the_allotments(
    assignment: Assignment, cast: Cast, steps: list[Any]
) -> None:
    """Whatever is allotted and undone, in whatever order, refused or not."""
    with transaction.atomic():
        lines = cost_lines(
            assignment, cast.economist, 110_000_000, 90_000_000, 120_000_000, -5_000_000, 1, 99
        )
        work = [activity(assignment, cast.coordinator, number) for number in (1, 2)]
        for what, index, ore, whole in steps:
            try:
                if what == "allot":
                    amount = None if whole else ore
                    allot(line=lines[index], activity=work[index % 2], amount_ore=amount, by=cast.economist)
                else:
                    made = list(Allotment.objects.all())
                    reverse(assignment=assignment, allotments=made[index : index + 2], by=cast.economist)
            except Refused:
                pass
            held = Grant.objects.get() if Grant.objects.exists() else grant(assignment)
            total = sum(Allotment.objects.values_list("amount_ore", flat=True))
            assert held.used_ore == total
            assert 0 <= total <= held.ceiling_ore
            assert sum(row.used_ore for row in outcome_by_activity(assignment)) == total
            assert sum(row.used_ore for row in outcome_by_account(assignment)) == total
            parts = {line.pk: 0 for line in lines}
            for one in Allotment.objects.all():
                parts[one.voucher_line_id] += one.amount_ore
            assert all(abs(parts[line.pk]) <= abs(line.amount_ore) for line in lines)
            left = sum(row.rest_ore for row in orphan_lines(assignment))  # type: ignore[attr-defined]
            assert left + total == sum(line.amount_ore for line in lines)
            assert_said_alike(assignment)
        transaction.set_rollback(True)


# --- what the database refuses when nobody asks the actions ---


def refused_by_database(sql: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


INSERT = (
    "INSERT INTO economy_allotment (voucher_line_id, activity_id, amount_ore, reverses_id, by_id, at)"
    " VALUES (%s, %s, %s, %s, %s, now())"
)


def test_the_database_holds_the_ceiling_and_the_row(assignment: Assignment, cast: Cast) -> None:
    big, small = cost_lines(assignment, cast.economist, 400_000_000, 10_000)
    work = activity(assignment, cast.coordinator)
    who = cast.economist.pk
    assert "grant_used_within_ceiling" in refused_by_database(INSERT, big.pk, work.pk, 300_000_001, None, who)
    assert "more is allotted" in refused_by_database(INSERT, small.pk, work.pk, 10_001, None, who)
    allot(line=big, activity=work, amount_ore=50, by=cast.economist)
    assert "allotment_sign" in refused_by_database(INSERT, small.pk, work.pk, -1, None, who)
    assert "allotment_of_something" in refused_by_database(INSERT, small.pk, work.pk, 0, None, who)
    made = allot(line=small, activity=work, amount_ore=10, by=cast.economist)
    assert "allotment_reverses_one" in refused_by_database(INSERT, small.pk, work.pk, -9, made.pk, who)
    other = activity(assignment, cast.coordinator, 2)
    assert "allotment_reverses_one" in refused_by_database(INSERT, small.pk, other.pk, -10, made.pk, who)


def test_the_database_refuses_other_years_and_accounts(assignment: Assignment, cast: Cast) -> None:
    (late,) = cost_lines(assignment, cast.economist, 100, date=datetime.date(2015, 1, 2), account=FEES)
    work = activity(assignment, cast.coordinator)
    assert "allotment_in_year" in refused_by_database(INSERT, late.pk, work.pk, 1, None, cast.economist.pk)
    cost_lines(assignment, cast.economist, -100, first=9, account=TRAVEL)
    bank = VoucherLine.objects.get(account__number="1930", amount_ore=100)
    assert "allotment_of_cost" in refused_by_database(INSERT, bank.pk, work.pk, 1, None, cast.economist.pk)


def test_loaded_and_allotted_rows_cannot_be_changed(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    allot(line=line, activity=activity(assignment, cast.coordinator), by=cast.economist)
    for table in ("economy_allotment", "economy_voucherline", "economy_voucher"):
        gone = refused_by_database(f"DELETE FROM {table}")
        assert "append-only" in gone or "go only when the import" in gone
        assert "append-only" in refused_by_database(f"UPDATE {table} SET id = id")
        truncate = f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"
        assert "append-only" in refused_by_database(truncate)


def test_nobody_writes_the_sums_of_a_grant(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 10_000)
    assert "kept by the database" in refused_by_database("UPDATE economy_grant SET used_ore = 5")
    assert "kept by the database" in refused_by_database("UPDATE economy_grant SET requisitioned_ore = 5")


def test_a_voucher_must_balance_in_the_database(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 10_000)
    message = refused_by_database(
        "INSERT INTO economy_voucherline (voucher_id, position, account_id, sie_objects, project, amount_ore,"
        " cost_date, text, line_number) SELECT voucher_id, 9, account_id, '[]', '', 1, cost_date, '', 1"
        " FROM economy_voucherline LIMIT 1; SET CONSTRAINTS ALL IMMEDIATE"
    )
    assert "does not balance" in message
