"""The course as those who work somewhere meet it: a code, a job, a lesson. No account, and no need of JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.industry.sectors.addresses import site_address
from skyddsnat.industry.training import access, badge
from skyddsnat.industry.training.attempts import take
from skyddsnat.industry.training.showing import Shown, language_for, languages, page
from skyddsnat.industry.training.state import State
from skyddsnat.industry.training.texts import words_in
from skyddsnat.industry.training.views.frame import address_of, around, code_page, stepwise, the_lesson
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
            {"title": one.title, "lead": one.lead, "url": address_of(found, one, recheck)}
            for one in access.lessons_at(found, language)
        ],
    }
    return page(request, "site", language, context)


@public
@csrf_exempt  # nobody is signed in here, and what is sent is held against what this lesson's cookie holds
def lesson(request: HttpRequest, code: str, language: str, job: str, recheck: bool = False) -> HttpResponse:
    """One question a page, and what is told of the choice. With JavaScript the whole lesson goes on within the page."""
    here, one = the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    version = access.version_of(one)
    shown = Shown(one, recheck=recheck)

    def finished(state: State) -> HttpResponse:
        answers = state.answers(shown.steps)
        take(mark=state.mark, site=here, lesson=version, answers=answers, is_recheck=recheck, day=today())
        response = HttpResponseRedirect(f"{request.path}klar/")
        if not recheck:
            badge.remember(response, str(state.mark), f"{request.path}klar/")
        return response

    return stepwise(request, shown, version, {**around(here, one, recheck), "recheck": recheck}, finished)


@public
def done(request: HttpRequest, code: str, language: str, job: str, recheck: bool = False) -> HttpResponse:
    """What to do at work, and how to come back in 90 days."""
    here, one = the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    shown = {**around(here, one, recheck), "recheck": recheck, "mark": badge.remembered(request)}
    return page(request, "done", language, shown)


@public
@csrf_exempt  # nobody is signed in here, and who has no mark of a finished lesson gets nothing
@require_POST
def ask_for_badge(request: HttpRequest, code: str, language: str, job: str) -> HttpResponse:
    """Open the badge of the lesson that was finished; when there is none, say when there will be."""
    here, one = the_lesson(code, language, job)
    if here is None:
        return code_page(request, typed(code), status=404)
    secret = None if from_elsewhere(request) else badge.badge_secret(request.POST.get("mark", ""))
    if secret is not None:
        return redirect("industry:badge-new", secret)
    shown = {**around(here, one, recheck=False), "recheck": False, "no_badge": True}
    return page(request, "done", language, shown, status=422)
