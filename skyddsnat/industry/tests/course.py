"""A small course of two languages, and a workplace, for the tests of the training."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.industry.models import Company, LessonVersion, Site
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.shipped import load_lessons
from skyddsnat.shared.dates import today

QUALITIES = {"stay-calm": "good", "wait": "fair", "follow": "poor"}
SCENES = {"first": "measure", "second": "measure", "third": "learn"}
CODE = "HTW346"
RECEPTION, NIGHT, BAR, DRIVER = "reception", "night", "bar", "driver"


def course_files(
    folder: Path, jobs: Collection[str] = (RECEPTION,), languages: Collection[str] = ("sv",), **changes: Any
) -> Path:
    """Write the files of a course with the same three scenes for every job."""
    scenes = {key: {"use": use, "choices": QUALITIES} for key, use in SCENES.items()}
    plan = {"version": 1, "jobs": {job: list(SCENES) for job in jobs}, "scenes": scenes}
    (folder / "course.yaml").write_text(yaml.safe_dump(plan | changes, sort_keys=False))
    for language in languages:
        (folder / f"{language}.yaml").write_text(
            yaml.safe_dump(_words(language, jobs), allow_unicode=True, sort_keys=False)
        )
    return folder


def _words(language: str, jobs: Collection[str]) -> dict[str, Any]:
    choices = {
        key: {"text": f"{key} {language} {{police}}", "feedback": f"Därför {key}. Ring {{police}}."}
        for key in QUALITIES
    }
    return {
        "checked_by": "", "checked_on": "", "title": f"Kurs {language}", "lead": "En kvart.",
        "jobs": {job: {"title": f"{job} {language}", "lead": "Så här."} for job in jobs},
        "scenes": {key: {"happens": f"Det händer {key}.", "ask": "Vad gör du?", "choices": choices} for key in SCENES},
        "closing": ["Ring {emergency} vid fara.", "Säg till <chefen>."],
    }  # fmt: skip


def load_course(folder: Path, *jobs: str, languages: Collection[str] = ("sv",)) -> None:
    """Take in a course of these jobs, the reception's when none is named. Few: each lesson is a page of Wagtail's."""
    load_lessons(course_files(folder, jobs or (RECEPTION,), languages))


def workplace(code: str = CODE, sector: str = "hotel", number: str = "5560000001") -> Site:
    """A workplace of a company that has joined, both made up."""
    organisation, _made = Organisation.objects.get_or_create(
        code=f"test-{number}", defaults={"name": f"Bolaget {number}", "kind": Organisation.Kind.COMPANY}
    )
    company, _made = Company.objects.get_or_create(
        number=number,
        defaults={
            "organisation": organisation, "contact_name": "Kim", "contact_email": "kim@example.org",
            "joined_at": timezone.now(),
        },
    )  # fmt: skip
    place = Place.objects.filter(kind="municipality").order_by("code")[0]
    return Site.objects.create(company=company, name="Hotell Testet", sector=sector, place=place, code=code)


def answered(before: str = "wait", after: str = "stay-calm", second: str = "") -> dict[str, dict[str, str]]:
    """Whole answers: the same choice in both scenes, unless the second one's is named."""
    return {
        "before": {"first": before, "second": second or before},
        "after": {"first": after, "second": second or after},
    }


def finish(site: Site, times: int = 1, *, job: str = "reception", language: str = "sv", **more: Any) -> None:
    """So many people finish the lesson."""
    lesson = LessonVersion.objects.filter(job=job, language=language).latest("number")
    told = {"answers": answered(), "day": today()} | more
    for _n in range(times):
        take(mark=uuid.uuid4(), site=site, lesson=lesson, **told)
