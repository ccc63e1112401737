"""What a partner sees: the activities its own organisation takes part in, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.views.frame import in_language, language, long_date, state_tag
from skyddsnat.shared.dates import format_period, today


@requires(access.PARTNER)
def partner(request: AuthenticatedRequest) -> HttpResponseBase:
    """The activities, what they are for, when, and the talks with the own organisation."""
    talks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in access.partner_talks(request.user, today()):
        said = {"on": row.meeting.day, "title": row.meeting.about, "swedish": language() == "en"}
        for activity in row.meeting.activities.all():
            if said not in talks[activity.pk]:
                talks[activity.pk].append(said)
    activities = [
        {
            "title": in_language(activity, "title"),
            "purpose": in_language(activity, "purpose"),
            "facts": [
                {"label": _("Läge"), "value": "", "tag": state_tag(activity)},
                {
                    "label": _("Planerad tid"),
                    "value": format_period(activity.starts, activity.ends, language()),
                },
                {"label": _("Ansvarig"), "value": activity.responsible.name},
                {
                    "label": _("Senaste samråd"),
                    "value": long_date(talks[activity.pk][0]["on"] if talks[activity.pk] else None),
                },
            ],
            "talks": talks[activity.pk],
        }
        for activity in access.partner_activities(request.user, today()).order_by("-starts", "pk")
    ]
    names = [str(row) for row in organisations_of(request.user, today())]
    demo = any(activity.assignment.is_demo for activity in access.partner_activities(request.user, today()))
    context = {
        "activities": activities,
        "organisations": names,
        "assignment_is_demo": demo,
        "listed": _listed(activities) if activities else None,
    }
    return render_lists(request, "mandate/partner.html", context)


def _listed(activities: list[dict[str, Any]]) -> dict[str, Any]:
    """The same as a table, for the file."""
    labels = [_("Insats"), _("Syfte"), *(fact["label"] for fact in activities[0]["facts"])]
    rows = [{"cells": [row["title"], row["purpose"], *row["facts"]]} for row in activities]
    return {
        "caption": _("Gemensamma insatser"),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }
