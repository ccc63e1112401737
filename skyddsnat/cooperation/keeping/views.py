"""For an auditor: that there are cases, when they moved and who moved them. Never what they are about."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import AUDIT, that_there_are_cases
from skyddsnat.cooperation.keeping.access import destroyed_for, moves_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.shared.dates import STOCKHOLM, format_moment


@requires(AUDIT)
def cases(request: AuthenticatedRequest) -> HttpResponseBase:
    """All cases by number, and the numbers of those that are gone."""
    found = that_there_are_cases(request.user).select_related("owner").order_by("-opened_at")
    table = {
        "caption": _("Ärenden"), "caption_hidden": True,
        "columns": [
            {"label": _("Nummer")}, {"label": _("Organisation")}, {"label": _("Öppnades")}, {"label": _("Läge")},
            {"label": _("Stängdes")},
        ],
        "rows": [
            {
                "url": reverse("cooperation:audit-case", args=[one.pk]),
                "cells": [
                    one.number, str(one.owner), one.opened_at.astimezone(STOCKHOLM).date(),
                    str(State(one.state).label), one.closed_at.astimezone(STOCKHOLM).date() if one.closed_at else "",
                ],
            }
            for one in found
        ],
        "empty": {"heading": _("Inget ärende än"), "text": _("Här står att ärenden finns, aldrig vad de gäller."),
                  "icon": "shield"},
    }  # fmt: skip
    gone = {
        "caption": _("Förstörda ärenden"), "caption_hidden": True,
        "columns": [{"label": _("Nummer")}, {"label": _("Förstördes")}],
        "rows": [{"cells": [one.number, one.destroyed_on]} for one in destroyed_for(request.user)],
        "empty": {"heading": _("Inget ärende är förstört"), "text": "", "icon": "shield"},
    }  # fmt: skip
    return render_lists(request, "cooperation/keeping/cases.html", {"table": table, "gone": gone})


@requires(AUDIT)
def case(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """When one case moved, and who moved it."""
    found = get_object_or_404(that_there_are_cases(request.user).select_related("owner"), pk=pk)
    table = {
        "caption": _("Ärendets steg"), "caption_hidden": True,
        "columns": [{"label": _("När")}, {"label": _("Vem")}, {"label": _("Från")}, {"label": _("Till")}],
        "rows": [
            {"cells": [format_moment(one.at.astimezone(STOCKHOLM)), one.by.name, _state(one.from_state),
                       _state(one.to_state)]}
            for one in moves_for(request.user, found)
        ],
    }  # fmt: skip
    context: dict[str, Any] = {
        "number": found.number, "owner": str(found.owner), "table": table,
        "breadcrumb": [{"label": _("Granskning"), "url": reverse("cooperation:audit")}],
    }  # fmt: skip
    return render_lists(request, "cooperation/keeping/case.html", context, personal=["table"])


def _state(state: str) -> str:
    return str(State(state).label) if state else ""
