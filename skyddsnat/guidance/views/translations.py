"""What those who write the public pages need to see: what is missing, behind, unread or old."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, requires
from skyddsnat.guidance import access
from skyddsnat.guidance.differences import difference
from skyddsnat.guidance.models import GuidancePage, SharedValue
from skyddsnat.guidance.overview import Cell, Row, Waiting, old_values, rows_for, waiting_texts
from skyddsnat.guidance.rules import State, state_of
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_short_date, today
from skyddsnat.shared.languages import NAMES, direction


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def words_of(state: State) -> dict[str, str]:
    """The state as a tag: its word and its tone."""
    text, tone = {
        State.MISSING: (_("Saknas"), "neutral"),
        State.DRAFT: (_("Utkast"), "info"),
        State.BEHIND: (_("Efter källan"), "danger"),
        State.OLD: (_("Granska igen"), "warning"),
        State.UNCHECKED: (_("Ogranskad"), "warning"),
        State.CHECKED: (_("Granskad"), "success"),
    }[state]
    return {"text": text, "tone": tone}


@requires(access.WRITE)
def translations(request: AuthenticatedRequest) -> HttpResponse:
    """Every page in every language, the texts that wait for approval, and the values that are old."""
    rows = rows_for(request.user, language=language())
    states = [cell.state for row in rows for cell in row.cells]
    values = access.values_for(request.user)
    return render(
        request,
        "guidance/desk/overview.html",
        {
            "languages": list(NAMES.items()),
            "rows": [_row(row) for row in rows],
            "counts": [
                {**words_of(state), "count": states.count(state)} for state in State if state in states
            ],
            "waiting": [_waiting(one) for one in waiting_texts(request.user)],
            "values": _value_table(old_values(request.user)),
            "value_count": values.count(),
            "oldest": values.order_by("checked_on", "key").first(),
        },
    )


def _row(row: Row) -> dict[str, Any]:
    code = row.name.locale.language_code
    return {
        "name": row.name.title,
        "name_language": code if code != language() else "",
        "cells": [_cell(row, cell) for cell in row.cells],
    }


def _cell(row: Row, cell: Cell) -> dict[str, Any]:
    named = {"code": cell.language, "language": NAMES[cell.language]}
    shown: dict[str, Any] = {**words_of(cell.state), **named, "url": "", "note": ""}
    if cell.page is not None:
        shown["url"] = reverse("guidance-desk:translation", args=[cell.page.pk])
        shown["note"] = _checked(cell.page)
    elif row.source is not None:
        shown["url"] = reverse("simple_translation:submit_page_translation", args=[row.source.pk])
    return shown


def _checked(page: GuidancePage) -> str:
    if not page.checked_on:
        return ""
    return f"{page.checked_by}, {format_short_date(page.checked_on, language())}"


def _waiting(waiting: Waiting) -> dict[str, Any]:
    page = waiting.page
    return {
        "title": page.title,
        "language": page.locale.language_code,
        "language_name": NAMES[page.locale.language_code],
        "sent_by": str(waiting.sent_by or ""),
        "since": format_date(waiting.since.astimezone(STOCKHOLM).date(), language()),
        "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "may_decide": waiting.may_decide,
    }


def _value_table(values: list[SharedValue]) -> dict[str, Any]:
    return {
        "caption": _("Värden som ingen har kontrollerat på ett år"),
        "columns": [{"label": _("Nyckel")}, {"label": _("Värde")}, {"label": _("Kontrollerat den")}],
        "rows": [
            {
                "url": reverse("wagtailsnippets_guidance_sharedvalue:edit", args=[value.pk]),
                "cells": [
                    {"value": value.key},
                    {"value": value.value, "swedish": True},
                    {"value": format_date(value.checked_on, language())},
                ],
            }
            for value in values
        ],
    }


@requires(access.WRITE)
def translation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One page in one language: how it stands, and what its source says now that it did not say before."""
    page = get_object_or_404(access.pages_for(request.user).select_related("locale"), pk=pk)
    code = page.locale.language_code
    source = page.source
    state = state_of(live=page.live, behind=page.behind_source, checked_on=page.checked_on, day=today())
    return render(
        request,
        "guidance/desk/text.html",
        {
            "text": page,
            "source": source,
            "language": {"code": code, "name": NAMES[code], "direction": direction(code)},
            "foreign": code != language(),
            "facts": _facts(page, state),
            "difference": difference(page),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "breadcrumb": [{"url": reverse("guidance-desk:translations"), "label": _("Översättningar")}],
        },
    )


def _facts(page: GuidancePage, state: State) -> list[dict[str, Any]]:
    said = page.last_published_at
    return [
        {"label": _("Textens läge"), "value": "", "tag": words_of(state)},
        {"label": _("Språk"), "value": NAMES[page.locale.language_code], "swedish": language() != "sv"},
        {"label": _("Granskad av"), "value": page.checked_by or _("Ingen än")},
        {
            "label": _("Granskad den"),
            "value": format_date(page.checked_on, language()) if page.checked_on else "–",
        },
        {
            "label": _("Publicerad"),
            "value": format_date(said.astimezone(STOCKHOLM).date(), language()) if said else _("Inte än"),
        },
        {
            "label": _("Ändringar som inte är publicerade"),
            "value": _("Ja") if page.has_unpublished_changes else _("Nej"),
        },
    ]
