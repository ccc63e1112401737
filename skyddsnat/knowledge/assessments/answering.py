"""Answering, page by page: with an account, or by a personal link. Each page is saved as it is left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, public
from skyddsnat.core.models import User
from skyddsnat.knowledge.assessments import actions, parts
from skyddsnat.knowledge.assessments.access import assessment_of
from skyddsnat.knowledge.assessments.forms import LEVELS, NOT_APPLICABLE, StatementsForm
from skyddsnat.knowledge.assessments.rules import pages
from skyddsnat.knowledge.assessments.statements import said
from skyddsnat.knowledge.assessments.views import trail
from skyddsnat.knowledge.ladder.parts import name_of
from skyddsnat.knowledge.models import AssessmentAnswer, SelfAssessment


@public
def answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of statements; nothing typed is lost when something is wrong or somebody else has saved."""
    found, user = assessment_of(request, pk)
    every = pages(found.statements)
    if not 1 <= number <= len(every):
        raise Http404
    if found.submitted_on is not None:
        return redirect("knowledge:assessment-thanks", pk=pk)
    statements = every[number - 1]
    saved = actions.given_of(found, [one["code"] for one in statements])
    form = StatementsForm(request.POST or None, statements=statements, saved=saved)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            actions.save_answers(
                assessment=found, given=form.given(), seen=form.cleaned_data["seen"], by=user
            )
        except actions.AnsweredMeanwhile as conflict:
            theirs = _theirs(form, conflict)
            typed = request.POST.copy()
            typed["seen"] = conflict.seen
            form.data = typed
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _onward(request, found, number, len(every))
    last_year = _answers_of_last_year(found)
    shown = [part | {"before": last_year.get(part["code"], "")} for part in form.parts()]
    context = {
        "form": form, "parts": shown, "number": number, "last": len(every), "theirs": theirs,
    }  # fmt: skip
    return page(request, found, user, "knowledge/assessments/answer.html", context)


def _onward(request: HttpRequest, found: SelfAssessment, number: int, last: int) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, _("Svaren är sparade. Fortsätt när det passar."))
        return redirect("knowledge:assessment-thanks", pk=found.pk)
    if number < last:
        return redirect("knowledge:assessment-answer", pk=found.pk, number=number + 1)
    return redirect("knowledge:assessment-check", pk=found.pk)


def _theirs(form: StatementsForm, conflict: actions.AnsweredMeanwhile) -> list[dict[str, Any]]:
    """What somebody else saved, where it differs from what was typed."""
    typed = {one.statement: one for one in form.given()}
    words = {one["code"]: said(one) for one in form.statements}
    labels = dict(LEVELS)
    return [
        {
            "label": words[code],
            "value": " · ".join(
                filter(None, [
                    str(labels[NOT_APPLICABLE if one.not_applicable else str(one.level)]) if not one.is_empty
                    and (one.not_applicable or one.level is not None) else "",
                    one.plan, one.responsible,
                ])
            ),
        }
        for code, one in conflict.current.items()
        if one != typed[code]
    ]  # fmt: skip


def _answers_of_last_year(found: SelfAssessment) -> dict[str, str]:
    """Statement → the level a year ago, in words."""
    before = AssessmentAnswer.objects.filter(
        assessment__organisation=found.organisation_id, assessment__method=found.method_id,
        assessment__group=found.group, assessment__year=found.year - 1, assessment__submitted_on__isnull=False,
    )  # fmt: skip
    return {one.statement: parts.level_words(one) for one in before}


@public
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers on one page, each with a way back to it, before they are submitted."""
    found, user = assessment_of(request, pk)
    if found.submitted_on is not None:
        return redirect("knowledge:assessment-thanks", pk=pk)
    if request.method == "POST":
        try:
            actions.submit_assessment(assessment=found, by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Självskattningen är inlämnad. Tack!"))
            return redirect("knowledge:assessment-thanks", pk=pk)
    saved = {one.statement: one for one in found.answers.all()}
    rows = [
        {
            "code": one["code"],
            "label": said(one),
            "level": parts.level_words(saved.get(one["code"])),
            "missing": one["code"] not in saved or not saved[one["code"]].is_answered,
            "answer": saved.get(one["code"]),
            "number": number,
        }
        for number, some in enumerate(pages(found.statements), start=1)
        for one in some
    ]
    context = {
        "rows": rows,
        "last": len(pages(found.statements)),
        "complete": not any(row["missing"] for row in rows),
    }
    return page(request, found, user, "knowledge/assessments/check.html", context)


@public
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved or submitted: what happens now, and the way on."""
    found, user = assessment_of(request, pk)
    if user is not None:
        return redirect(found)
    return page(
        request,
        found,
        user,
        "knowledge/assessments/thanks.html",
        {"share": parts.percent(parts.share_of(found))},
    )


def page(
    request: HttpRequest, found: SelfAssessment, user: User | None, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A page of answering, kept by nobody."""
    whole = context | {
        "assessment": found,
        "name": name_of(found.organisation),
        "breadcrumb": trail(found) if user is not None else [],
    }
    response = render(request, template, whole)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
