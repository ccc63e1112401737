"""The questions afterwards, by a link that nothing ties to a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from skyddsnat.core.api import kept_to_itself, public
from skyddsnat.knowledge.gatherings.access import evaluation_with
from skyddsnat.knowledge.gatherings.evaluating import take_answers
from skyddsnat.knowledge.gatherings.forms import EvaluationForm
from skyddsnat.knowledge.gatherings.views.registration import closed
from skyddsnat.knowledge.models import Moment


@public
def evaluation(request: HttpRequest, secret: str) -> HttpResponse:
    """Some questions; what was chosen is still there when one is missing."""
    key = evaluation_with(secret)
    if key is None:
        return closed(request)
    form = EvaluationForm(request.POST or None, moment=key.moment)
    if form.is_valid():
        told = dict(form.cleaned_data)
        comment = told.pop("comment", "")
        take_answers(secret=secret, answers=told, comment=comment)  # a second click adds nothing
        return kept_to_itself(redirect("knowledge:evaluation-thanks"))
    context = {"gathering": key.gathering, "form": form, "later": key.moment == Moment.LATER}
    return kept_to_itself(render(request, "knowledge/gatherings/evaluation.html", context))


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """The answers are counted."""
    return render(request, "knowledge/gatherings/thanks.html")
