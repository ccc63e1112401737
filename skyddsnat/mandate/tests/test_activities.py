"""Planning, starting, finishing and taking away activities; the assessment that comes first; two editors at once."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate import rules
from skyddsnat.mandate.actions import activities, assessments
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.tests.conftest import ANSWERS, DAY
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
TOMORROW = today() + datetime.timedelta(days=1)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_an_activity_gets_the_next_number_and_an_audit_row(assignment, cast, activity):
    assert activity.number == 1
    assert verbs()[-1] == "activity.added"
    again = activities.add_activity(
        assignment=assignment, title="Två", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    assert again.number == 2


def test_a_plan_that_ends_before_it_starts_is_refused(assignment, cast):
    with pytest.raises(Refused):
        activities.add_activity(
            assignment=assignment, title="x", purpose="x", responsible=cast.coordinator, starts=DAY,
            ends=DAY - datetime.timedelta(days=1), by=cast.coordinator,
        )  # fmt: skip


def test_clauses_of_another_assignment_are_refused(assignment, cast, activity):
    other = type(assignment).objects.create(
        slug="annat", title="Annat", authority=assignment.authority, ceiling_ore=1, year=2015,
        confirmed_at=assignment.confirmed_at,
    )  # fmt: skip
    clause = other.clauses.create(number="1", kind="task", heading="x", wording="x")
    with pytest.raises(Refused):
        activities.change_activity(activity=activity, version=1, by=cast.coordinator, clauses=[clause])


def test_two_editors_the_second_is_told_and_nothing_is_overwritten(activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Den förstas namn")
    with pytest.raises(ChangedMeanwhile) as told:
        activities.change_activity(activity=activity, version=1, by=cast.manager, title="Den andras namn")
    assert told.value.current.title == "Den förstas namn"
    activity.refresh_from_db()
    assert (activity.title, activity.version) == ("Den förstas namn", 2)


def test_the_log_says_which_fields_changed_and_how_dates_and_sums_moved(activity, cast):
    activities.change_activity(
        activity=activity,
        version=1,
        by=cast.coordinator,
        budget_ore=5_000_000,
        title="Nytt",
        purpose=activity.purpose,
    )
    entry = AuditEntry.objects.filter(verb="activity.changed").get()
    assert entry.details == {"fields": "budget_ore,title", "budget_ore": "12000000 → 5000000"}


@pytest.mark.parametrize("how", ["rule", "action", "database"])
def test_nothing_starts_before_the_assessment_is_decided(sent, cast, how):
    if how == "rule":
        with pytest.raises(Refused):
            rules.check_startable(rules.State.PLANNED, assessment_decided=False)
    elif how == "action":
        with pytest.raises(Refused):
            activities.start_activity(activity=sent, on=DAY, by=cast.coordinator)
    else:
        with pytest.raises(IntegrityError, match="activity_starts_after_assessment"), transaction.atomic():
            Activity.objects.filter(pk=sent.pk).update(started_on=DAY)
        with pytest.raises(DatabaseError, match="decided assessment"), transaction.atomic():
            Activity.objects.filter(pk=sent.pk).update(started_on=DAY, cleared=True)
    sent.refresh_from_db()
    assert sent.started_on is None


def test_an_activity_cannot_have_begun_before_its_assessment_was_decided(sent, cast):
    assessments.decide_assessment(activity=sent, by=cast.manager)
    with pytest.raises(Refused, match="innan prövningen av barnets bästa beslutades"):
        activities.start_activity(activity=sent, on=DAY, by=cast.coordinator)
    assert activities.start_activity(activity=sent, on=today(), by=cast.coordinator).started_on == today()


def test_only_a_demonstration_chooses_when_something_was_decided(sent, cast):
    with pytest.raises(Refused, match="demonstration"):
        assessments.decide_assessment(
            activity=sent, by=cast.manager, at=datetime.datetime(2014, 5, 5, tzinfo=datetime.UTC)
        )


def test_an_activity_starts_finishes_and_opens_again(started, cast):
    assert started.started_on == DAY
    done = activities.finish_activity(activity=started, on=DAY, by=cast.coordinator)
    assert done.finished_on == DAY
    assert activities.reopen_activity(activity=done, by=cast.coordinator).finished_on is None
    assert verbs()[-3:] == ["activity.started", "activity.finished", "activity.reopened"]


def test_a_date_in_the_future_or_before_the_start_is_refused(started, cast):
    for day in (TOMORROW, DAY - datetime.timedelta(days=1)):
        with pytest.raises(Refused):
            activities.finish_activity(activity=started, on=day, by=cast.coordinator)


@pytest.mark.parametrize("state", list(rules.State))
@pytest.mark.parametrize("wanted", list(rules.State))
def test_the_table_of_moves_is_what_the_rule_enforces(state, wanted):
    if wanted in rules.NEXT[state]:
        rules.check_move(state, wanted)
    else:
        with pytest.raises(Refused):
            rules.check_move(state, wanted)


def test_only_an_activity_that_nothing_hangs_on_is_taken_away(activity, cast):
    assessments.write_assessment(activity=activity, by=cast.coordinator, children="Barn på flykt")
    activities.delete_activity(activity=activity, by=cast.coordinator)
    assert not Activity.objects.filter(pk=activity.pk).exists()
    assert verbs()[-1] == "activity.deleted"


def test_an_activity_with_evidence_or_a_decided_assessment_stays(row, cast):
    with pytest.raises(Refused, match="underlag"):
        activities.delete_activity(activity=row.activity, by=cast.coordinator)


def test_an_activity_with_a_decided_assessment_stays(started, cast):
    with pytest.raises(Refused, match="beslutad"):
        activities.delete_activity(activity=started, by=cast.coordinator)


# --- the assessment ---


def test_the_writer_never_decides(sent, cast):
    cast.coordinator.roles.add("manager")
    both = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    with pytest.raises(Refused, match="En annan person"):
        assessments.decide_assessment(activity=sent, by=both)


def test_nor_does_somebody_who_wrote_an_earlier_part(activity, cast):
    assessments.write_assessment(activity=activity, by=cast.manager, children="Skrivet av chefen")
    assessments.write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    assessments.send_assessment(activity=activity, by=cast.coordinator)
    with pytest.raises(Refused, match="En annan person"):
        assessments.decide_assessment(activity=activity, by=cast.manager)


def test_the_database_too_refuses_a_writer_who_decides(sent, cast):
    with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
        type(sent.assessment).objects.filter(pk=sent.assessment.pk).update(
            decided_at=sent.assessment.sent_at, decided_by=cast.coordinator
        )


@pytest.mark.parametrize("role", ["economist", "editor", "auditor", "partner", "outsider"])
def test_only_a_role_that_approves_decides(sent, cast, role):
    with pytest.raises(Refused, match="roll"):
        assessments.decide_assessment(activity=sent, by=getattr(cast, role))


@pytest.mark.parametrize("step", rules.STEPS)
def test_all_six_steps_are_needed(activity, cast, step):
    assessments.write_assessment(activity=activity, by=cast.coordinator, **{**ANSWERS, step: "  "})
    with pytest.raises(Refused, match="alla sex"):
        assessments.send_assessment(activity=activity, by=cast.coordinator)


def test_a_draft_that_was_not_sent_is_not_decided(activity, cast):
    assessments.write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    with pytest.raises(Refused, match="inte skickad"):
        assessments.decide_assessment(activity=activity, by=cast.manager)


def test_a_text_changed_after_it_was_read_is_not_decided(sent, cast):
    read = assessments.send_assessment(activity=sent, by=cast.coordinator).version
    assessments.write_assessment(activity=sent, by=cast.coordinator, children="Något annat")
    with pytest.raises(ChangedMeanwhile):
        assessments.decide_assessment(activity=sent, by=cast.manager, version=read)
    assert type(sent.assessment).objects.get(pk=sent.assessment.pk).sent_at is None


def test_a_decided_assessment_is_never_changed(started, cast):
    with pytest.raises(Refused, match="beslutad"):
        assessments.write_assessment(activity=started, by=cast.coordinator, children="Efteråt")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        type(started.assessment).objects.filter(pk=started.assessment.pk).update(children="Efteråt")


def test_the_manager_sends_it_back_with_what_has_to_change(sent, cast):
    with pytest.raises(Refused):
        assessments.return_assessment(activity=sent, remark=" ", by=cast.manager)
    found = assessments.return_assessment(activity=sent, remark="Vad säger barnen?", by=cast.manager)
    assert (found.sent_at, found.remark) == (None, "Vad säger barnen?")
    again = assessments.send_assessment(activity=sent, by=cast.coordinator)
    assert again.remark == ""


def test_two_writers_the_second_is_told(activity, cast):
    first = assessments.write_assessment(activity=activity, by=cast.coordinator, version=0, children="Första")
    with pytest.raises(ChangedMeanwhile) as told:
        assessments.write_assessment(activity=activity, by=cast.manager, version=0, children="Andra")
    assert told.value.current.children == "Första"
    later = assessments.write_assessment(
        activity=activity, by=cast.manager, version=first.version, listening="Andra"
    )
    assert (later.children, later.listening) == ("Första", "Andra")
