"""What is kept of a finished lesson, once; the evidence of it; and what a company may be told."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from skyddsnat.conftest import Cast, begun_activity, together
from skyddsnat.core.api import ChangedMeanwhile
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Answer, Attempt, Company, LessonVersion, TrainingActivity
from skyddsnat.industry.tests.course import answered, finish, load_course, workplace
from skyddsnat.industry.training import staff
from skyddsnat.industry.training.actions import choose_training_activity
from skyddsnat.industry.training.api import trained_shares
from skyddsnat.industry.training.attempts import NotWholeError, take
from skyddsnat.industry.training.proof import let_go_of_workplaces, prove_training
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today

MARK = uuid.UUID("11111111-1111-4111-8111-111111111111")


def day(distance: int) -> datetime.date:
    return today() + datetime.timedelta(days=distance)


@pytest.fixture
def activity(assignment: Assignment, cast: Cast) -> Activity:
    """An activity that began long ago, and that the course is a part of."""
    begun = begun_activity(assignment, cast)
    choose_training_activity(activity=begun, version=1, by=cast.coordinator)
    return begun


@pytest.mark.django_db
def test_a_lesson_sent_twice_is_kept_once_and_leaves_no_time(tmp_path: Path) -> None:
    load_course(tmp_path)
    site, lines = workplace(), AuditEntry.objects.count()
    lesson = LessonVersion.objects.get(job="reception", language="sv")
    told = {"mark": MARK, "site": site, "lesson": lesson, "day": today()}
    assert take(answers=answered("follow"), **told)
    assert not take(answers=answered("wait"), **told)
    assert Attempt.objects.get().answers.count() == 4
    assert set(Answer.objects.filter(moment="before").values_list("quality", flat=True)) == {"poor"}
    assert AuditEntry.objects.count() == lines
    with pytest.raises(NotWholeError):
        take(answers={"before": {}}, **(told | {"mark": uuid.uuid4()}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(mark=MARK, site=site, lesson=lesson, day=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            attempt=Attempt.objects.get(), moment="never", scene="a", choice="b", quality="good"
        )


def test_the_same_lesson_sent_at_the_same_time_is_kept_once(committing: None, tmp_path: Path) -> None:
    load_course(tmp_path)
    site, lesson = workplace(), LessonVersion.objects.get(job="reception", language="sv")

    def send() -> bool:
        return take(mark=MARK, site=site, lesson=lesson, answers=answered(), day=today())

    assert sorted(map(str, together(send, send, send))) == ["False", "False", "True"]
    assert Attempt.objects.count() == 1
    assert Answer.objects.count() == 4


def test_finished_lessons_become_sums_of_five_and_more(activity: Activity, tmp_path: Path) -> None:
    load_course(tmp_path)
    site = workplace()
    for distance, number in ((-3, 6), (-2, 2), (-1, 1), (0, 7)):
        finish(site, number, day=day(distance))
    finish(site, 9, day=day(-3), is_recheck=True, answers={"recheck": answered()["after"]})
    assert prove_training(today=today()) == 1
    row = Evidence.objects.get(kind="industry_trained", activity=activity)
    assert (row.quantity, row.occurred_on, row.place) == (6, day(-3), site.place)
    assert row.organisation == site.company.organisation
    assert prove_training(today=today()) == 0
    assert prove_training(today=day(1)) == 1  # three and the seven of today
    assert Evidence.objects.filter(kind="industry_trained", activity=activity, quantity=10).count() == 1
    assert Attempt.objects.filter(evidence=None, is_recheck=False).count() == 0
    assert AuditEntry.objects.filter(verb="training.proven").count() == 2


def test_few_at_many_workplaces_are_counted_together_after_a_while(
    activity: Activity, tmp_path: Path
) -> None:
    load_course(tmp_path)
    for number, code in enumerate(("HTW346", "HTW347", "HTW349")):
        finish(workplace(code, number=f"556000000{number}"), 2, day=day(-40))
    assert prove_training(today=today()) == 1
    row = Evidence.objects.get(kind="industry_trained", activity=activity)
    assert (row.quantity, row.organisation, row.place) == (6, None, None)


def test_nothing_is_proven_before_an_activity_is_chosen(
    activity: Activity, cast: Cast, tmp_path: Path
) -> None:
    load_course(tmp_path)
    finish(workplace(), 5, day=day(-1))
    choose_training_activity(activity=None, version=2, by=cast.coordinator)
    assert prove_training(today=today()) == 0
    with pytest.raises(ChangedMeanwhile):
        choose_training_activity(activity=activity, version=2, by=cast.editor)
    with pytest.raises(PermissionDenied):
        choose_training_activity(activity=activity, version=3, by=cast.auditor)
    choose_training_activity(activity=activity, version=3, by=cast.coordinator)
    assert TrainingActivity.objects.get().version == 4
    assert prove_training(today=today()) == 1


@pytest.mark.django_db
def test_a_company_is_told_the_completions_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_course(tmp_path, "bar", "night")
    site = workplace()
    finish(site, 3, job="bar")
    finish(site, 2, job="bar", day=day(-366))
    finish(site, 1, job="night", day=day(-300))
    finish(site, 4, job="bar", is_recheck=True, answers={"recheck": answered()["after"]})
    finish(workplace("HTW347", number="5560000002"), 5, job="bar")
    assert trained_shares(site.company) == {Job.NIGHT: (1, 0), Job.BAR: (3, 0)}
    monkeypatch.setattr(staff, "_TELLERS", [])
    staff.register_staff(_two_in_the_bar)
    assert trained_shares(site.company) == {Job.NIGHT: (1, 0), Job.BAR: (2, 2), Job.MANAGER: (0, 1)}


def _two_in_the_bar(_company: Company) -> dict[Job, int]:
    return {Job.BAR: 2, Job.MANAGER: 1}


@pytest.mark.django_db
def test_where_an_old_lesson_was_finished_is_forgotten(tmp_path: Path) -> None:
    load_course(tmp_path)
    finish(workplace(), 1, day=day(-401))
    finish(workplace("HTW347"), 1, day=day(-300))
    assert let_go_of_workplaces(today=today()) == 1
    assert Attempt.objects.get(site=None).day == day(-401)
