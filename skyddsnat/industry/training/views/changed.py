"""Only what has changed in a lesson, for somebody with a badge of how it was; with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.industry.models import LessonPage, LessonVersion
from skyddsnat.industry.training import access, badge
from skyddsnat.industry.training.changed import News, badge_after, news_in
from skyddsnat.industry.training.rules import are_choices
from skyddsnat.industry.training.showing import Shown, page
from skyddsnat.industry.training.state import State
from skyddsnat.industry.training.views.frame import around, code_page, stepwise, the_lesson
from skyddsnat.shared.codes import typed


class Asked(NamedTuple):
    """What an address asks for."""

    lesson: LessonPage
    version: LessonVersion
    news: News
    shown: Shown
    around_it: dict[str, Any]


def of_what_is_new(view: Callable[[HttpRequest, Asked], HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the lesson and what is new in it. When that has changed once more, the badge is to be checked again."""

    def found(request: HttpRequest, code: str, language: str, job: str, news: str) -> HttpResponse:
        here, one = the_lesson(code, language, job)
        if here is None:
            return code_page(request, typed(code), status=404)
        version = access.version_of(one)
        left = news_in(news, version)
        if left is None:
            return redirect(f"{reverse('industry:badge-check')}?igen=1")
        address = [here.code, language, job, news]
        around_it = around(here, one, recheck=False) | {
            "changed": True,
            "badge_url": reverse("industry:training-changed-badge", args=address),
            "answers_url": "",
            "calendar_url": "",
            "languages": [],
        }
        return view(request, Asked(one, version, left, Shown(one, only=left.scenes), around_it))

    return found


@public
@csrf_exempt  # nobody is signed in here, and what is sent is held against what this lesson's cookie holds
@of_what_is_new
def lesson(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The questions that are new or have changed, and what is told of each choice. Nothing of it is kept."""
    after = f"{request.path}klar/"

    def finished(state: State) -> HttpResponse:
        response = HttpResponseRedirect(after)
        badge.remember(response, " ".join([str(state.mark), *state.picks]), after)
        return response

    return stepwise(request, asked.shown, asked.version, asked.around_it, finished)


@public
@of_what_is_new
def done(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What to do at work, and the new badge."""
    mark, *picks = badge.remembered(request).split() or [""]
    context = {**asked.around_it, "mark": mark, "picks": " ".join(picks)}
    return page(request, "done", asked.lesson.language, context)


@public
@csrf_exempt  # nobody is signed in here, and who has not answered every question gets nothing
@require_POST
@of_what_is_new
def ask_for_badge(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Open the badge that is used from now on, when every question has been answered."""
    shown, picks = asked.shown, request.POST.get("picks", "").split()
    choices = {step.scene: shown.choices_of(step.scene) for step in shown.steps}
    secret = None
    if are_choices(picks, shown.steps, choices) and not from_elsewhere(request):
        mark = request.POST.get("mark", "")
        secret = badge_after(mark=mark, news=asked.news, lesson=asked.lesson, version=asked.version)
    if secret is not None:
        return redirect("industry:badge-new", secret)
    return page(request, "done", asked.lesson.language, {**asked.around_it, "no_badge": True}, status=422)
