"""The lessons that come with the program, taken in once.

What an editor has changed is never overwritten, and what an editor has removed does not come back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from skyddsnat.core.api import place_everybody, register_editors
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import LessonPage, LessonRoot, ShippedLesson
from skyddsnat.industry.training.course_files import CONTENT, CourseIsWrong, lessons_in, read_course

EDITORS = "Lesson editors"
MAY = ("change", "publish", "lock", "unlock")
NAMESPACE = uuid.UUID("3f0c4ab0-5d16-4a5c-8f8b-0f7a6c1b92d4")
WAGTAILS_OWN = [field.name for field in Page._meta.fields] + ["page_ptr"]


def open_groups() -> None:
    """Let the group follow the roles."""
    register_editors(EDITORS, WRITE)


@transaction.atomic
def load_lessons(folder: Path = CONTENT) -> None:
    """Make the course ready and take in the lessons that never were. Raises CourseIsWrong, and takes nothing in."""
    taken = set(ShippedLesson.objects.values_list("language", "job"))
    if lessons_in(folder) <= taken:
        return
    faults: list[str] = []
    with disable_reference_index_auto_update():  # each page is saved three times
        for language, pages in read_course(folder).items():
            root = _root(language, pages[""])
            for job, page in pages.items():
                if job and (language, job) not in taken:
                    faults += [f"{language}.yaml: {job}: {said}" for said in _take_in(root, job, page)]
                    ShippedLesson.objects.create(job=job, language=language)
    if faults:
        raise CourseIsWrong("\n".join(faults))
    for lesson in LessonPage.objects.all():
        ReferenceIndex.create_or_update_for_object(lesson)
    place_everybody()


def _root(language: str, words: dict[str, Any]) -> LessonRoot:
    """The root of the language, made where it is missing, which editors may change."""
    root: LessonRoot | None = LessonRoot.objects.filter(language=language).first()
    if root is None:
        locale, _made = Locale.objects.get_or_create(language_code="sv")
        root = LessonRoot(
            title=words["title"], lead=words["lead"], language=language, slug=f"utbildning-{language}",
            locale=locale, translation_key=uuid.uuid5(NAMESPACE, language),
        )  # fmt: skip
        Page.get_first_root_node().add_child(instance=root)
        root.save_revision().publish()
    group, _made = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for verb in MAY:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{verb}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    return root


def _take_in(root: LessonRoot, job: str, words: dict[str, Any]) -> list[str]:
    """Write and publish a lesson, or say what is wrong with it, as an editor would have been told."""
    page = unsaved_page(root.language, job, words)
    if faults := faults_of(page):
        return faults
    page.locale = root.locale
    try:
        root.add_child(instance=page)
        page.full_clean()
    except ValidationError as wrong:
        return wrong.messages
    page.save_revision().publish()
    return []


def unsaved_page(language: str, job: str, words: dict[str, Any]) -> LessonPage:
    """The lesson as a page that has no place in the tree yet."""
    return LessonPage(
        job=job, language=language, slug=f"{job}-{language}", live=False,
        translation_key=uuid.uuid5(NAMESPACE, f"{language}/{job}"), title=words["title"], lead=words["lead"],
        scenes=[("scene", one) for one in words["scenes"]],
        closing=[("sentence", one) for one in words["closing"]],
        checked_by=words["checked_by"], checked_on=words["checked_on"],
    )  # fmt: skip


def faults_of(page: LessonPage) -> list[str]:
    """What an editor would have been told is wrong with the words."""
    faults = [said for field in (page.scenes, page.closing) for child in field for said in _refusals(child)]
    if faults:
        return faults
    try:
        page.clean_fields(exclude=WAGTAILS_OWN)
        page.check_scenes()
    except ValidationError as wrong:
        found: list[str] = wrong.messages
        return found
    return []


def _refusals(child: Any) -> Iterator[str]:
    try:
        child.block.clean(child.value)
    except ValidationError as wrong:
        key = child.value["key"] if child.block_type == "scene" else child.block_type
        yield f"{key}: {wrong}"
