"""Where an assignment stands: the page for those who lead it, on the screen and on one sheet of paper."""

from __future__ import annotations

import datetime

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.insight.overview import charts, parts, places, tables
from skyddsnat.insight.overview.forms import OverviewFilter
from skyddsnat.insight.overview.rules import months_between
from skyddsnat.insight.overview.standing import stand
from skyddsnat.mandate.api import Asked, asked_of, assignments_for
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today


@requires("insight.read")
def leaders(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """One assignment: plan, time and money, what needs somebody, and what was done, reached and changed."""
    assignment = get_object_or_404(assignments_for(request.user), slug=slug)
    asked = asked_of(assignment, people=False)
    form = OverviewFilter(request.GET, clauses=asked.clauses, months=_months(assignment, asked))
    choice = form.chosen()
    found = stand(request.user, assignment, choice, asked)
    known = places.known()
    reached = found.figures.places
    context = {
        "assignment": assignment,
        "form": form,
        "narrowed": choice.is_narrowed,
        "said": parts.narrowed_said(choice),
        "today": today(),
        "tiles": parts.tiles(found),
        "needs": parts.needs(found),
        "clauses": tables.parts_table(found, found.clauses, aims=False),
        "aims": tables.parts_table(found, found.aims, aims=True) if found.aims else None,
        "layers": tables.layers(found),
        "months": charts.months(found, choice.period),
        "money": charts.money(found),
        "map": places.country_map(reached, known),
        "map_finding": places.finding(reached, known),
        "counties": places.counties_table(reached, known),
        "abroad": places.abroad(reached, known),
        "breadcrumb": [
            {"label": _("Uppdrag"), "url": reverse("mandate:assignments")},
            {"label": str(assignment), "url": assignment.get_absolute_url()},
        ],
    }
    return render_lists(request, "insight/overview/leaders.html", context)


def _months(assignment: Assignment, asked: Asked) -> list[datetime.date]:
    """From the decision to the last day that something is owed, or this month while that has not come."""
    first = assignment.decided_on or datetime.date(assignment.year, 1, 1)
    dues = [one.due for one in asked.obligations if one.due]
    return months_between(first, max([datetime.date(assignment.year, 12, 31), *dues]))
