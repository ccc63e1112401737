"""What waits for what, the history of the plan, and taking back a change."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.actions import activities
from skyddsnat.mandate.actions.changes import undo_change
from skyddsnat.mandate.actions.dependencies import (
    add_deadline,
    add_dependency,
    add_links,
    remove_deadline,
    remove_dependency,
)
from skyddsnat.mandate.models import ActivityChange, ActivityDeadline, ActivityDependency
from skyddsnat.mandate.plan.schedule import plan_of
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db
LATER = datetime.date(2014, 9, 30)


@pytest.fixture
def others(assignment, cast, activity):
    """Two more activities, numbers 2 and 3."""

    def planned(title, starts):
        return activities.add_activity(
            assignment=assignment, title=title, purpose="x", responsible=cast.coordinator, starts=starts, ends=LATER,
            budget_ore=100, by=cast.coordinator,
        )  # fmt: skip

    return planned("Två", LATER), planned("Tre", DAY)


@pytest.fixture
def elsewhere(assignment, cast):
    """An activity and an obligation of another assignment."""
    other = type(assignment).objects.create(
        slug="annat", title="Annat", authority=assignment.authority, ceiling_ore=1, year=2015,
        confirmed_at=assignment.confirmed_at,
    )  # fmt: skip
    made = activities.add_activity(
        assignment=other, title="Annan", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    return made, other.obligations.create(kind="other", what="Annat", due=DAY)


def latest() -> ActivityChange:
    return ActivityChange.objects.first()


# --- what waits for what ---


def test_a_dependency_is_added_once_logged_and_taken_away(activity, others, cast):
    add_dependency(activity=others[0], after=activity, by=cast.coordinator)
    add_dependency(activity=others[0], after=activity, by=cast.coordinator)
    assert ActivityDependency.objects.count() == 1
    assert ActivityChange.objects.filter(verb="linked").count() == 1
    remove_dependency(activity=others[0], after=activity, by=cast.coordinator)
    assert not ActivityDependency.objects.exists()
    assert (latest().verb, latest().old) == ("unlinked", {"after": 1})
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["dependency.added", "dependency.removed"]
    with pytest.raises(Refused, match="redan borttagen"):
        remove_dependency(activity=others[0], after=activity, by=cast.coordinator)


def test_a_circle_is_refused_by_the_action_and_by_the_database(activity, others, cast):
    two, three = others
    add_dependency(activity=two, after=activity, by=cast.coordinator)
    add_dependency(activity=three, after=two, by=cast.coordinator)
    with pytest.raises(Refused, match="vänta på varandra"):
        add_dependency(activity=activity, after=three, by=cast.coordinator)
    with pytest.raises(IntegrityError, match="wait for each other"), transaction.atomic():
        ActivityDependency.objects.create(activity=activity, after=three)
    with (
        pytest.raises(IntegrityError, match="wait for each other"),
        transaction.atomic(),
    ):
        ActivityDependency.objects.create(activity=activity, after=activity)


def test_links_stay_within_an_assignment(activity, elsewhere, cast):
    other, obligation = elsewhere
    with pytest.raises(Refused, match="olika uppdrag"):
        add_dependency(activity=activity, after=other, by=cast.coordinator)
    with pytest.raises(Refused, match="samma uppdrag"):
        add_deadline(activity=activity, obligation=obligation, by=cast.coordinator)
    with pytest.raises(IntegrityError, match="one assignment"), transaction.atomic():
        ActivityDependency.objects.create(activity=activity, after=other)
    with pytest.raises(IntegrityError, match="one assignment"), transaction.atomic():
        ActivityDeadline.objects.create(activity=activity, obligation=obligation)


def test_two_links_at_once_are_both_made_or_neither(activity, others, elsewhere, cast):
    with pytest.raises(Refused):
        add_links(activity=others[0], after=activity, obligation=elsewhere[1], by=cast.coordinator)
    assert not ActivityDependency.objects.exists()


def test_the_plan_knows_what_is_broken_and_what_is_missed(assignment, activity, others, cast):
    two, three = others
    final = assignment.obligations.get(kind="final_report")
    requisition = assignment.obligations.get(kind="requisition")
    type(requisition).objects.filter(pk=requisition.pk).update(due=DAY)
    add_dependency(activity=two, after=activity, by=cast.coordinator)  # begins the day that it ends
    add_dependency(activity=three, after=activity, by=cast.coordinator)
    add_deadline(activity=three, obligation=final, by=cast.coordinator)
    add_deadline(activity=three, obligation=requisition, by=cast.coordinator)
    rows = {row.activity.number: row for row in plan_of(assignment).rows}
    assert [rows[2].broken, rows[3].broken] == [[], [activity]]
    assert rows[3].missed == [requisition]
    assert rows[3].before == [requisition, final]
    remove_deadline(activity=three, obligation=requisition, by=cast.coordinator)
    assert plan_of(assignment).rows[2].missed == []


def test_the_questions_asked_do_not_grow_with_the_plan(assignment, activity, others, cast):
    with CaptureQueriesContext(connection) as few:
        plan_of(assignment)
    for number in range(6):
        made = activities.add_activity(
            assignment=assignment, title=f"Ny {number}", purpose="x", responsible=cast.coordinator, starts=LATER,
            ends=LATER, clauses=activity.clauses.all(), by=cast.coordinator,
        )  # fmt: skip
        add_dependency(activity=made, after=activity, by=cast.coordinator)
    with CaptureQueriesContext(connection) as many:
        assert len(plan_of(assignment).rows) == 9
    assert len(many) == len(few)


def test_who_waited_for_an_activity_that_is_taken_away_waits_no_longer(activity, others, cast):
    add_dependency(activity=others[0], after=activity, by=cast.coordinator)
    activities.delete_activity(activity=activity, by=cast.coordinator)
    assert not ActivityDependency.objects.exists()
    assert ActivityChange.objects.get(verb="unlinked").activity_pk == others[0].pk


# --- the history ---


def test_each_write_of_an_activity_leaves_a_row_with_each_field_before_and_after(started, cast):
    assert [row.verb for row in ActivityChange.objects.order_by("pk")] == ["added", "started"]
    activities.change_activity(
        activity=started, version=started.version, by=cast.coordinator, why="  Mer tid  behövs", title="Nytt",
        ends=DAY, clauses=[],
    )  # fmt: skip
    found = latest()
    assert found.old == {"title": "Metodstöd", "ends": "2014-09-30", "clauses": ["1"]}
    assert found.new == {"title": "Nytt", "ends": "2014-05-06", "clauses": []}
    assert (found.why, found.by, found.number) == ("Mer tid behövs", cast.coordinator, 1)
    activities.finish_activity(activity=started, on=DAY, by=cast.coordinator)
    assert (latest().old, latest().new) == ({"finished_on": None}, {"finished_on": "2014-05-06"})
    activities.reopen_activity(activity=started, by=cast.coordinator)
    assert latest().verb == "reopened"


def test_a_save_that_changes_nothing_leaves_no_row(activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Metodstöd")
    assert ActivityChange.objects.count() == 1


def test_the_history_outlives_the_activity_and_nobody_rewrites_it(activity, cast):
    activities.delete_activity(activity=activity, by=cast.coordinator, why="Dubblett")
    found = latest()
    assert (found.verb, found.title, found.old["budget_ore"]) == ("deleted", "Metodstöd", 12_000_000)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ActivityChange.objects.filter(pk=found.pk).update(why="")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        found.delete()


# --- taking back ---


def test_a_change_is_taken_back_by_a_new_one(activity, cast):
    activities.change_activity(
        activity=activity, version=1, by=cast.coordinator, responsible=cast.manager, starts=datetime.date(2014, 6, 1),
        clauses=[], budget_ore=1,
    )  # fmt: skip
    changed = latest()
    undo_change(change=changed, by=cast.coordinator, why="Fel")
    activity.refresh_from_db()
    assert (activity.starts, activity.budget_ore, activity.responsible) == (DAY, 12_000_000, cast.coordinator)
    assert [clause.number for clause in activity.clauses.all()] == ["1"]
    assert (latest().undoes, latest().why, activity.version) == (changed, "Fel", 3)


def test_only_the_latest_change_is_taken_back(activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Ett")
    first = latest()
    activities.change_activity(activity=activity, version=2, by=cast.coordinator, title="Två")
    with pytest.raises(Refused, match="sedan dess"):
        undo_change(change=first, by=cast.coordinator)


def test_closing_and_links_are_taken_back_too(started, others, assignment, cast):
    activities.finish_activity(activity=started, on=DAY, by=cast.coordinator)
    undo_change(change=latest(), by=cast.coordinator)
    started.refresh_from_db()
    assert started.finished_on is None
    undo_change(change=latest(), by=cast.coordinator)
    started.refresh_from_db()
    assert started.finished_on == DAY
    add_dependency(activity=others[0], after=started, by=cast.coordinator)
    undo_change(change=latest(), by=cast.coordinator)
    assert not ActivityDependency.objects.exists()
    undo_change(change=latest(), by=cast.coordinator)
    assert ActivityDependency.objects.get().after == started
    add_deadline(activity=others[0], obligation=assignment.obligations.first(), by=cast.coordinator)
    undo_change(change=latest(), by=cast.coordinator)
    assert not ActivityDeadline.objects.exists()
    undo_change(change=latest(), by=cast.coordinator)
    assert ActivityDeadline.objects.exists()


def test_adding_starting_and_what_is_gone_are_not_taken_back_here(started, cast):
    with pytest.raises(Refused, match="insatsens sida"):
        undo_change(change=latest(), by=cast.coordinator)


def test_a_change_of_an_activity_that_is_gone_is_not_taken_back(activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Ett")
    changed = latest()
    activities.delete_activity(activity=activity, by=cast.coordinator)
    with pytest.raises(Refused, match="inte längre"):
        undo_change(change=changed, by=cast.coordinator)
