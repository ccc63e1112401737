"""Copying activities: moved in time, tied by number, all or none, and undone as long as nothing hangs on them."""

import datetime
import uuid

import pytest

from skyddsnat.core.api import Refused
from skyddsnat.mandate.actions import activities
from skyddsnat.mandate.actions.assessments import write_assessment
from skyddsnat.mandate.actions.copies import copied_activities, copy_plan, undo_copy
from skyddsnat.mandate.actions.dependencies import add_deadline, add_dependency
from skyddsnat.mandate.models import Activity, ActivityChange, PlanCopy
from skyddsnat.mandate.plan.copying import copy_rows
from skyddsnat.mandate.tests.conftest import DAY

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime.date(2015, 5, 6)


@pytest.fixture
def plan(assignment, activity, cast):
    """Three activities; the second waits for the first, the third ends at the end of the year."""
    two = activities.add_activity(
        assignment=assignment, title="Två", purpose="x", responsible=cast.coordinator, budget_ore=7,
        by=cast.coordinator,
        starts=datetime.date(2014, 10, 6), ends=datetime.date(2014, 11, 30),
        clauses=assignment.clauses.filter(number__in=["1", "4"]),
    )  # fmt: skip
    activities.add_activity(
        assignment=assignment, title="Tre", purpose="x", responsible=cast.manager, by=cast.coordinator,
        starts=datetime.date(2014, 12, 1), ends=datetime.date(2014, 12, 31),
    )  # fmt: skip
    add_dependency(activity=two, after=activity, by=cast.coordinator)
    add_deadline(
        activity=two, obligation=assignment.obligations.get(kind="final_report"), by=cast.coordinator
    )
    return [activity, two]


def copied(assignment, target, cast, **more):
    wanted = {"numbers": [1, 2], "start": NEXT_YEAR, "once": uuid.uuid4()} | more
    return copy_plan(assignment=target, source=assignment, by=cast.coordinator, **wanted)


def test_what_is_copied_is_moved_and_tied_by_number(assignment, target, plan, cast):
    copied(assignment, target, cast)
    one, two = target.activities.all()
    assert (one.starts, one.ends, one.budget_ore) == (
        datetime.date(2015, 5, 6),
        datetime.date(2015, 9, 30),
        12_000_000,
    )
    assert (two.starts, two.ends) == (datetime.date(2015, 10, 6), datetime.date(2015, 11, 30))
    assert [clause.assignment for clause in two.clauses.all()] == [target]
    assert two.waits_for.get().after == one
    assert two.deadlines.get().obligation.what == "Rapport"
    assert one.assessment is None
    assert ActivityChange.objects.filter(copy__isnull=False, verb="added").count() == 2


def test_the_preview_says_what_does_not_come_along(assignment, target, plan, cast):
    plan[0].target_groups.set(assignment.target_groups.filter(code__in=["industry", "public"]))
    rows = copy_rows(assignment, target, start=NEXT_YEAR, same_person=True, by=cast.coordinator)
    assert [row.errors for row in rows] == [[], [], []]
    assert "Målgrupperna Taxi, hotell och restaurang; Allmänheten finns inte här." in rows[0].notes
    another = (
        f"Mening 1 är här ”x”, där ”{plan[0].clauses.get(number='1').heading}”. Läs om insatsen hör dit."
    )
    assert another in rows[0].notes
    assert rows[1].notes == ["Mening 4 finns inte här.", another]
    assert "Manager kan inte ansvara längre" in rows[2].notes[0]
    assert rows[2].responsible == cast.coordinator


def test_what_ends_after_the_year_is_cut_and_what_begins_after_it_is_refused(assignment, target, plan, cast):
    rows = copy_rows(
        assignment, target, start=datetime.date(2015, 7, 6), same_person=True, by=cast.coordinator
    )
    assert (rows[1].ends, rows[1].errors) == (datetime.date(2015, 12, 31), [])
    assert "Slutar 31" in rows[1].notes[0]
    assert "utanför 2015" in rows[2].errors[0]
    with pytest.raises(Refused, match=r"Inget är kopierat\. 3 Tre"):
        copied(assignment, target, cast, numbers=[1, 2, 3], start=datetime.date(2015, 7, 6))
    assert not target.activities.exists()
    assert not PlanCopy.objects.exists()


def test_the_same_form_copies_once(assignment, target, plan, cast):
    once = uuid.uuid4()
    assert copied(assignment, target, cast, once=once) == copied(assignment, target, cast, once=once)
    assert target.activities.count() == 2


def test_nothing_chosen_is_said(assignment, target, plan, cast):
    with pytest.raises(Refused, match="minst en"):
        copied(assignment, target, cast, numbers=[99])


def test_assessments_come_as_drafts_only_when_asked(started, target, cast):
    made = copied(started.assignment, target, cast, numbers=[1], assessments=True)
    assessment = target.activities.get().assessment
    assert (assessment.children, assessment.sent_at, assessment.decided_at) == (
        "Svar om children",
        None,
        None,
    )
    assert not target.activities.get().cleared
    undo_copy(copy=made, by=cast.coordinator)
    assert not target.activities.exists()


def test_a_copy_is_undone_as_a_whole_and_once(assignment, target, plan, cast):
    made = copied(assignment, target, cast)
    undo_copy(copy=made, by=cast.coordinator)
    assert not target.activities.exists()
    assert ActivityChange.objects.filter(copy=made, verb="deleted").count() == 2
    assert list(copied_activities(made)) == []
    with pytest.raises(Refused, match="redan ångrad"):
        undo_copy(copy=made, by=cast.coordinator)


def worked_on(name, activity, other, cast):
    if name == "changed":
        activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Nytt")
    elif name == "assessed":
        write_assessment(activity=activity, by=cast.manager, children="x")
    else:
        add_dependency(activity=other, after=activity, by=cast.coordinator)


@pytest.mark.parametrize("work", ["changed", "assessed", "linked"])
def test_a_copy_that_somebody_has_worked_on_stays(assignment, target, plan, cast, work):
    made = copied(assignment, target, cast)
    other = activities.add_activity(
        assignment=target, title="Egen", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    worked_on(work, target.activities.get(number=2), other, cast)
    with pytest.raises(Refused, match="Insats 2 har ändrats"):
        undo_copy(copy=made, by=cast.coordinator)
    assert Activity.objects.filter(assignment=target).count() == 3
