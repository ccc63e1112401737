"""The staff's pages: how good the decisions are, and which activity the course is a part of."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    render_lists,
    requires,
)
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.training import access, parts
from skyddsnat.industry.training.actions import choose_training_activity
from skyddsnat.industry.training.quality import groups_of
from skyddsnat.mandate.api import ActivityChoice, chosen_activity_page


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
    choice = ActivityChoice(
        "industry/training/activity.html",
        _("Varje natt förs antalet som har gått utbildningen in som underlag på insatsen."),
        _("Utbildningens insats är sparad."),
        _("Beslutens kvalitet"),
        reverse("industry:training-quality"),
    )
    return chosen_activity_page(
        request, choice, current=access.training_activity(),
        possible=access.possible_activities(request.user), save=choose_training_activity,
    )  # fmt: skip
