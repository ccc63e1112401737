"""Every entry as the staff see it: how it stands, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from skyddsnat.core.models import User
from skyddsnat.knowledge.library.access import entries_for
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.library.rules import SOURCE, State, state_of
from skyddsnat.knowledge.library.showing import day_in_words
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import NAMES

SAID: dict[State, tuple[Any, str]] = {
    State.DRAFT: (gettext_lazy("Utkast"), "neutral"),
    State.SENT: (gettext_lazy("Väntar på godkännande"), "warning"),
    State.DUE: (gettext_lazy("Ska granskas igen"), "warning"),
    State.BEHIND: (gettext_lazy("Efter källan"), "warning"),
    State.CHANGED: (gettext_lazy("Publicerad, med ändringar som inte är det"), "info"),
    State.PUBLISHED: (gettext_lazy("Publicerad"), "success"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in one language and how it stands."""

    page: LibraryPage
    state: State
    unread: int


def rows_for(user: User) -> list[Row]:
    """Every entry in every language, what needs doing first."""
    unread = Count("review_links__comments", filter=Q(review_links__comments__handled_at=None))
    pages = list(entries_for(user).annotate(unread=unread).order_by("title", "pk"))
    sent = set(
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS, content_type__model=LibraryPage._meta.model_name
        ).values_list("object_id", flat=True)
    )
    says = {
        page.translation_key: fingerprint(page) for page in pages if page.language == SOURCE and page.live
    }
    day = today()
    rows = [
        Row(
            page,
            state_of(
                live=page.live,
                sent=str(page.pk) in sent,
                changed=page.has_unpublished_changes,
                behind=page.language != SOURCE
                and page.follows != says.get(page.translation_key, page.follows),
                review_due=page.review_due,
                day=day,
            ),
            page.unread,
        )
        for page in pages
    ]
    return sorted(rows, key=lambda row: list(State).index(row.state))


def entries_table(rows: Iterable[Row]) -> dict[str, Any]:
    """The list of entries as a table."""
    return {
        "caption": _("Bibliotekets texter"),
        "caption_hidden": True,
        "export": "texter",
        "columns": [
            {"label": _("Text")},
            {"label": _("Språk")},
            {"label": _("Slag")},
            {"label": _("Granskas igen senast")},
            {"label": _("Kommentarer"), "figures": True},
            {"label": _("Läge")},
        ],
        "rows": [_row(row) for row in rows],
        "empty": {
            "heading": _("Inga texter här"),
            "text": _("Skriv den första, eller välj ett annat läge."),
            "icon": "document",
        },
    }


def _row(row: Row) -> dict[str, Any]:
    page, (label, tone) = row.page, SAID[row.state]
    return {
        "url": reverse("knowledge:library-desk-entry", args=[page.pk]),
        "cells": [
            {"value": page.title, "swedish": page.language == SOURCE and get_language() == "en"},
            NAMES[page.language],
            page.get_kind_display(),
            day_in_words(page.review_due) if page.review_due else "–",
            row.unread or "–",
            {"value": "", "tag": {"text": str(label), "tone": tone}},
        ],
    }
