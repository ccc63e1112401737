"""The lessons that come with the program: taken in once, kept as editors leave them, and written down a version."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import InternalError, OperationalError
from django.test import Client
from wagtail.models import Locale

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import LessonPage, LessonRoot, LessonVersion
from skyddsnat.industry.tests.course import QUALITIES, SCENES, course_files, finish, load_course, workplace
from skyddsnat.industry.training.course_files import CourseIsWrong, read_course
from skyddsnat.industry.training.shipped import EDITORS, faults_of, load_lessons, unsaved_page
from skyddsnat.industry.training.texts import words_in
from skyddsnat.shared.languages import AT_WORK

pytestmark = pytest.mark.django_db


def test_the_shipped_course_has_a_lesson_for_every_job_in_swedish_and_english() -> None:
    course = read_course()
    for language in ("sv", "en"):
        assert set(course[language]) == {"", *Job.values}


def test_the_shipped_words_fit_in_the_pages_that_editors_change() -> None:
    faults = [
        fault
        for language, pages in read_course().items()
        for job, words in pages.items()
        if job
        for fault in faults_of(unsaved_page(language, job, words))
    ]
    assert faults == []


@pytest.mark.parametrize("language", AT_WORK)
def test_the_words_around_the_lessons_are_there_in_every_language(language: str) -> None:
    assert words_in(language)("step", n=1, total=7)


def test_lessons_are_taken_in_once_and_no_language_is_added_to_wagtail(tmp_path: Path) -> None:
    before = set(Locale.objects.values_list("language_code", flat=True))
    load_course(tmp_path, "reception", "night", languages=("sv", "ar"))
    page = LessonPage.objects.get(job="reception", language="ar")
    assert (page.live, page.checked_by, page.get_parent().specific.language) == (True, "", "ar")
    page.title = "Redaktörens ord"
    page.save_revision().publish()
    LessonPage.objects.get(job="night", language="sv").delete()
    load_course(tmp_path, "reception", "night", languages=("sv", "ar"))
    page.refresh_from_db()
    assert page.title == "Redaktörens ord"
    assert not LessonPage.objects.filter(job="night", language="sv").exists()
    assert LessonVersion.objects.get(job="night", language="sv").page is None
    assert set(Locale.objects.values_list("language_code", flat=True)) == before


def test_each_published_change_is_a_version_that_answers_are_held_against(tmp_path: Path) -> None:
    load_course(tmp_path)
    page = LessonPage.objects.get(job="reception", language="sv")
    page.save_revision().publish()
    assert page.versions.count() == 1  # the same words
    page.lead = "Något nytt."
    page.save_revision().publish()
    assert sorted(page.versions.values_list("number", flat=True)) == [1, 2]
    assert AuditEntry.objects.filter(verb="training.lesson_published").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonVersion.objects.filter(page=page).update(keys={})


def test_an_answer_is_never_changed(tmp_path: Path) -> None:
    load_course(tmp_path)
    finish(workplace())
    answers = LessonVersion.objects.get(attempts__isnull=False).attempts.get().answers
    with pytest.raises((IntegrityError, InternalError, OperationalError)), transaction.atomic():
        answers.update(quality="good")


@pytest.mark.parametrize("fault", ["two measure", "same key", "none to learn", "checked by nobody"])
def test_a_lesson_that_cannot_be_taken_is_not_published(tmp_path: Path, fault: str) -> None:
    load_course(tmp_path)
    page = LessonPage.objects.get(job="reception", language="sv")
    rows = list(page.scenes.raw_data)
    if fault == "two measure":
        rows[0]["value"]["use"] = "learn"
    elif fault == "same key":
        rows[1]["value"]["key"] = "first"
    elif fault == "none to learn":
        rows.pop()
    else:
        page.checked_by = "Ali"
    scene = page.scenes.stream_block.child_blocks["scene"]
    page.scenes = [(row["type"], scene.to_python(row["value"])) for row in rows]
    with pytest.raises(ValidationError):
        page.full_clean()


def test_a_scene_needs_a_good_choice_and_choices_that_differ(tmp_path: Path) -> None:
    load_course(tmp_path)
    scene = LessonPage.objects.get(job="reception", language="sv").scenes[0]
    for part, value in (("quality", "poor"), ("key", "wait")):
        broken = scene.block.to_python(scene.block.get_prep_value(scene.value))
        broken["choices"][0][part] = value
        with pytest.raises(ValidationError):
            scene.block.clean(broken)


def test_files_that_are_wrong_are_named_and_nothing_is_taken_in(tmp_path: Path) -> None:
    none_to_measure = {key: {"use": "learn", "choices": QUALITIES} for key in SCENES}
    folder = course_files(tmp_path, scenes=none_to_measure)
    with pytest.raises(CourseIsWrong, match="reception must have 2 scenes to measure"):
        load_lessons(folder)
    course_files(tmp_path, languages=("sv", "ar"))
    words = yaml.safe_load((tmp_path / "ar.yaml").read_text())
    del words["scenes"]["third"]["choices"]["wait"]
    (tmp_path / "ar.yaml").write_text(yaml.safe_dump(words, allow_unicode=True))
    with pytest.raises(CourseIsWrong, match=r"ar.yaml: the scene “third” must have all its words"):
        load_lessons(folder)
    assert not LessonRoot.objects.exists()


def test_those_who_work_with_the_industry_edit_lessons_and_others_do_not(tmp_path: Path, cast: Cast) -> None:
    load_course(tmp_path, languages=("sv", "ar"))
    assert Group.objects.get(name=EDITORS).user_set.filter(pk=cast.editor.pk).exists()
    page = LessonPage.objects.get(job="reception", language="ar")
    for user, status in ((cast.editor, 200), (cast.economist, 302)):
        client = Client()
        client.force_login(user)
        assert client.get(f"/redaktion/pages/{page.pk}/edit/").status_code == status
    preview = page.make_preview_request()
    assert 'dir="rtl"' in preview.content.decode()


def test_every_sector_has_its_jobs() -> None:
    assert {job for jobs in JOBS_IN.values() for job in jobs} == set(Job)
