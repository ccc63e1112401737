"""What comes with the course: every text in every language, calm in length, with no number written out."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.shared.yaml_files import read_yaml

LESSONS = Path(__file__).parent.parent / "lessons"
LANGUAGES = ("sv", "en", "ar", "so", "ti", "pl", "th")
PLACEHOLDERS = {"{emergency}", "{police}"}
SPAN = {"happens": (150, 400), "ask": (8, 40), "text": (20, 120), "feedback": (100, 300)}  # characters
SPAN |= {"lead": (25, 200), "title": (3, 60), "closing": (30, 220), "line": (6, 140), "frame": (60, 140)}
WORDS = {"happens": (45, 90), "feedback": (30, 50)}  # in the languages that put about as many in a sentence
SENTENCES_AT_MOST = 5
CHECKED = {"checked_by", "checked_on"}
SCRIPTS = {"ar": "ARABIC", "ti": "ETHIOPIC", "th": "THAI"}  # the others write with Latin letters
SWEDISH = {"Polisen", "socialtjänsten", "tips"}  # said in Swedish everywhere, with what it means

Tree = dict[str, Any]


def read(name: str) -> Tree:
    found: Tree = read_yaml((LESSONS / f"{name}.yaml").read_text())
    return found


def leaves(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each text with the keys that lead to it, in order; a list's texts are numbered."""
    if isinstance(tree, dict | list):
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, below in pairs:
            yield from leaves(below, (*path, str(key)))
    else:
        yield path, tree


def kind_of(path: tuple[str, ...]) -> str:
    named = [key for key in path if not key.isdigit()]
    return "line" if named[0] == "sectors" and named[-1] != "title" else named[-1]


def text_faults(tree: Tree) -> list[str]:
    """What is wrong in any single text: empty, too long or short, an unknown placeholder, a digit."""
    faults = []
    for path, text in leaves({key: below for key, below in tree.items() if key not in CHECKED}):
        where = ".".join(path)
        if not isinstance(text, str) or not text.strip() or text != text.strip():
            faults.append(f"{where} is empty or has space around it")
            continue
        least, most = SPAN.get(kind_of(path), (3, 60))
        if not least <= len(text) <= most:
            faults.append(f"{where} is {len(text)} characters, not {least} to {most}")
        if set(re.findall(r"\{[^}]*\}?|\}", text)) - PLACEHOLDERS:
            faults.append(f"{where} has an unknown placeholder")
        if re.search(r"\d", text):
            faults.append(f"{where} has a digit: numbers to call come from the shared values")
    return faults


def course_of(tree: Tree) -> Tree:
    """The keys of a language as course.yaml has them, so that both can be compared with their order."""
    scenes = {key: list(scene["choices"]) for key, scene in tree["scenes"].items()}
    return {"jobs": list(tree["jobs"]), "scenes": scenes, "order": [list(scenes), *scenes.values()]}


def placeholders(tree: Tree) -> dict[tuple[str, ...], list[str]]:
    """Where each number stands. A choice and its feedback count as one: languages divide sentences differently."""
    found: dict[tuple[str, ...], list[str]] = {}
    for path, text in leaves(tree):
        scene = path[:4] if path[0] == "scenes" else path
        found[scene] = sorted([*found.get(scene, []), *re.findall(r"\{\w+\}", str(text))])
    return found


def course_faults(course: Tree) -> list[str]:
    """What is wrong in the course itself: jobs, scenes, choices, and where the good choice stands."""
    faults = [] if set(course["jobs"]) == set(Job.values) else ["the jobs are not those there are"]
    scenes, places = course["scenes"], {}
    for key, scene in scenes.items():
        grades = list(scene["choices"].values())
        if len(grades) != 3 or "good" not in grades or set(grades) - {"good", "fair", "poor"}:
            faults.append(f"{key} has not three choices, one of them good")
            continue
        places[key] = grades.index("good")
        faults += [] if scene["use"] in {"learn", "measure"} else [f"{key} has an unknown use"]
    for job, keys in course["jobs"].items():
        if len(set(keys)) != len(keys) or set(keys) - set(scenes):
            faults.append(f"{job} has a scene twice or one there is not")
            continue
        uses = Counter(scenes[key]["use"] for key in keys)
        faults += (
            [] if uses["measure"] == 2 and 3 <= uses["learn"] <= 4 else [f"{job} has too much or too little"]
        )
        faults += (
            []
            if len({places.get(key) for key in keys}) > 1
            else [f"{job}: the good one is always in one place"]
        )
    unused = set(scenes) - {key for keys in course["jobs"].values() for key in keys}
    faults += [f"{key} is met by nobody" for key in sorted(unused)]
    if max(Counter(places.values()).values()) > len(scenes) / 2 or len(set(places.values())) < 3:
        faults.append("the good choice stands too often in one place")
    return faults


def lesson_faults(tree: Tree, course: Tree, swedish: Tree) -> list[str]:
    faults = (
        []
        if set(tree) == CHECKED | {"title", "lead", "jobs", "scenes", "closing"}
        else ["other keys than agreed"]
    )
    faults += [] if course_of(tree) == course_of(course) else ["other keys or order than course.yaml"]
    faults += (
        [] if [path for path, _ in leaves(tree)] == [path for path, _ in leaves(swedish)] else ["unlike sv"]
    )
    faults += [] if placeholders(tree) == placeholders(swedish) else ["other numbers to call than sv"]
    return faults + text_faults(tree)


