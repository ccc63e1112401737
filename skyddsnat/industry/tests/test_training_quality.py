"""The page on the quality of decisions: groups of five, five at a time, by job, and as files."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.industry.models import Answer, LessonVersion, Site, TrainingActivity
from skyddsnat.industry.tests.course import answered, finish, load_course, workplace
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.quality import groups_of
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
