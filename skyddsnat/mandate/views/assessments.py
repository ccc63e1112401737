"""The child-rights assessment: an overview, the decision by another person, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access, rules
from skyddsnat.mandate.actions import assessments as actions
from skyddsnat.mandate.actions.follow_ups import follow_up_assessment
from skyddsnat.mandate.assessment_rules import done_steps, lacks
from skyddsnat.mandate.chain import chain_for
from skyddsnat.mandate.forms.activities import RemarkForm
from skyddsnat.mandate.forms.assessments import FollowUpForm
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.views.assessment_parts import follow_up_events, follow_up_state, sections
from skyddsnat.mandate.views.frame import Context, assessment_tag, page, posted, the_activity, trail


@requires(access.READ)
def assessment(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """All answers, what is missing, how far the assessment has come, and what can be done with it now."""
    activity = the_activity(request, slug, number)
    found = activity.assessment
    decided = found is not None and found.decided_at is not None
    may_write = access.may_write(request.user)
    context = assessment_frame(
        request,
        activity,
        assessment=found,
        chain=chain_for(activity),
        tag=assessment_tag(activity),
        sections=sections(activity, editable=may_write and not decided),
        may_decide=access.may_decide(request.user),
        is_writer=found is not None and access.has_written(request.user, found),
        missing=lacks(actions.answers_of(found)),
        first_url=reverse("mandate:assessment-step", args=[slug, number, _first(activity)]),
        is_empty=found is None or not any(found.answers.values()),
        follow_up=follow_up_state(found),
        follow_ups=follow_up_events(found),
        document=getattr(found, "document", None) if found else None,
    )
    return render(request, "mandate/assessment.html", context)


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
    context = assessment_frame(
        request,
        activity,
        assessment=found,
        form=form,
        sections=sections(activity, editable=False),
        missing=lacks(actions.answers_of(found)),
        is_writer=found is not None and access.has_written(request.user, found),
        can_decide=found is not None and found.sent_at is not None and found.decided_at is None,
        cancel_url=overview,
    )
    return render(request, "mandate/assessment_decide.html", context)


@requires(access.WRITE)
def assessment_follow_up(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Write what became of a decided assessment."""
    activity = the_activity(request, slug, number)
    overview = reverse("mandate:assessment", args=[slug, number])
    found = activity.assessment
    if found is None or found.decided_at is None:
        messages.info(request, _("Prövningen är inte beslutad. Det finns inget att följa upp än."))
        return redirect(overview)
    form = FollowUpForm(posted(request))
    if form.is_valid():
        try:
            follow_up_assessment(activity=activity, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Uppföljningen är inskriven."))
            return redirect(f"{overview}#uppfoljning")
    context = assessment_frame(
        request, activity, assessment=found, form=form, cancel_url=overview, follow_up=follow_up_state(found)
    )
    return render(request, "mandate/assessment_follow_up.html", context)


def assessment_frame(request: AuthenticatedRequest, activity: Activity, **more: Any) -> Context:
    return page(
        request,
        activity.assignment,
        activity=activity,
        breadcrumb=trail(activity.assignment, activity),
        **more,
    )


def _first(activity: Activity) -> str:
    done = done_steps(actions.answers_of(activity.assessment))
    return next((step for step in rules.STEPS if step not in done), rules.STEPS[0])
