"""How cases have gone, as the ledger counts them; and on which activity."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import READ, WRITE
from skyddsnat.cooperation.counting import access
from skyddsnat.cooperation.counting.actions import choose_counting_activity
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate.api import ActivityChoice, chosen_activity_page
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.money import format_number


@requires(READ)
def counted(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every row of the ledger that counts cases; each leads to the row."""
    context = {
        "table": _table(list(access.sums_for(request.user))), "chosen": access.counting_activity().activity,
        "may_choose": request.user.may(WRITE),
    }  # fmt: skip
    return render_lists(request, "cooperation/counting/counted.html", context)


@requires(WRITE)
def activity(request: AuthenticatedRequest) -> HttpResponse:
    """Choose the activity; the second of two editors is shown what the first one saved."""
    choice = ActivityChoice(
        "cooperation/counting/activity.html",
        _(
            "Varje natt förs antalet ärenden in som underlag, minst fem åt gången. Välj en insats i deluppdraget om EU."
        ),
        _("Insatsen för ärenden är sparad."),
        _("Så har ärendena gått"),
        reverse("cooperation:counted"),
    )
    return chosen_activity_page(
        request, choice, current=access.counting_activity(),
        possible=access.possible_activities(request.user), save=choose_counting_activity,
    )  # fmt: skip


def _table(rows: list[Evidence]) -> dict[str, Any]:
    english = get_language() == "en"
    return {
        "caption": _("Så har ärendena gått"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Vad som räknas")}, {"label": _("Närmare")}, {"label": _("Till och med")},
            {"label": _("Antal ärenden"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("mandate:evidence", args=[row.activity.assignment.slug, row.seq]),
                "cells": [
                    row.kind.name_en if english else row.kind.name, {"value": row.reference, "swedish": True},
                    row.occurred_on, format_number(row.quantity),
                ],
            }
            for row in rows
        ],
        "empty": {
            "heading": _("Inget ärende är räknat än"),
            "text": _("När fem ärenden har kommit lika långt eller slutat på samma sätt visas antalet här."),
            "icon": "indicator",
        },
    }  # fmt: skip
