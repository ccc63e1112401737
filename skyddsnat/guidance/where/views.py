"""The pages of the guide: a question, or an outcome. The answers so far are the address, so that pages can be kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skyddsnat.core.api import public
from skyddsnat.guidance.access import shared_values
from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.keys import translation_key
from skyddsnat.guidance.onward import onward_from
from skyddsnat.guidance.references import with_values
from skyddsnat.guidance.where.reading import guide_words, the_tree
from skyddsnat.guidance.where.rules import (
    LINES,
    NoSuchStep,
    Outcome,
    Question,
    Walk,
    walk,
)
from skyddsnat.shared.wording import Words

TIP = (
    "tip"  # the page on what a good tip is: where it leads, the outcomes that tell what a tip holds lead too
)
TELLS_OF_TIPS = {"tip", "link-tip"}


class Option(NamedTuple):
    """An answer that can be given, and the page that it leads to."""

    url: str
    text: SafeString
    hint: SafeString | str
    danger: bool


class Answered(NamedTuple):
    """A question with the answer that was given, and where it can be given anew."""

    question: SafeString
    answer: SafeString
    url: str


class Turn(NamedTuple):
    """Somewhere to turn: its numbers and links, and the lines about it, each with its heading."""

    name: SafeString
    values: list[SafeString]
    about: SafeString
    facts: list[tuple[SafeString, SafeString]]


class Sayings:
    """The guide's words in one language, with every shared value in its place."""

    def __init__(self, words: Words, values: dict[str, SafeString]) -> None:
        self.words = words
        self.values = values

    def __call__(self, key: str) -> SafeString:
        return with_values(escape(self.words.texts[key]), self.values)

    def all(self, keys: Iterable[str]) -> list[SafeString]:
        return [self(key) for key in keys]

    def if_any(self, key: str) -> SafeString | str:
        return self(key) if key in self.words.texts else ""


@public
def step(request: HttpRequest, steps: str = "") -> HttpResponse:
    """The page that the answers in the address lead to."""
    try:
        walked = walk(the_tree(), tuple(steps.split("/")) if steps else ())
    except NoSuchStep as unknown:
        raise Http404(f"no such answer: {unknown}") from unknown
    words = guide_words(get_language() or "sv")
    say = Sayings(words, shared_values())
    frame_of_guide = frame(None, guide="where")
    tail = f"{steps}/" if steps else ""
    context = {
        **frame_of_guide,
        "translations": [
            one._replace(url=one.url + tail, full_url=one.full_url + tail)
            for one in frame_of_guide["translations"]
        ],
        "say": words.texts,
        "answered": _answered(walked, say),
        "back_url": address(walked.answers[:-1]) if walked.answers else frame_of_guide["home_url"],
        "start_url": address(()),
        "checked_by": words.checked_by,
        "checked_on": words.checked_on,
    }
    if isinstance(walked.at, Question):
        return render(
            request, "guidance/where/question.html", {**context, **_question(walked.at, walked, say)}
        )
    return render(request, "guidance/where/outcome.html", {**context, **_outcome(walked.at, say)})


@public
def moved(_request: HttpRequest, steps: str | None = None) -> HttpResponse:
    """From the guide's address in another language to the one in this."""
    return redirect(address(tuple(steps.split("/")) if steps else ()), permanent=True)


def address(answers: tuple[str, ...]) -> str:
    """Where the page that these answers lead to is, in the active language."""
    if not answers:
        return reverse("guidance:where")
    return reverse("guidance:where-step", args=["/".join(answers)])


def _answered(walked: Walk, say: Sayings) -> list[Answered]:
    return [
        Answered(say(f"ask-{question.asks}"), say(f"say-{answer}"), address(walked.answers[:number]))
        for number, (question, answer) in enumerate(walked.answered)
    ]


def _question(question: Question, walked: Walk, say: Sayings) -> dict[str, Any]:
    """The question with its answers; what to do in danger comes first on every page."""
    danger = the_tree().danger
    ways = {danger: (danger,)} | {answer: (*walked.answers, answer) for answer in question.answers}
    return {
        "title": say(f"ask-{question.asks}"),
        "lead": "" if walked.answers else say("lead"),
        "options": [
            Option(address(way), say(f"say-{answer}"), say.if_any(f"hint-{answer}"), answer == danger)
            for answer, way in ways.items()
        ],
    }


def _outcome(outcome: Outcome, say: Sayings) -> dict[str, Any]:
    tree = the_tree()
    first, *others = [_turn(key, say) for key in outcome.channels]
    return {
        "title": say(outcome.key),
        "lead": say(f"{outcome.key}-lead"),
        "emergency": first,
        "only_emergency": not others,
        "turns": others,
        "do": say.all(tree.lists.get(outcome.do, ())),
        "holds": say.all(tree.lists.get(outcome.holds, ())),
        "never": say.all(tree.lists.get(outcome.never, ())),
        "onward": onward_from(translation_key(TIP), get_language() or "sv")
        if outcome.holds in TELLS_OF_TIPS
        else [],
    }


def _turn(key: str, say: Sayings) -> Turn:
    channel = the_tree().channels[key]
    return Turn(
        say(f"name-{key}"),
        [say.values[one] for one in channel.values if one in say.values],
        say(channel.lines["for"]),
        [(say(f"head_{line}"), say(channel.lines[line])) for line in LINES[1:] if line in channel.lines],
    )
