"""What the pages of the course show: the frame around them, and each step of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString

from skyddsnat.core.api import language_asked
from skyddsnat.industry.models import LessonPage
from skyddsnat.industry.training.rules import GOOD, Step, steps_of
from skyddsnat.industry.training.texts import as_links, day_in, plain_numbers, shown, words_in
from skyddsnat.shared.languages import AT_WORK, direction
from skyddsnat.shared.wording import SOURCE


class Language(NamedTuple):
    """A language that the page can be read in."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


def language_for(request: HttpRequest, there: list[str]) -> str:
    return language_asked(request, there, SOURCE)


def languages(there: list[str], current: str, address: Callable[[str], str]) -> list[Language]:
    """The languages to choose among, each with its address."""
    return [Language(code, AT_WORK[code], direction(code), address(code), code == current) for code in there]


def page(
    request: HttpRequest, template: str, language: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the course. It asks nobody who they are, and its address goes no further."""
    request.is_public = True  # type: ignore[attr-defined]
    around = {
        "language": language,
        "direction": direction(language),
        "say": words_in(language).texts,
        "numbers": as_links(plain_numbers()),
    }
    response = render(request, f"industry/training/{template}.html", around | context, status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


class Shown:
    """A lesson as its pages show it."""

    def __init__(
        self, lesson: LessonPage, *, recheck: bool = False, only: Collection[str] | None = None
    ) -> None:
        self.say = words_in(lesson.language)
        plain = plain_numbers()
        self.numbers = as_links(plain)
        # In a choice a number is only read: a link there would be in the way of choosing.
        self.plain = {name: escape(number) for name, number in plain.items()}
        self.scenes = {block.value["key"]: block.value for block in lesson.scenes}
        uses = [(key, scene["use"]) for key, scene in self.scenes.items()]
        self.steps = steps_of(uses, recheck=recheck, only=only)

    def step(self, number: int) -> dict[str, Any]:
        """The step of that number, from 0: the scene, the choices, and what is told of each."""
        step = self.steps[number]
        scene = self.scenes[step.scene]
        best = next(one for one in scene["choices"] if one["quality"] == GOOD)
        return {
            "number": number,
            "scene": step.scene,
            "moment": step.moment,
            "tells": step.is_answered,
            "progress": self.say("step", n=number + 1, total=len(self.steps)),
            "done": number,
            "total": len(self.steps),
            "about": self.say.texts[step.moment or "during"],
            "happens": shown(scene["happens"], self.numbers),
            "ask": shown(scene["ask"], self.plain),
            "choices": [self._choice(one, best, step) for one in scene["choices"]],
        }

    def _choice(self, one: Any, best: Any, step: Step) -> dict[str, Any]:
        told: dict[str, str | SafeString] = {"key": one["key"], "text": shown(one["text"], self.plain)}
        if step.is_answered:
            told |= {
                "quality": one["quality"],
                "verdict": self.say.texts[one["quality"]],
                "feedback": shown(one["feedback"], self.numbers),
                "better": "" if one["quality"] == GOOD else shown(best["text"], self.plain),
            }
        return told

    def choices_of(self, scene: str) -> set[str]:
        return {one["key"] for one in self.scenes[scene]["choices"]}

    def whole(self) -> list[dict[str, Any]]:
        """Every step, for the page that goes on without a network."""
        return [self.step(number) for number in range(len(self.steps))]


def closing(lesson: LessonPage) -> list[SafeString]:
    """What to do, a sentence each."""
    numbers = as_links(plain_numbers())
    return [shown(block.value, numbers) for block in lesson.closing]


def checked(lesson: LessonPage) -> str:
    """Who has checked the text, or that nobody who speaks the language has."""
    say = words_in(lesson.language)
    if not lesson.checked_by:
        return say.texts["unchecked"]
    return say("checked", who=lesson.checked_by, day=day_in(lesson.language, lesson.checked_on))


def calendar_host() -> str:
    """What ends the lasting name of an event."""
    return settings.SITE_ADDRESS.partition("//")[2].partition(":")[0]
