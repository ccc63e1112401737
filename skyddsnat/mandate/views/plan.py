"""The plan: in time, in words, and moving an activity without losing the place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.activities import change_activity
from skyddsnat.mandate.forms.plan import MoveForm
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.plan.schedule import plan_of
from skyddsnat.mandate.views.frame import (
    in_language,
    language,
    own_words,
    page,
    posted,
    the_activity,
    the_assignment,
    trail,
    typed_on,
)
from skyddsnat.mandate.views.plan_drawing import drawing, place_of
from skyddsnat.mandate.views.plan_parts import over_ceiling, plan_table, sorted_rows, warnings_of
from skyddsnat.mandate.views.plan_standing import standing, versions_table
from skyddsnat.shared.dates import format_period


@requires(access.READ)
def plan(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """Activities, obligations and what waits for what, drawn in time and written in a table."""
    assignment = the_assignment(request, slug)
    found = plan_of(assignment)
    may_write, here = access.may_write(request.user), place_of(request.GET)
    now = standing(request.user, assignment)
    rows = sorted_rows(found.rows, request.GET.get("sort", ""))
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        drawing=drawing(assignment, found, request.GET) if found.rows or found.owed else None,
        table=plan_table(assignment, rows, may_write=may_write, here=here),
        warnings=[
            *over_ceiling(assignment, (row.activity.budget_ore for row in found.rows)),
            *warnings_of(assignment, found.warnings, may_write=may_write, here=here),
        ],
        empty=not found.rows,
        standing=now,
        versions=versions_table(assignment, now["versions"]),
    )
    return render_lists(request, "mandate/plan.html", context)


@requires(access.WRITE)
def plan_move(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """A new period for an activity; the second of two editors is shown what the first one saved."""
    found = the_activity(request, slug, number)
    initial = {"starts": found.starts, "ends": found.ends, "version": found.version}
    form = MoveForm(posted(request), assignment=found.assignment, initial=initial)
    back = f"{reverse('mandate:plan', args=[slug])}{place_of(request.GET)}#insats-{number}"
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            change_activity(
                activity=found,
                version=form.cleaned_data["version"] or 0,
                by=request.user,
                why=form.cleaned_data["why"],
                starts=form.cleaned_data["starts"],
                ends=form.cleaned_data["ends"],
            )
        except ChangedMeanwhile as conflict:
            theirs = _saved(conflict.current)
            form.data = typed_on(request, conflict.current.version)
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Insats %(number)s är flyttad.") % {"number": number})
            return redirect(back)
    context = page(
        request,
        found.assignment,
        form=form,
        activity=found,
        title=in_language(found, "title"),
        theirs=theirs,
        breadcrumb=[
            *trail(found.assignment),
            {"label": _("Plan"), "url": reverse("mandate:plan", args=[slug])},
        ],
        cancel_url=back,
    )
    return render(request, "mandate/plan_move.html", context)


def _saved(current: Activity) -> list[dict[str, Any]]:
    """What the other one saved."""
    return [
        {"label": _("Namn på insatsen"), **own_words(current.title)},
        {"label": _("Planerad tid"), "value": format_period(current.starts, current.ends, language())},
    ]
