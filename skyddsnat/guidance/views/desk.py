"""What staff have beside Wagtail's rooms: what visitors have said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.guidance.access import WRITE, feedback_for
from skyddsnat.guidance.feedback import handle
from skyddsnat.guidance.models import Feedback
from skyddsnat.shared.dates import STOCKHOLM, format_date

PER_PAGE = 50
SHOWN = 120  # characters of what was said, in the list


@requires(WRITE)
def start(request: AuthenticatedRequest) -> HttpResponse:
    """Where the staff's pages begin: what the texts need."""
    return redirect("guidance-desk:translations")


@requires(WRITE)
def feedback_list(request: AuthenticatedRequest) -> HttpResponseBase:
    """What visitors have said: first what nobody has handled, the latest first."""
    found = feedback_for(request.user).order_by(F("handled_at").desc(nulls_first=True), "-received_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    table = _table(page.object_list) | {"every_row": lambda: (_row(one, whole=True) for one in found)}
    context = {"page": page, "table": table, "breadcrumb": []}
    return render_lists(request, "guidance/desk_feedback.html", context, personal=["table"])


def _table(rows: Iterable[Feedback]) -> dict[str, Any]:
    return {
        "caption": _("Synpunkter på de publika sidorna"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Kom in")},
            {"label": _("Synpunkt")},
            {"label": _("Sida")},
            {"label": _("Läge")},
        ],
        "rows": [_row(one) for one in rows],
        "empty": {
            "heading": _("Ingen har sagt något än"),
            "text": _("Det som besökare skriver under ”Säg vad som inte fungerar” hamnar här."),
            "icon": "dialogue",
        },
    }


def _row(one: Feedback, *, whole: bool = False) -> dict[str, Any]:
    return {
        "url": reverse("guidance-desk:feedback-one", args=[one.pk]),
        "cells": [
            day(one),
            one.text if whole else Truncator(one.text).chars(SHOWN),
            one.address or "–",
            {"value": "", "tag": {"text": _("Hanterad"), "tone": "success"}}
            if one.handled_at
            else {"value": "", "tag": {"text": _("Väntar"), "tone": "warning"}},
        ],
    }


def day(one: Feedback) -> str:
    """The day it came in, in Sweden, in the reader's language."""
    return format_date(one.received_at.astimezone(STOCKHOLM).date(), "en" if get_language() == "en" else "sv")


@requires(WRITE)
def feedback_one(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All of what a visitor said."""
    one: Feedback = get_object_or_404(feedback_for(request.user).select_related("handled_by"), pk=pk)
    breadcrumb = [
        {"label": _("Synpunkter"), "url": reverse("guidance-desk:feedback")},
        {"label": day(one)},
    ]
    return render(
        request,
        "guidance/desk_feedback_one.html",
        {
            "one": one,
            "day": day(one),
            "breadcrumb": breadcrumb,
            "undo": {"handled": "0"},
            "do": {"handled": "1"},
        },
    )


@requires(WRITE)
@require_POST
def feedback_handled(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Handled, or not after all: each undoes the other."""
    one: Feedback = get_object_or_404(feedback_for(request.user), pk=pk)
    handled = request.POST.get("handled") == "1"
    handle(feedback=one, handled=handled, by=request.user)
    messages.success(request, _("Markerad som hanterad.") if handled else _("Öppnad igen."))
    return redirect("guidance-desk:feedback-one", pk=pk)
