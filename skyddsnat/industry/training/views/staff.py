"""The staff's pages: how good the decisions are, and which activity the course is a part of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.training import access, parts
from skyddsnat.industry.training.actions import choose_training_activity
from skyddsnat.industry.training.forms import ActivityForm
from skyddsnat.industry.training.quality import groups_of


@requires(READ)
def quality(request: AuthenticatedRequest) -> HttpResponseBase:
    """Per job and question: the share of good, fair and poor decisions before, after and at 90 days."""
    jobs = access.jobs_with_lessons()
    chosen = next((job for job in jobs if job == request.GET.get("yrke")), None)
    groups = groups_of(access.answers_for(request.user), chosen or "")
    asked = parts.questions()
    here = reverse("industry:training-quality")
    context = {
        "summary": None if chosen else parts.summary_of(groups, asked),
        "table": parts.table_of(groups, asked),
        "chart": None if chosen else parts.overview(groups),
        "charts": parts.charts_of(groups, asked) if chosen else [],
        "jobs": [
            {"label": _("Alla yrken"), "url": here, "current": chosen is None},
            *({"label": job.label, "url": f"{here}?yrke={job}", "current": job == chosen} for job in jobs),
        ],
        "chosen": access.training_activity().activity,
        "may_write": request.user.may(WRITE),
    }
    return render_lists(request, "industry/training/quality.html", context)


@requires(WRITE)
def activity(request: AuthenticatedRequest) -> HttpResponse:
    """Choose the activity; the second of two editors is shown what the first one saved."""
    current = access.training_activity()
    form = ActivityForm(
        request.POST or None,
        activities=access.possible_activities(request.user),
        initial={"activity": current.activity_id, "version": current.version},
    )
    theirs: list[dict[str, str]] = []
    if form.is_valid():
        try:
            choose_training_activity(by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Insats"), "value": str(conflict.current.activity or _("Ingen insats än"))}]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Utbildningens insats är sparad."))
            return redirect("industry:training-quality")
    context = {
        "form": form,
        "theirs": theirs,
        "cancel_url": reverse("industry:training-quality"),
        "breadcrumb": [{"label": _("Beslutens kvalitet"), "url": reverse("industry:training-quality")}],
    }
    return render(request, "industry/training/activity.html", context, status=422 if form.errors else 200)
