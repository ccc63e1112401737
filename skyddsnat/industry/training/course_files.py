"""Reading the files of the course: one without words, and one of words a language. No database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.training.rules import CHOICES, GOOD, LEARN, MEASURE, MEASURES, QUALITIES
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.wording import SOURCE
from skyddsnat.shared.yaml_files import read_yaml

CONTENT = Path(__file__).parents[1] / "lessons"


class CourseIsWrong(Exception):
    """The files of the course cannot be used; names each file and what is wrong in it."""


def read_course(folder: Path = CONTENT) -> dict[str, dict[str, dict[str, Any]]]:
    """The lessons, language → job → what a page holds, in the languages that have a file. "" for the course itself.

    Raises CourseIsWrong.
    """
    if not (folder / "course.yaml").exists():
        return {}
    course = read_yaml((folder / "course.yaml").read_text())
    faults = list(_faults_of_course(course))
    found = {}
    for language in AT_WORK:
        path = folder / f"{language}.yaml"
        if not path.exists():
            continue
        words = read_yaml(path.read_text())
        wrong = [] if faults else [f"{path.name}: {fault}" for fault in _faults_of_words(course, words)]
        faults += wrong
        if not faults:
            found[language] = _pages(course, words)
    if found and SOURCE not in found:
        faults.append(f"{SOURCE}.yaml is missing")
    if faults:
        raise CourseIsWrong("\n".join(faults))
    return found


def lessons_in(folder: Path) -> set[tuple[str, str]]:
    """Language and job of every lesson that the files hold, without reading the words: that takes a second or two."""
    if not (folder / "course.yaml").exists():
        return set()
    jobs = read_yaml((folder / "course.yaml").read_text())["jobs"]
    return {(language, job) for language in AT_WORK if (folder / f"{language}.yaml").exists() for job in jobs}


def _pages(course: dict[str, Any], words: dict[str, Any]) -> dict[str, dict[str, Any]]:
    checked = {"checked_by": words.get("checked_by") or "", "checked_on": words.get("checked_on") or None}
    pages: dict[str, dict[str, Any]] = {"": {"title": words["title"], "lead": words["lead"]}}
    for job, keys in course["jobs"].items():
        scenes = [_scene(key, course["scenes"][key], words["scenes"][key]) for key in keys]
        pages[job] = {**words["jobs"][job], "scenes": scenes, "closing": words["closing"], **checked}
    return pages


def _scene(key: str, plan: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    choices = [
        {"key": choice, "quality": quality, **said["choices"][choice]}
        for choice, quality in plan["choices"].items()
    ]
    return {
        "key": key,
        "use": plan["use"],
        "happens": said["happens"],
        "ask": said["ask"],
        "choices": choices,
    }


def _faults_of_course(course: dict[str, Any]) -> Iterator[str]:
    scenes, qualities = course["scenes"], {code for code, _label in QUALITIES}
    for key, scene in scenes.items():
        graded = list(scene["choices"].values())
        if scene["use"] not in {LEARN, MEASURE}:
            yield f"course.yaml: {key} is neither to learn nor to measure"
        if len(graded) != CHOICES or GOOD not in graded or not set(graded) <= qualities:
            yield f"course.yaml: {key} must have {CHOICES} choices, one of them good"
    yield from (f"course.yaml: “{job}” is no job" for job in course["jobs"] if job not in Job.values)
    for job, keys in course["jobs"].items():
        uses = [scenes[key]["use"] for key in keys if key in scenes]
        if len(uses) < len(keys) or uses.count(MEASURE) != MEASURES or LEARN not in uses:
            yield f"course.yaml: {job} must have {MEASURES} scenes to measure, some to learn, and all of them known"


def _faults_of_words(course: dict[str, Any], words: dict[str, Any]) -> Iterator[str]:
    yield from (f"“{key}” is missing" for key in ("title", "lead", "closing") if not words.get(key))
    for job in course["jobs"]:
        said = words["jobs"].get(job) or {}
        if not (said.get("title") and said.get("lead")):
            yield f"the job “{job}” must have a title and a lead"
    for key, plan in course["scenes"].items():
        said = words["scenes"].get(key) or {}
        choices = said.get("choices") or {}
        whole = said.get("happens") and said.get("ask") and set(choices) == set(plan["choices"])
        if not whole or not all(one.get("text") and one.get("feedback") for one in choices.values()):
            yield f"the scene “{key}” must have all its words"
    if bool(words.get("checked_by")) != bool(words.get("checked_on")):
        yield "“checked_by” and “checked_on” go together"