def guide_faults(tree: Tree, swedish: Tree) -> list[str]:
    same = [path for path, _ in leaves(tree)] == [path for path, _ in leaves(swedish)]
    faults = (
        []
        if same and list(tree["sectors"]) == list(JOBS_IN)
        else ["unlike sv, or other sectors than there are"]
    )
    for sector, lists in tree["sectors"].items():
        if not 6 <= len(lists["signs"]) <= 8:
            faults.append(f"{sector} has {len(lists['signs'])} signs, not six to eight")
        named = set(re.findall(r"\{\w+\}", " ".join(lists["call"])))
        faults += [] if named == PLACEHOLDERS else [f"{sector} does not say both numbers"]
    return faults + text_faults(tree)


def test_the_course_has_two_to_measure_and_three_or_four_to_learn_for_each_job() -> None:
    assert course_faults(read("course")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_the_course(language: str) -> None:
    assert lesson_faults(read(language), read("course"), read("sv")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_what_to_do_in_each_sector(language: str) -> None:
    assert guide_faults(read(f"what_to_do/{language}"), read("what_to_do/sv")) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_scenes_and_feedback_are_short_enough_to_read_at_work(language: str) -> None:
    for path, text in leaves(read(language)["scenes"]):
        least, most = WORDS.get(path[-1], (1, 90))
        assert least <= len(text.split()) <= most, path
        if path[-1] == "happens":
            assert len(re.findall(r"[.!?](?=[”]?(?:\s|$))", text)) <= SENTENCES_AT_MOST, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_written_with_its_own_letters(language: str) -> None:
    script = SCRIPTS.get(language, "LATIN")
    for name in (language, f"what_to_do/{language}"):
        for path, text in leaves(read(name)):
            own = re.sub("|".join([*SWEDISH, r"\{\w+\}"]), "", text)
            strange = {
                letter
                for letter in own
                if letter.isalpha() and not unicodedata.name(letter).startswith(script)
            }
            assert not strange, (name, path, strange)


def test_no_language_is_left_over_and_nobody_is_said_to_have_checked_without_a_date() -> None:
    for folder, more in ((LESSONS, {"course"}), (LESSONS / "what_to_do", set())):
        assert {path.stem for path in folder.glob("*.yaml")} == {*LANGUAGES, *more}
        for language in LANGUAGES:
            tree = read_yaml((folder / f"{language}.yaml").read_text())
            assert bool(tree["checked_by"]) == bool(tree["checked_on"]), (folder.name, language)


BREAKS: list[tuple[str, Callable[[Tree], Any]]] = [
    ("is empty", lambda tree: tree["scenes"]["late-check-in"].update(happens=" ")),
    ("characters", lambda tree: tree["scenes"]["late-check-in"].update(happens="Ord " * 150 + "slut.")),
    (
        "unknown placeholder",
        lambda tree: tree["closing"].__setitem__(0, "Ring {polis} om du är orolig för ett barn."),
    ),
    (
        "unknown placeholder",
        lambda tree: tree["closing"].__setitem__(0, "Ring {police om du är orolig för ett barn."),
    ),
    (
        "has a digit",
        lambda tree: tree["closing"].__setitem__(0, "Ring 112 om någon är i fara just nu, och vänta."),
    ),
    ("other keys or order", lambda tree: tree["scenes"].pop("late-check-in")),
    ("unlike sv", lambda tree: tree["closing"].pop()),
    (
        "other numbers",
        lambda tree: tree["closing"].__setitem__(2, "Ring {police} om någon är i fara just nu, alltid."),
    ),
    ("other keys than agreed", lambda tree: tree.update(more="Ett ord till.")),
]


@pytest.mark.parametrize(("said", "spoil"), BREAKS)
def test_a_fault_in_a_text_is_found(said: str, spoil: Callable[[Tree], Any]) -> None:
    tree = copy.deepcopy(read("sv"))
    spoil(tree)
    assert any(said in fault for fault in lesson_faults(tree, read("course"), read("sv")))


COURSE_BREAKS: list[tuple[str, Callable[[Tree], Any]]] = [
    (
        "not three choices",
        lambda course: course["scenes"]["late-check-in"]["choices"].update({"note-and-call": "fair"}),
    ),
    ("unknown use", lambda course: course["scenes"]["late-check-in"].update(use="test")),
    ("not those there are", lambda course: course["jobs"].pop("night")),
    ("too much or too little", lambda course: course["jobs"]["night"].pop()),
    ("twice or one there is not", lambda course: course["jobs"]["night"].append("gone")),
    ("met by nobody", lambda course: course["jobs"]["manager"].remove("week-after")),
    ("always in one place", lambda course: [_good_first(scene) for scene in course["scenes"].values()]),
    ("too often in one place", lambda course: [_good_first(scene) for scene in course["scenes"].values()]),
]


def _good_first(scene: Tree) -> None:
    scene["choices"] = dict(sorted(scene["choices"].items(), key=lambda choice: choice[1] != "good"))


@pytest.mark.parametrize(("said", "spoil"), COURSE_BREAKS)
def test_a_fault_in_the_course_is_found(said: str, spoil: Callable[[Tree], Any]) -> None:
    course = copy.deepcopy(read("course"))
    spoil(course)
    assert any(said in fault for fault in course_faults(course))


def test_a_fault_in_what_to_do_is_found() -> None:
    tree = copy.deepcopy(read("what_to_do/sv"))
    tree["sectors"]["taxi"]["signs"] = tree["sectors"]["taxi"]["signs"][:5]
    tree["sectors"]["hotel"]["call"] = ["Ring {police} när du blir orolig."]
    faults = guide_faults(tree, read("what_to_do/sv"))
    assert {"taxi has 5 signs, not six to eight", "hotel does not say both numbers"} <= set(faults)
