"""How tips have ended, as the ledger counts them; and on which activity."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    render_lists,
    requires,
)
from skyddsnat.mandate.api import ActivityChoice, chosen_activity_page
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.money import format_number
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.counting import access
from skyddsnat.tips.counting.actions import choose_counting_activity


@requires(ADMIN)
def counted(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every row of the ledger that counts tips; each leads to the row."""
    rows = list(access.sums_for(request.user))
    context = {"table": _table(rows), "chosen": access.counting_activity().activity}
    return render_lists(request, "tips/counting/counted.html", context)


@requires(ADMIN)
def activity(request: AuthenticatedRequest) -> HttpResponse:
    """Choose the activity; the second of two editors is shown what the first one saved."""
    choice = ActivityChoice(
        "tips/counting/activity.html",
        _("Varje natt förs antalet avslutade tips in som underlag, minst fem åt gången."),
        _("Insatsen för tips är sparad."),
        _("Så har tipsen slutat"),
        reverse("tips:counted"),
    )
    return chosen_activity_page(
        request, choice, current=access.counting_activity(),
        possible=access.possible_activities(request.user), save=choose_counting_activity,
    )  # fmt: skip


def _table(rows: list[Evidence]) -> dict[str, Any]:
    return {
        "caption": _("Så har tipsen slutat"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Slag och hur det gick")},
            {"label": _("Vem som tog emot")},
            {"label": _("Plats")},
            {"label": _("Till och med")},
            {"label": _("Antal tips"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("mandate:evidence", args=[row.activity.assignment.slug, row.seq]),
                "cells": [
                    {"value": row.reference, "swedish": True},
                    row.organisation.name if row.organisation else _("Flera mottagare"),
                    row.place.name_shown if row.place else "",
                    row.occurred_on,
                    format_number(row.quantity),
                ],
            }
            for row in rows
        ],
        "empty": {
            "heading": _("Inget tips är räknat än"),
            "text": _(
                "När fem tips av samma slag har slutat på samma sätt hos en mottagare visas antalet här."
            ),
            "icon": "indicator",
        },
    }
