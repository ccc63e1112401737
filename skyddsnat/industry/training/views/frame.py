"""What the pages of a lesson share: which lesson, what is around it, and one question after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from skyddsnat.core.api import from_elsewhere
from skyddsnat.industry.models import LessonPage, LessonVersion, Site
from skyddsnat.industry.training import access
from skyddsnat.industry.training.showing import Shown, checked, closing, language_for, languages, page
from skyddsnat.industry.training.state import State, forget, keep, state_in
from skyddsnat.industry.training.texts import words_in

type Finish = Callable[[State], HttpResponse]


def code_page(request: HttpRequest, asked: str, status: int = 200) -> HttpResponse:
    """The page with the field for a code; says so when no workplace has the one that was asked for."""
    there = access.languages_at(None)
    language = language_for(request, there)
    here = reverse("industry:training")
    context = {
        "asked": asked,
        "wrong": words_in(language)("code_wrong", code=asked) if asked else "",
        "languages": languages(there, language, lambda code: f"{here}?sprak={code}"),
    }
    return page(request, "code", language, context, status=422 if asked and status == 200 else status)


def the_lesson(code: str, language: str, job: str) -> tuple[Site | None, LessonPage]:
    """The workplace, or None, and its lesson. Raises Http404 when there is no such lesson at the workplace."""
    here = access.open_site(code)
    if here is None:
        return None, LessonPage()
    for one in access.lessons_at(here, language):
        if one.job == job:
            return here, one
    raise Http404


def stepwise(
    request: HttpRequest, shown: Shown, version: LessonVersion, around_it: dict[str, Any], finished: Finish
) -> HttpResponse:
    """One question a page, and what is told of the choice. With JavaScript the whole lesson goes on within the page."""
    state = state_in(request, version.pk)
    wrong = ""
    if request.method == "POST" and not from_elsewhere(request):
        answered = _answered(request, shown, state, finished)
        if answered is not None:
            return answered
        wrong = shown.say("choose")
    told = state.read < len(state.picks)
    number = len(state.picks) - told
    context = {
        **around_it,
        "version": version.pk,
        "step": shown.step(number),
        "chosen": state.picks[-1] if told else "",
        "last": number + 1 == len(shown.steps),
        "begun": bool(state.picks),
        "wrong": wrong,
        "whole": shown.whole(),
    }
    return page(request, "lesson", version.language, context, status=422 if wrong else 200)


def _answered(request: HttpRequest, shown: Shown, state: State, finished: Finish) -> HttpResponse | None:
    """Where a form leads; None when nothing was chosen. What was sent twice, or from an old page, changes nothing."""
    response: HttpResponse = HttpResponseRedirect(request.path)
    if "restart" in request.POST:
        forget(response, request)
        return response
    total = len(shown.steps)
    if "next" in request.POST and state.picks:
        state = state.went_on()
        if len(state.picks) == total:
            response = finished(state)
            forget(response, request)
            return response
    elif request.POST.get("step") == str(len(state.picks)) and len(state.picks) < total:
        step = shown.steps[len(state.picks)]
        choice = request.POST.get("choice", "")
        if choice not in shown.choices_of(step.scene):
            return None
        state = state.chose(choice, step)
    keep(response, request, state)
    return response


def around(here: Site, one: LessonPage, recheck: bool) -> dict[str, Any]:
    """What the pages of a lesson have around their question."""
    others = {other.language: other for other in access.lessons().filter(job=one.job)}
    there = [code for code in access.languages_at(here) if code in others]
    return {
        "lesson": one,
        "checked": checked(one),
        "closing": closing(one),
        "site_url": f"{reverse('industry:training-site', args=[here.code])}?sprak={one.language}",
        "recheck_url": address_of(here, one, recheck=True),
        "calendar_url": reverse("industry:training-calendar", args=[here.code, one.language, one.job]),
        "badge_url": reverse("industry:training-badge", args=[here.code, one.language, one.job]),
        "answers_url": reverse("industry:training-answers", args=[here.code]),
        "languages": languages(there, one.language, lambda code: address_of(here, others[code], recheck)),
    }


def address_of(here: Site, one: LessonPage, recheck: bool) -> str:
    name = "industry:training-recheck-lesson" if recheck else "industry:training-lesson"
    return reverse(name, args=[here.code, one.language, one.job])
