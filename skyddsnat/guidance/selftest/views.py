"""The self-test: five situations, two ways each. Links only, so that nothing is sent and nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

from skyddsnat.core.api import public
from skyddsnat.guidance.access import shared_values
from skyddsnat.guidance.campaigns.sharing import shared
from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.selftest.wording import words_of_test
from skyddsnat.guidance.translations import translations

SITUATIONS = 5
WAYS = ("a", "b")
TURNED = {
    2,
    4,
}  # situations whose second way is shown first, so that the first is not always the one that helps
HOLES = {"danger": "112", "police": "114-14", "age": "child-age"}  # hole in a text → key of the shared value


@public
def start(request: HttpRequest) -> HttpResponse:
    """What it is, and a way to begin."""
    return _page(request, "start", "guidance:test", begin_url=_situation_url(1))


@public
def situation(request: HttpRequest, number: int) -> HttpResponse:
    """One situation and the two ways."""
    _check(number)
    ways = WAYS[::-1] if number in TURNED else WAYS
    return _page(
        request,
        "situation",
        "guidance:test-situation",
        number=number,
        question=_text(f"q{number}"),
        ways=[
            {"label": _text(f"q{number}_{way}"), "url": reverse("guidance:test-answer", args=[number, way])}
            for way in ways
        ],
    )


@public
def answer(request: HttpRequest, number: int, way: str) -> HttpResponse:
    """What the chosen way leads to, calmly, and on to the next situation."""
    _check(number)
    if way not in WAYS:
        raise Http404
    last = number == SITUATIONS
    return _page(
        request,
        "answer",
        "guidance:test-answer",
        number=number,
        way=way,
        question=_text(f"q{number}"),
        chosen=_text(f"q{number}_{way}"),
        said=_text(f"q{number}_{way}_said"),
        last=last,
        next_url=reverse("guidance:test-done") if last else _situation_url(number + 1),
    )


@public
def done(request: HttpRequest) -> HttpResponse:
    """The end: nobody has been given points. The picture can be shared."""
    return _page(request, "done", "guidance:test-done", picture=shared("prova"))


def _check(number: int) -> None:
    if not 1 <= number <= SITUATIONS:
        raise Http404


def _situation_url(number: int) -> str:
    return reverse("guidance:test-situation", args=[number])


def _text(key: str) -> str:
    """A text with the shared values that it names in their places."""
    values = shared_values()
    holes = {hole: values.get(name, "") for hole, name in HOLES.items()}
    return format_html(words_of_test(get_language() or "sv").texts[key], **holes)


def _page(request: HttpRequest, template: str, name: str, **context: Any) -> HttpResponse:
    language = get_language() or "sv"
    say = words_of_test(language)
    number, way = context.get("number"), context.get("way")
    place = {key: value for key, value in (("number", number), ("way", way)) if value}
    around = {
        "say": say.texts,
        "step": say("step", n=number, total=SITUATIONS) if number else "",
        "checked_by": say.checked_by,
        "checked_on": say.checked_on,
        "share": shared("prova"),
        "translations": translations(name, **place),
    }
    return render(request, f"guidance/selftest/{template}.html", {**frame(None), **around, **context})
