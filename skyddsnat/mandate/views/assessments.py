"""The child-rights assessment: an overview, six steps with one page each, and the decision by another person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.mandate import access, rules
from skyddsnat.mandate.actions import assessments as actions
from skyddsnat.mandate.actions.activities import ChangedMeanwhile
from skyddsnat.mandate.chain import chain_for
from skyddsnat.mandate.forms.activities import RemarkForm, StepForm
from skyddsnat.mandate.guidance import ARTICLES, GUIDANCE, QUESTIONS, STEP_TITLES
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.views.frame import (
    Context,
    assessment_tag,
    own_words,
    page,
    posted,
    the_activity,
    trail,
    typed_on,
)


@requires(access.READ)
def assessment(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """All six answers, how far the assessment has come, and what can be done with it now."""
    activity = the_activity(request, slug, number)
    found = activity.assessment
    decided = found is not None and found.decided_at is not None
    context = _frame(
        request,
        activity,
        assessment=found,
        chain=chain_for(activity),
        tag=assessment_tag(activity),
        rows=_rows(activity, editable=access.may_write(request.user) and not decided),
        may_decide=access.may_decide(request.user),
        is_writer=found is not None and access.has_written(request.user, found),
        missing=rules.missing_steps(found.answers if found else {}),
        first_url=reverse("mandate:assessment-step", args=[slug, number, _first(activity)]),
    )
    return render(request, "mandate/assessment.html", context)


@requires(access.WRITE)
def assessment_step(request: AuthenticatedRequest, slug: str, number: int, step: str) -> HttpResponse:
    """One question. The answer is saved as a draft; an empty one may be filled in later."""
    activity = the_activity(request, slug, number)
    if step not in rules.STEPS:
        raise Http404(step)
    found = activity.assessment
    overview = reverse("mandate:assessment", args=[slug, number])
    if found is not None and found.decided_at is not None:
        messages.info(request, _("Prövningen är beslutad och kan inte ändras."))
        return redirect(overview)
    initial = {"answer": getattr(found, step, ""), "version": found.version if found else 0}
    form = StepForm(posted(request), question=str(QUESTIONS[step]), initial=initial)
    theirs = ""
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.write_assessment(
                activity=activity, by=request.user, version=version, **{step: form.cleaned_data["answer"]}
            )
        except ChangedMeanwhile as conflict:
            theirs = getattr(conflict.current, step)
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            following = _following(step)
            return (
                redirect("mandate:assessment-step", slug, number, following)
                if following
                else redirect(overview)
            )
    context = _frame(
        request,
        activity,
        form=form,
        theirs=theirs,
        step=step,
        steps=_steps(activity, step),
        guidance=GUIDANCE[step],
        articles=ARTICLES if step == "knowledge" else [],
        submit=_("Spara och fortsätt") if _following(step) else _("Spara och kontrollera"),
        cancel_url=overview,
    )
    return render(request, "mandate/assessment_step.html", context)


@requires(access.WRITE)
def assessment_send(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Ask a manager to decide."""
    activity = the_activity(request, slug, number)
    if request.method == "POST":
        try:
            actions.send_assessment(activity=activity, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Prövningen är skickad för beslut. En chef som inte har skrivit i den beslutar.")
            )
    return redirect("mandate:assessment", slug, number)


@requires(access.APPROVE)
def assessment_decide(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Read the whole text, then decide it or send it back with what has to change."""
    activity = the_activity(request, slug, number)
    overview = reverse("mandate:assessment", args=[slug, number])
    sending_back = request.method == "POST" and "return" in request.POST
    form = RemarkForm(posted(request) if sending_back else None)
    try:
        if sending_back and form.is_valid():
            actions.return_assessment(activity=activity, remark=form.cleaned_data["remark"], by=request.user)
            messages.success(request, _("Prövningen är skickad tillbaka."))
            return redirect(overview)
        if request.method == "POST" and not sending_back:
            version = int(request.POST.get("version") or 0)
            actions.decide_assessment(activity=activity, by=request.user, version=version)
            messages.success(request, _("Prövningen är beslutad. Insatsen kan börja."))
            return redirect("mandate:activity", slug, number)
    except ChangedMeanwhile:
        messages.error(
            request, _("Texten har ändrats sedan du öppnade sidan. Läs den igen innan du beslutar.")
        )
        return redirect("mandate:assessment-decide", slug, number)
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
        return redirect(overview)
    found = activity.assessment
    context = _frame(
        request,
        activity,
        assessment=found,
        form=form,
        rows=_rows(activity, editable=False),
        is_writer=found is not None and access.has_written(request.user, found),
        can_decide=found is not None and found.sent_at is not None and found.decided_at is None,
        cancel_url=overview,
    )
    return render(request, "mandate/assessment_decide.html", context)


def _frame(request: AuthenticatedRequest, activity: Activity, **more: Any) -> Context:
    return page(
        request,
        activity.assignment,
        activity=activity,
        breadcrumb=trail(activity.assignment, activity),
        **more,
    )


def _rows(activity: Activity, *, editable: bool) -> list[dict[str, Any]]:
    answers = activity.assessment.answers if activity.assessment else {}
    slug, number = activity.assignment.slug, activity.number
    return [
        {
            "label": str(QUESTIONS[step]),
            "url": reverse("mandate:assessment-step", args=[slug, number, step]) if editable else "",
            **own_words(answers.get(step, "")),
        }
        for step in rules.STEPS
    ]


def _steps(activity: Activity, current: str) -> list[dict[str, Any]]:
    answers = activity.assessment.answers if activity.assessment else {}
    args = [activity.assignment.slug, activity.number]
    return [
        {
            "label": str(STEP_TITLES[step]),
            "url": reverse("mandate:assessment-step", args=[*args, step]),
            "state": "current" if step == current else "done" if answers.get(step, "").strip() else "todo",
        }
        for step in rules.STEPS
    ]


def _first(activity: Activity) -> str:
    missing = rules.missing_steps(activity.assessment.answers if activity.assessment else {})
    return missing[0] if missing else rules.STEPS[0]


def _following(step: str) -> str:
    at = rules.STEPS.index(step) + 1
    return rules.STEPS[at] if at < len(rules.STEPS) else ""
