"""The page on the quality of decisions: groups of five, five at a time, by job, and as files."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from skyddsnat.conftest import Cast
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Answer, Attempt, LessonVersion, Site, TrainingActivity
from skyddsnat.industry.tests.course import QUALITIES, answered, finish, load_course, workplace
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.quality import Group, groups_of
from skyddsnat.industry.training.rules import MOMENTS, whole_fives
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
PAGE = "/bransch/utbildning/kvalitet/"
FORM = f"{PAGE}insats/"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    load_course(tmp_path)
    return workplace()


def shown() -> dict[tuple[str, str, str], tuple[int, int, int]]:
    return {
        (one.job, one.scene, one.moment): (one.good, one.fair, one.poor)
        for one in groups_of(Answer.objects.all())
        if one.is_shown
    }


def test_four_are_not_shown_five_are_and_the_sixth_waits_for_nine_more(site: Site) -> None:
    finish(site, 4, answers=answered("follow", "stay-calm"))
    assert shown() == {}
    finish(site, 1, answers=answered("wait", "wait"))
    assert shown()["reception", "first", "before"] == (0, 1, 4)
    assert shown()["reception", "second", "after"] == (4, 1, 0)
    for _n in range(4):
        finish(site, 1, answers=answered("stay-calm"))
        assert shown()["reception", "first", "before"] == (0, 1, 4)  # nobody can see what that one chose
    finish(site, 1, answers=answered("stay-calm"))
    assert shown()["reception", "first", "before"] == (5, 1, 4)


def test_jobs_languages_and_moments_are_kept_apart_and_together(site: Site, tmp_path: Path) -> None:
    load_course(tmp_path, "reception", "bar", languages=("sv", "ar"))
    finish(site, 3, language="sv")
    finish(site, 2, language="ar")
    finish(site, 4, job="bar")
    finish(site, 5, job="bar", is_recheck=True, answers={"recheck": answered()["after"]})
    assert set(shown()) == {
        *(("reception", scene, moment) for scene in ("first", "second") for moment in ("before", "after")),
        ("bar", "first", "recheck"), ("bar", "second", "recheck"),
    }  # fmt: skip
    assert {one.job for one in groups_of(Answer.objects.all(), "bar")} == {"bar"}


def one_by_one(job: str = "") -> list[Group]:
    """The same as `groups_of`, with every answer read: what the database's figures are held against."""
    counted: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for answer in Answer.objects.select_related("attempt__lesson").order_by("attempt"):
        counted[answer.attempt.lesson.job, answer.scene, answer.moment].append(answer.quality)
    found = []
    for (of_job, scene, moment), qualities in counted.items():
        shown = Counter(qualities[: whole_fives(len(qualities))])
        if not job or of_job == job:
            found.append(Group(Job(of_job), scene, moment, shown["good"], shown["fair"], shown["poor"]))
    jobs, moments = list(Job), [code for code, _label in MOMENTS]
    return sorted(found, key=lambda one: (jobs.index(one.job), one.scene, moments.index(one.moment)))


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["reception", "bar"]), st.booleans(), st.sampled_from(sorted(QUALITIES)),
        st.sampled_from(sorted(QUALITIES)),
    ),
    max_size=40,
)  # fmt: skip


def test_the_database_counts_as_one_by_one(site: Site, tmp_path: Path) -> None:
    load_course(tmp_path, "bar")

    @settings_of_hypothesis(max_examples=25)
    @given(PEOPLE)
    def holds(people: list[tuple[str, bool, str, str]]) -> None:
        Attempt.objects.all().delete()
        for job, again, first, second in people:
            told = {"recheck": {"first": first, "second": second}} if again else answered(first, second)
            finish(site, job=job, answers=told, is_recheck=again)
        whole = groups_of(Answer.objects.all())
        assert whole == one_by_one()
        for job in ("reception", "bar", "night"):
            # The choice of a job shows the same figures, so that no difference between two looks tells of fewer.
            assert groups_of(Answer.objects.all(), job) == [one for one in whole if one.job == job]
        assert all(one.answers % 5 == 0 for one in whole)

    holds()


def test_it_takes_one_question_however_many_answers(
    site: Site, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for _n in range(2):
        finish(site, 6)
        with django_assert_num_queries(1):
            assert groups_of(Answer.objects.all())
    with django_assert_num_queries(0):
        assert groups_of(Answer.objects.none()) == []


def test_staff_read_it_by_job_and_as_files(site: Site, client: Client, cast: Cast, tmp_path: Path) -> None:
    load_course(tmp_path, "bar")
    finish(site, 5, answers=answered("follow", "stay-calm"))
    finish(site, 2, job="bar")
    client.force_login(cast.auditor)
    page = client.get(PAGE).text
    assert "Reception, före" in page
    assert "Bar, frukost och servering, före" not in page
    assert "färre än 5" in page
    assert "<svg" in page
    one = client.get(PAGE, {"yrke": "reception"}).text
    assert "Bra beslut: 0 procent före, 100 procent efter" in one
    assert one.count("<figure") == 2
    assert "Välj insats" not in one
    file = client.get(PAGE, {"format": "csv", "list": "table"})
    text = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Reception;Det händer first.;Före;5;0,0;0,0;1,0" in text
    assert "färre än 5" in text
    sheet = client.get(PAGE, {"format": "xlsx", "list": "table"})
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    sheet.close()


def test_an_empty_course_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    assert "Ingen har gått utbildningen än" in client.get(PAGE).text


@pytest.mark.parametrize("person", ["partner", "economist", "receiver", "regional", "outsider"])
def test_others_may_not_read_it(client: Client, cast: Cast, person: str) -> None:
    client.force_login(getattr(cast, person))
    assert client.get(PAGE).status_code == 403
    assert client.get(FORM).status_code == 403


def test_nobody_reads_it_without_signing_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_activity_is_chosen_and_the_second_editor_is_warned(client: Client, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    assert "Ingen insats än" in client.get(FORM).text
    assert client.post(FORM, {"activity": "", "version": "1"}).status_code == 302
    TrainingActivity.objects.update(version=2)
    page = client.post(FORM, {"activity": "", "version": "1"})
    assert "Det här sparade någon annan medan du skrev" in page.text
    assert 'name="version" value="2"' in page.text
    assert client.post(FORM, {"activity": "999", "version": "2"}).status_code == 422
    client.force_login(cast.auditor)
    assert client.get(FORM).status_code == 403


def test_answers_of_a_version_that_was_taken_stay_as_they_were(site: Site) -> None:
    lesson = LessonVersion.objects.get(job="reception", language="sv")
    page = lesson.page
    assert page is not None
    for choice in page.scenes[0].value["choices"]:
        choice["quality"] = "good"
    page.save_revision().publish()
    for version, quality in ((lesson, "poor"), (page.versions.get(number=2), "good")):
        mark = uuid.uuid4()
        take(mark=mark, site=site, lesson=version, answers=answered("follow"), day=today())
        assert Answer.objects.get(attempt__mark=mark, scene="first", moment="before").quality == quality
