"""Packages for learning platforms: valid by the published schemas, small, always the same, and complete."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml
from django.contrib.staticfiles import finders
from lxml import etree

from skyddsnat.industry.lms.kinds import MANIFEST, PackageKind
from skyddsnat.industry.lms.packages import WORDS, files_of, name_of, package, packages
from skyddsnat.industry.models import LessonPage
from skyddsnat.industry.tests.course import load_course
from skyddsnat.industry.training.course_files import CONTENT
from skyddsnat.industry.training.shipped import load_lessons
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.wording import read_words

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "schemas"
LIMIT = 150 * 1024
KINDS = list(PackageKind)
IMPORTS = {
    PackageKind.SCORM_12: {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    },
    PackageKind.SCORM_2004: {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
}
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


@pytest.fixture
def lesson(tmp_path: Path) -> LessonPage:
    load_course(tmp_path)
    page: LessonPage = LessonPage.objects.get()
    page.title, page.lead = "Reception & <natt>", "Lugnt och stilla."
    return page


def schema_of(kind: PackageKind) -> etree.XMLSchema:
    """The published schemas of a kind, as one."""
    folder = SCHEMAS / kind.value
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{folder / name}"/>'
        for space, name in IMPORTS[kind].items()
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(whole))


@pytest.mark.parametrize("kind", list(IMPORTS))
def test_a_manifest_is_valid_and_names_every_file(lesson: LessonPage, kind: PackageKind) -> None:
    files = files_of(lesson, kind)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    schema_of(kind).assertValid(manifest)
    space = next(iter(IMPORTS[kind]))
    named = [one.get("href") for one in manifest.iter(f"{{{space}}}file")]
    assert sorted(named) == sorted(set(files) - {"imsmanifest.xml"})
    assert manifest.find(f".//{{{space}}}resource").get("href") == "index.html"
    assert manifest.findtext(f".//{{{space}}}item/{{{space}}}title") == "Reception & <natt>"


def test_the_schemas_refuse_what_is_wrong(lesson: LessonPage) -> None:
    for kind in IMPORTS:
        manifest = files_of(lesson, kind)["imsmanifest.xml"]
        for right, wrong in ((b'identifierref="lesson"', b'colour="red"'), (b'ype="sco"', b'ype="page"')):
            assert right in manifest
            assert not schema_of(kind).validate(etree.fromstring(manifest.replace(right, wrong)))


def test_a_cmi5_structure_says_what_the_specification_asks_for(lesson: LessonPage) -> None:
    whole = etree.fromstring(files_of(lesson, PackageKind.CMI5)["cmi5.xml"])
    assert whole.tag == f"{CMI5}courseStructure"
    assert [one.tag.removeprefix(CMI5) for one in whole] == ["course", "au"]
    course, unit = whole
    assert [one.tag.removeprefix(CMI5) for one in course] == ["title", "description"]
    assert [one.tag.removeprefix(CMI5) for one in unit] == ["title", "description", "url"]
    assert unit.get("moveOn") in {
        "Passed",
        "Completed",
        "CompletedAndPassed",
        "CompletedOrPassed",
        "NotApplicable",
    }
    assert unit.get("launchMethod") in {"AnyWindow", "OwnWindow"}
    assert unit.get("masteryScore") is None
    ids = [course.get("id"), unit.get("id")]
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"https?://\S+", one) for one in ids)
    for words in whole.iter(f"{CMI5}langstring"):
        assert words.get("lang") == "sv"
        assert words.text
    assert unit.findtext(f"{CMI5}url") == "index.html"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_lesson_is_the_same_bytes(lesson: LessonPage, kind: PackageKind) -> None:
    made = package(lesson, kind)
    assert package(lesson, kind) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert MANIFEST[kind] in archive.namelist()
        assert {name: archive.read(name) for name in archive.namelist()} == files_of(lesson, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_asks_nothing_of_anybody_else(lesson: LessonPage, kind: PackageKind) -> None:
    files = files_of(lesson, kind)
    page = files["index.html"].decode()
    assert re.findall(r'(?:src|href)="([^"#][^"]*)"', page)
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', page):
        assert address in files or address.startswith(("#", "tel:", "data:,")), address
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page)
    for name, content in files.items():
        if name.endswith((".css", ".js")):
            assert b"@import" not in content
            assert not re.search(rb"url\((?!#)", content), name
    assert "{police}" not in page
    assert "114" in page
    assert "Ingen som talar språket har granskat texten än." in page


def test_the_player_and_the_look_are_those_of_the_phone(lesson: LessonPage) -> None:
    files = files_of(lesson, PackageKind.CMI5)
    for name in ("lesson.js", "training.css"):
        found = finders.find(f"industry/{name}")
        assert found
        assert files[name] == Path(found).read_bytes()
    assert b'data-moment="before"' in files["index.html"]
    assert files["index.html"].count(b"data-step ") == 5


def test_several_lessons_come_in_one_file(tmp_path: Path) -> None:
    load_course(tmp_path, "reception", "night")
    lessons = list(LessonPage.objects.order_by("job"))
    with zipfile.ZipFile(io.BytesIO(packages(lessons, PackageKind.SCORM_12))) as archive:
        assert archive.namelist() == [name_of(one, PackageKind.SCORM_12) for one in lessons]
        assert archive.namelist()[0] == "skyddsnat-night-sv-1-scorm-1.2.zip"


def test_a_shipped_lesson_weighs_little_and_arabic_is_read_from_right_to_left(tmp_path: Path) -> None:
    plan = yaml.safe_load((CONTENT / "course.yaml").read_text())
    plan["jobs"] = {"reception": plan["jobs"]["reception"]}
    (tmp_path / "course.yaml").write_text(yaml.safe_dump(plan, sort_keys=False))
    for language in ("sv", "ar", "th"):
        shutil.copy(CONTENT / f"{language}.yaml", tmp_path)
    load_lessons(tmp_path)
    for page in LessonPage.objects.all():
        for kind in KINDS:
            assert sum(map(len, files_of(page, kind).values())) <= LIMIT
    arabic = files_of(LessonPage.objects.get(language="ar"), PackageKind.SCORM_12)["index.html"]
    assert b'<html lang="ar" dir="rtl"' in arabic


def test_every_language_of_the_course_has_the_words_around_it() -> None:
    for language in AT_WORK:
        assert read_words(language, WORDS).texts["private"]
