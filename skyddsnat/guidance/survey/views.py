"""The survey as visitors meet it: without a cookie, and with nothing kept but sums."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.guidance.campaigns.access import emergency_number, waves_for_visitors
from skyddsnat.guidance.campaigns.visits import address
from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.models import SurveyWave
from skyddsnat.guidance.survey import answering
from skyddsnat.guidance.survey.questions import ANSWERS, FIRST
from skyddsnat.guidance.survey.results import tally_of
from skyddsnat.guidance.survey.rules import Tally, can_be_told, share_of
from skyddsnat.guidance.translations import translations
from skyddsnat.shared.dates import today
from skyddsnat.shared.wording import Words, read_words

WORDS = Path(__file__).parent / "words"


@functools.cache
def survey_words(language: str) -> Words:
    """The words of the survey, in one language."""
    return read_words(language, WORDS)


@public
@csrf_exempt  # a visitor has no cookie that another site could use
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """Three questions; what was chosen is still there when the first one is not answered."""
    wave = get_object_or_404(waves_for_visitors(), code=code)
    if not wave.opens <= today() <= wave.closes or wave.seq is not None:
        return _page(request, wave, "guidance/survey/closed.html", told=told(wave))
    chosen = {question: request.POST.get(question, "") for question in ANSWERS}
    wrong = ""
    if request.method == "POST" and not from_elsewhere(request):
        if not answering.is_complete(chosen):
            wrong = "pick_first"
        elif _taken(request, wave, chosen):
            return redirect("guidance:survey-thanks", code=code)
        else:
            wrong = "again"
    return _page(
        request, wave, "guidance/survey/survey.html", status=422 if wrong else 200, wrong=_say(wrong),
        questions=_questions(chosen), mark=answering.new_mark(wave),
    )  # fmt: skip


@public
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """The answers are counted; on to what one can do."""
    wave = get_object_or_404(waves_for_visitors(), code=code)
    return _page(request, wave, "guidance/survey/thanks.html", told=told(wave))


def told(wave: SurveyWave) -> list[str]:
    """What may be said to the public of the campaign's surveys, a sentence each; empty with too few answers."""
    said = []
    for one in wave.campaign.waves.order_by("opens"):
        tally = tally_of(one)
        share = share_of(tally)
        if share is not None and can_be_told(tally):
            said.append(_sentence(one, tally, share.value, share.low, share.high))
    return said


def _sentence(wave: SurveyWave, tally: Tally, *fractions: float) -> str:
    share, low, high = (round(one * 100) for one in fractions)
    say = survey_words(get_language() or "sv")
    return say(f"told_{wave.moment}", share=share, answers=tally.answers, low=low, high=high)


def _taken(request: HttpRequest, wave: SurveyWave, chosen: dict[str, str]) -> bool:
    """Count the answers, once; False when the form is too old to be ours."""
    mark = request.POST.get("mark", "")
    try:
        answering.take(wave=wave, mark=mark, answers=chosen, language=get_language() or "sv", day=today())
    except answering.NotOurForm:
        return False
    return True


def _questions(chosen: dict[str, str]) -> list[dict[str, Any]]:
    """The questions with their answers in the page's language."""
    say = survey_words(get_language() or "sv")
    number = emergency_number()
    return [
        {
            "name": question,
            "label": say(question),
            "optional": question != FIRST,
            "answers": [
                {
                    "value": answer,
                    "label": say(f"{question}_{answer}", number=number),
                    "chosen": chosen[question] == answer,
                }
                for answer in answers
            ],
        }
        for question, answers in ANSWERS.items()
    ]


def _say(key: str) -> str:
    return survey_words(get_language() or "sv")(key) if key else ""


def _page(
    request: HttpRequest, wave: SurveyWave, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the survey. Not kept anywhere: each form is sent once."""
    language = get_language() or "sv"
    say = survey_words(language)
    around = frame(None) | {"translations": translations("guidance:survey", code=wave.code)}
    whole = {
        **around, **context, "say": say.texts, "more_url": address(wave.campaign.page, [language]),
    }  # fmt: skip
    response = render(request, template, whole, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
