"""What waits for whom in an assignment that is under way, and what is silent."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from skyddsnat.core.api import Why
from skyddsnat.mandate import dates, fulfilment
from skyddsnat.mandate.actions.activities import add_activity, finish_activity, start_activity
from skyddsnat.mandate.actions.assessments import (
    decide_assessment,
    return_assessment,
    send_assessment,
    write_assessment,
)
from skyddsnat.mandate.actions.assignments import create_assignment
from skyddsnat.mandate.actions.evidence import Fact, add_evidence
from skyddsnat.mandate.actions.meetings import Party, add_meeting
from skyddsnat.mandate.fulfilment import Fulfilment
from skyddsnat.mandate.models import Assignment, ChildRightsAssessment
from skyddsnat.mandate.rules import STEPS
from skyddsnat.mandate.waiting import assignments_under_way, find
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db


def day(distance: int) -> datetime.date:
    return today() + datetime.timedelta(days=distance)


@pytest.fixture
def work(cast) -> Assignment:
    """A small assignment around today, the only one there is to do something in."""
    data = {
        "slug": "nu", "title": "Ett uppdrag", "title_en": "An assignment", "authority": "lansstyrelse-01",
        "payer": "socialstyrelsen", "decided_on": day(-100), "dnr": "T2026/1", "currency": "SEK",
        "ceiling_ore": 100_000_00, "year": today().year,
        "clauses": [{"number": "1", "kind": "task", "heading": "Ett", "wording": "Gör ett."}],
        "obligations": [
            {"kind": "requisition", "what": "Rekvirera", "what_en": "Requisition", "recipient": None, "due": day(-3)},
            {"kind": "interim_report", "what": "Delredovisa", "recipient": None, "due": day(30)},
            {"kind": "final_report", "what": "Slutredovisa", "recipient": None, "due": day(31)},
        ],
    }  # fmt: skip
    made = create_assignment(data=data, by=cast.coordinator)
    made.is_demo = True  # the time of a decision may be chosen
    made.save()
    Assignment.objects.exclude(pk=made.pk).update(confirmed_at=timezone.now())
    return made


def plan(work, cast, starts: int, ends: int, title: str = "Insats"):
    return add_activity(
        assignment=work, title=title, title_en=f"{title} en", purpose="p", responsible=cast.coordinator,
        starts=day(starts), ends=day(ends), budget_ore=0, clauses=list(work.clauses.all()), by=cast.coordinator,
    )  # fmt: skip


def sent(activity, cast):
    write_assessment(activity=activity, by=cast.coordinator, **dict.fromkeys(STEPS, "svar"))
    send_assessment(activity=activity, by=cast.coordinator)
    return activity


def started(activity, cast, on: int):
    sent(activity, cast)
    at = datetime.datetime.combine(day(on - 1), datetime.time(12), tzinfo=datetime.UTC)
    decide_assessment(activity=activity, by=cast.manager, at=at)
    return start_activity(activity=activity, on=day(on), by=cast.coordinator)


def told(user, work, why: Why | None = None) -> dict[str, str]:
    """Label → status of what waits for the user in the assignment."""
    tasks = [task for task in find(user) if task.about == str(work) or task.label == str(work)]
    return {task.label: task.status for task in tasks if why in (None, task.why)}


def test_what_is_owed_is_late_or_near_for_the_one_who_leads(work, cast):
    tasks = {task.label: task for task in find(cast.coordinator) if task.about == "Ett uppdrag"}
    assert {label: task.why for label, task in tasks.items()} == {
        "Rekvirera": Why.LATE,
        "Delredovisa": Why.DUE,
    }
    assert tasks["Rekvirera"].due == day(-3)
    assert not tasks["Rekvirera"].can_wait
    assert told(cast.manager, work) == {"Rekvirera": "Försenad"}
    for user in (cast.auditor, cast.editor, cast.partner, cast.receiver, cast.outsider):
        assert list(find(user)) == []


def test_words_follow_the_reader_and_identity_does_not(work, cast):
    swedish = {task.identity for task in find(cast.coordinator)}
    with override("en"):
        tasks = list(find(cast.coordinator))
    assert {task.identity for task in tasks} == swedish
    labels = {task.label: task.swedish for task in tasks if task.about == "An assignment"}
    assert labels == {"Requisition": False, "Delredovisa": True}


def test_an_activity_should_begin_and_end_on_its_days(work, cast):
    plan(work, cast, -1, 60, "Sen")
    plan(work, cast, 14, 60, "Snart")
    plan(work, cast, 15, 60, "Långt kvar")
    started(plan(work, cast, -20, -1, "Över tiden"), cast, -20)
    started(plan(work, cast, -20, 14, "Slutar snart"), cast, -20)
    late, near = told(cast.coordinator, work, Why.LATE), told(cast.coordinator, work, Why.DUE)
    assert late == {"Rekvirera": "Försenad", "Sen": "Skulle ha börjat", "Över tiden": "Skulle ha slutat"}
    assert near == {"Delredovisa": "Snart dags", "Snart": "Börjar", "Slutar snart": "Slutar"}
    assert {"Sen", "Över tiden"} < set(told(cast.manager, work, Why.LATE))
    assert not {"Snart", "Slutar snart"} & set(told(cast.manager, work))


def test_an_assessment_waits_for_somebody_who_has_not_written_it(work, cast):
    activity = sent(plan(work, cast, 20, 60, "Prövas"), cast)
    assert told(cast.manager, work, Why.WAITING) == {"Prövas": "Besluta prövningen"}
    assert told(cast.coordinator, work, Why.WAITING) == {}
    return_assessment(activity=activity, remark="Fråga barnen.", by=cast.manager)
    assert told(cast.manager, work, Why.WAITING) == {}
    assert told(cast.coordinator, work, Why.WAITING) == {"Prövas": "Åter för ändring"}


def test_a_sent_assessment_that_nobody_touches_is_silent_after_a_week(work, cast):
    sent(plan(work, cast, 20, 60, "Prövas"), cast)
    assert told(cast.coordinator, work, Why.SILENT) == {}
    ChildRightsAssessment.objects.update(sent_at=timezone.now() - datetime.timedelta(days=7))
    assert told(cast.coordinator, work, Why.SILENT) == {"Prövas": "Ingen har beslutat"}
    assert told(cast.economist, work) == {}


def test_an_activity_without_evidence_is_silent_after_a_month(work, cast):
    started(plan(work, cast, -29, 60, "Ny"), cast, -29)
    silent = started(plan(work, cast, -30, 60, "Tyst"), cast, -30)
    assert told(cast.coordinator, work, Why.SILENT) == {"Tyst": "Inget underlag"}
    assert told(cast.manager, work, Why.SILENT) == {"Tyst": "Inget underlag"}
    (task,) = [task for task in find(cast.coordinator) if task.label == "Tyst"]
    assert task.since == day(-30)
    assert task.url.endswith("/underlag/")
    add_evidence(fact=Fact("meeting_held", silent, day(-2), reference="möte"), by=cast.coordinator)
    assert told(cast.coordinator, work, Why.SILENT) == {}


def test_a_finished_activity_without_evidence_waits(work, cast):
    activity = started(plan(work, cast, -20, 60, "Klar"), cast, -20)
    finish_activity(activity=activity, on=day(-1), by=cast.coordinator)
    assert told(cast.coordinator, work, Why.WAITING) == {"Klar": "Saknar underlag"}


def test_a_ledger_nobody_writes_in_is_silent_after_two_months(work, cast):
    Assignment.objects.filter(pk=work.pk).update(confirmed_at=timezone.now() - datetime.timedelta(days=60))
    for user in (cast.coordinator, cast.manager):
        assert told(user, work, Why.SILENT) == {"Ett uppdrag": "Inget i liggaren"}
    assert told(cast.economist, work) == {}


def test_a_missing_dnr_waits(work, cast):
    Assignment.objects.filter(pk=work.pk).update(dnr="")
    assert told(cast.coordinator, work, Why.WAITING) == {"Ange beslutets diarienummer": "Saknas"}
    assert "Ange beslutets diarienummer" not in told(cast.manager, work)


def test_nothing_waits_in_what_is_over(work, cast, monkeypatch):
    activity = started(plan(work, cast, -40, -2, "Pågår"), cast, -40)
    done = Fulfilment(done=True, url="/x/", on=day(-2))
    kinds = ("requisition", "interim_report", "final_report")
    monkeypatch.setattr(
        fulfilment, "_TELLERS", dict.fromkeys(kinds, lambda owed: {one.pk: done for one in owed})
    )
    assert work in assignments_under_way(cast.coordinator)
    assert "Pågår" in told(cast.coordinator, work)
    finish_activity(activity=activity, on=day(-1), by=cast.coordinator)
    assert work not in assignments_under_way(cast.coordinator)
    assert told(cast.coordinator, work) == {}


def test_the_desk_asks_as_many_questions_whatever_the_plans_length(work, cast, django_assert_max_num_queries):
    for number in range(12):
        started(plan(work, cast, -40, -1, f"Insats {number}"), cast, -40)
    user = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    with django_assert_max_num_queries(40):
        assert len(list(find(user))) >= 24


# --- dates ---


def test_dates_have_lasting_names_and_count_their_changes(work, cast):
    activity = plan(work, cast, 5, 60, "Insats")
    before = {dated.uid: dated for dated in dates.tell(cast.economist)}
    started(activity, cast, -1)
    after = {dated.uid: dated for dated in dates.tell(cast.economist)}
    assert before.keys() == after.keys()
    starts, ends = (f"activity-{activity.pk}-{name}" for name in ("starts", "ends"))
    assert (before[starts].day, before[ends].day) == (day(5), day(60))
    assert after[starts].changes > before[starts].changes
    assert after[starts].changed_at >= before[starts].changed_at
    assert (before[starts].done, after[starts].done, after[ends].done) == (False, True, False)
    titles = {dated.title for dated in after.values() if dated.text.strip() == "Ett uppdrag"}
    assert {"Rekvirera", "Delredovisa", "Slutredovisa", "Börjar: Insats", "Slutar: Insats"} == titles


def test_an_issued_document_marks_the_date_as_done(work, cast, monkeypatch):
    (before,) = [dated for dated in dates.tell(cast.coordinator) if dated.title == "Rekvirera"]
    done = Fulfilment(done=True, url="/x/", on=day(-1))
    monkeypatch.setattr(fulfilment, "_TELLERS", {"requisition": lambda owed: {one.pk: done for one in owed}})
    (after,) = [dated for dated in dates.tell(cast.coordinator) if dated.title == "Rekvirera"]
    assert (before.done, after.done) == (False, True)
    assert after.changes == before.changes + 1


def test_a_partner_is_told_of_its_own_activities_only(work, cast):
    from skyddsnat.actors.api import add_membership
    from skyddsnat.actors.models import Organisation

    town = Organisation.objects.get(code="kommun-0180")
    add_membership(user=cast.partner, organisation=town, since=day(-50), by=cast.manager)
    shared, _other = plan(work, cast, 5, 60, "Vår"), plan(work, cast, 5, 60, "Annan")
    add_meeting(
        assignment=work,
        activities=[shared],
        parties=[Party(town)],
        day=day(-1),
        about="x",
        by=cast.coordinator,
    )
    assert {dated.title for dated in dates.tell(cast.partner)} == {"Börjar: Vår", "Slutar: Vår"}
    assert list(dates.tell(cast.outsider)) == []
