"""The course as those who work somewhere meet it: a code, a job, a lesson. No account, and no need of JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.industry.models import LessonPage, Site
from skyddsnat.industry.sectors.addresses import site_address
from skyddsnat.industry.training import access, badge
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.showing import Shown, checked, closing, language_for, languages, page
from skyddsnat.industry.training.state import State, forget, keep, state_in
from skyddsnat.industry.training.texts import words_in
from skyddsnat.shared.codes import typed
from skyddsnat.shared.dates import today


@public
def code(request: HttpRequest) -> HttpResponse:
    """Type the workplace's code."""
    asked = typed(request.GET.get("kod", ""))
    if asked and access.open_site(asked):
        language = language_for(request, access.languages_at(None))
        return redirect(f"{reverse('industry:training-site', args=[asked])}?sprak={language}")
    return code_page(request, asked)


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


@public
def site(request: HttpRequest, code: str, recheck: bool = False) -> HttpResponse:
    """Choose language and job at a workplace."""
    found = access.open_site(code)
    if found is None:
        return code_page(request, typed(code), status=404)
    name = "industry:training-recheck" if recheck else "industry:training-site"
    here = reverse(name, args=[found.code])
    if request.path != here:
        return redirect(here)
    there = access.languages_at(found)
    language = language_for(request, there)
    context = {
        "place": words_in(language)("place", site=found.name),
        "course": access.course_in(language),
        "to_do_url": site_address(found, language=language),
        "recheck": recheck,
        "languages": languages(there, language, lambda code: f"{here}?sprak={code}"),
        "jobs": [
            {"title": one.title, "lead": one.lead, "url": _address(found, one, recheck)}
            for one in access.lessons_at(found, language)
        ],
    }
    return page(request, "site", language, context)


@public
@csrf_exempt  # nobody is signed in here, and what is sent is held against what this lesson's cookie holds
def lesson(request: HttpRequest, code: str, language: str, job: str, recheck: bool = False) -> HttpResponse:
    """One question a page, and what is told of the choice. With JavaScript the whole lesson goes on within the page."""
    here, one = _the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    version = access.version_of(one)
    shown = Shown(one, recheck=recheck)
    state = state_in(request, version.pk)
    wrong = ""
    if request.method == "POST" and not from_elsewhere(request):
        answered = _answered(request, here, shown, state, recheck)
        if answered is not None:
            return answered
        wrong = shown.say("choose")
    told = state.read < len(state.picks)
    number = len(state.picks) - told
    context = {
        **_around(here, one, recheck),
        "version": version.pk,
        "recheck": recheck,
        "step": shown.step(number),
        "chosen": state.picks[-1] if told else "",
        "last": number + 1 == len(shown.steps),
        "begun": bool(state.picks),
        "wrong": wrong,
        "whole": shown.whole(),
    }
    return page(request, "lesson", language, context, status=422 if wrong else 200)


def _answered(
    request: HttpRequest, here: Site, shown: Shown, state: State, recheck: bool
) -> HttpResponse | None:
    """Where a form leads; None when nothing was chosen. What was sent twice, or from an old page, changes nothing."""
    response: HttpResponse = HttpResponseRedirect(request.path)
    if "restart" in request.POST:
        forget(response, request)
        return response
    total = len(shown.steps)
    if "next" in request.POST and state.picks:
        state = state.went_on()
        if len(state.picks) == total:
            take(
                mark=state.mark, site=here, lesson=access.versions().get(pk=state.lesson), is_recheck=recheck,
                answers=state.answers(shown.steps), day=today(),
            )  # fmt: skip
            response = HttpResponseRedirect(f"{request.path}klar/")
            forget(response, request)
            if not recheck:
                badge.remember(response, state.mark, f"{request.path}klar/")
            return response
    elif request.POST.get("step") == str(len(state.picks)) and len(state.picks) < total:
        step = shown.steps[len(state.picks)]
        choices = {one["key"] for one in shown.scenes[step.scene]["choices"]}
        choice = request.POST.get("choice", "")
        if choice not in choices:
            return None
        state = state.chose(choice, step)
    keep(response, request, state)
    return response


@public
def done(request: HttpRequest, code: str, language: str, job: str, recheck: bool = False) -> HttpResponse:
    """What to do at work, and how to come back in 90 days."""
    here, one = _the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    around = {**_around(here, one, recheck), "recheck": recheck, "mark": badge.remembered(request)}
    return page(request, "done", language, around)


@public
@csrf_exempt  # nobody is signed in here, and who has no mark of a finished lesson gets nothing
@require_POST
def ask_for_badge(request: HttpRequest, code: str, language: str, job: str) -> HttpResponse:
    """Open the badge of the lesson that was finished; when there is none, say when there will be."""
    here, one = _the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    secret = None if from_elsewhere(request) else badge.badge_secret(request.POST.get("mark", ""))
    if secret is not None:
        return redirect("industry:badge-new", secret)
    around = {**_around(here, one, recheck=False), "recheck": False, "no_badge": True}
    return page(request, "done", language, around, status=422)


def _the_lesson(code: str, language: str, job: str) -> tuple[Site | None, LessonPage]:
    """The workplace, or None, and its lesson. Raises Http404 when there is no such lesson at the workplace."""
    here = access.open_site(code)
    if here is None:
        return None, LessonPage()
    for one in access.lessons_at(here, language):
        if one.job == job:
            return here, one
    raise Http404


def _around(here: Site, one: LessonPage, recheck: bool) -> dict[str, Any]:
    """What the pages of a lesson have around their question."""
    others = {other.language: other for other in access.lessons().filter(job=one.job)}
    there = [code for code in access.languages_at(here) if code in others]
    return {
        "lesson": one,
        "checked": checked(one),
        "closing": closing(one),
        "site_url": f"{reverse('industry:training-site', args=[here.code])}?sprak={one.language}",
        "recheck_url": _address(here, one, recheck=True),
        "calendar_url": reverse("industry:training-calendar", args=[here.code, one.language, one.job]),
        "badge_url": reverse("industry:training-badge", args=[here.code, one.language, one.job]),
        "answers_url": reverse("industry:training-answers", args=[here.code]),
        "languages": languages(there, one.language, lambda code: _address(here, others[code], recheck)),
    }


def _address(here: Site, one: LessonPage, recheck: bool) -> str:
    name = "industry:training-recheck-lesson" if recheck else "industry:training-lesson"
    return reverse(name, args=[here.code, one.language, one.job])
