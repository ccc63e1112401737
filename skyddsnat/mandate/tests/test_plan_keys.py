"""What the rows of a plan point at exists and stays, held by the database without a foreign key on every row."""

import pytest
from django.db import IntegrityError, connection, transaction

from skyddsnat.mandate.models import Activity, Clause

pytestmark = pytest.mark.django_db
LINKS = Activity.clauses.through


def ask(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: object) -> bool:
    """Whether the database refuses it, now or when the transaction ends."""
    try:
        with transaction.atomic():
            ask(sql, *values)
            ask("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return True
    return False


def test_a_link_has_two_ends(activity):
    clause = activity.clauses.get().pk
    add = f"INSERT INTO {LINKS._meta.db_table} (activity_id, clause_id) VALUES (%s, %s)"
    assert refused(add, activity.pk, 0)
    assert refused(add, 0, clause)
    other = Clause.objects.exclude(pk=clause).first().pk
    assert not refused(add, activity.pk, other)
    assert set(activity.clauses.values_list("pk", flat=True)) == {clause, other}


def test_a_link_is_not_turned_and_its_ends_stay(activity):
    clause = activity.clauses.get().pk
    assert refused(f"UPDATE {LINKS._meta.db_table} SET clause_id = 0")
    assert refused("DELETE FROM mandate_clause WHERE id = %s", clause)
    assert refused("DELETE FROM mandate_activity WHERE id = %s", activity.pk)
    ask(f"DELETE FROM {LINKS._meta.db_table}")
    assert not refused("DELETE FROM mandate_activity WHERE id = %s", activity.pk)


def test_whose_plan_and_who_changed_it_are_kept(activity, cast):
    ask(
        "INSERT INTO mandate_activitychange"
        " (assignment_id, activity_pk, number, title, verb, old, new, why, by_id, at)"
        " SELECT assignment_id, id, number, title, 'changed', '{}', '{}', '', %s, now() FROM mandate_activity",
        cast.manager.pk,
    )
    ask("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused("DELETE FROM core_user WHERE id = %s", cast.manager.pk)
    assert refused("DELETE FROM mandate_changekey")
    assert refused(
        "INSERT INTO mandate_activitychange"
        " (assignment_id, activity_pk, number, title, verb, old, new, why, by_id, at)"
        " SELECT assignment_id, id, number, title, 'changed', '{}', '{}', '', 0, now() FROM mandate_activity"
    )


def test_an_activity_has_an_assignment_and_somebody_responsible(activity, cast):
    add = (
        "INSERT INTO mandate_activity (assignment_id, number, title, title_en, purpose, purpose_en, responsible_id,"
        " starts, ends, budget_ore, cleared, version)"
        " VALUES (%s, %s, 'Mer', '', 'Mer', '', %s, '2014-05-06', '2014-05-07', 0, false, 1)"
    )
    assert refused(add, 0, 99, cast.coordinator.pk)
    assert refused(add, activity.assignment_id, 99, 0)
    assert refused("UPDATE mandate_activity SET responsible_id = 0")
    assert refused("UPDATE mandate_activity SET assignment_id = 0")
    assert not refused(add, activity.assignment_id, 99, cast.coordinator.pk)


def test_somebody_responsible_stays(activity, cast):
    ask("UPDATE mandate_activity SET responsible_id = %s", cast.outsider.pk)
    remove = "DELETE FROM core_user WHERE id = %s"
    assert refused(remove, cast.outsider.pk)
    ask("UPDATE mandate_activity SET responsible_id = %s", cast.coordinator.pk)
    assert not refused(remove, cast.outsider.pk)


def test_an_assignment_with_activities_stays(activity):
    with pytest.raises(IntegrityError, match="still leads"):
        ask("DELETE FROM mandate_assignment WHERE id = %s", activity.assignment_id)
