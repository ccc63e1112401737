"""How tips have ended, as the ledger counts them; and on which activity."""

from __future__ import annotations

from typing import Any

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
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.money import format_number
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.counting import access
from skyddsnat.tips.counting.actions import choose_counting_activity
from skyddsnat.tips.counting.forms import ActivityForm


@requires(ADMIN)
def counted(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every row of the ledger that counts tips; each leads to the row."""
    rows = list(access.sums_for(request.user))
    context = {"table": _table(rows), "chosen": access.counting_activity().activity}
    return render_lists(request, "tips/counting/counted.html", context)


@requires(ADMIN)
def activity(request: AuthenticatedRequest) -> HttpResponse:
    """Choose the activity; the second of two editors is shown what the first one saved."""
    current = access.counting_activity()
    form = ActivityForm(
        request.POST or None,
        activities=access.possible_activities(request.user),
        initial={"activity": current.activity_id, "version": current.version},
    )
    theirs: list[dict[str, str]] = []
    if form.is_valid():
        try:
            choose_counting_activity(by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Insats"), "value": str(conflict.current.activity or _("Ingen insats än"))}]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Insatsen för tips är sparad."))
            return redirect("tips:counted")
    context = {
        "form": form,
        "theirs": theirs,
        "cancel_url": reverse("tips:counted"),
        "breadcrumb": [{"label": _("Så har tipsen slutat"), "url": reverse("tips:counted")}],
    }
    return render(request, "tips/counting/activity.html", context, status=422 if form.errors else 200)


def _table(rows: list[Evidence]) -> dict[str, Any]:
    return {
        "caption": _("Så har tipsen slutat"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Slag och hur det gick")},
            {"label": _("Vem som tog emot")},
            {"label": _("Till och med")},
            {"label": _("Antal tips"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("mandate:evidence", args=[row.activity.assignment.slug, row.seq]),
                "cells": [
                    {"value": row.reference, "swedish": True},
                    row.organisation.name if row.organisation else _("Flera mottagare"),
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
