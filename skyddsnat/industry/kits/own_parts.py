"""The parts of a company's own pages for printed matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.industry.kits.parts import for_whom, language, state_of
from skyddsnat.industry.kits.printing import Today, today_says
from skyddsnat.industry.models import Edition
from skyddsnat.shared.dates import STOCKHOLM, format_date
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.money import format_number

type Rows = list[dict[str, Any]]


def own_table(editions: Iterable[Edition]) -> dict[str, Any]:
    """Every edition of a company, the latest first."""
    now = today_says()
    return {
        "caption": _("Ert material"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Upplaga"), "figures": True},
            {"label": _("Arbetsplats")},
            {"label": _("Vad")},
            {"label": _("Språk")},
            {"label": _("Läge")},
        ],
        "rows": [
            {
                "url": reverse("industry:own-edition", args=[one.pk]),
                "cells": [
                    str(one.pk),
                    one.site.name,
                    f"{one.get_form_display()}. {for_whom(one)}",
                    AT_WORK[one.language],
                    {"tag": state_of(one, now)},
                ],
            }
            for one in editions
        ],
        "empty": {
            "heading": _("Ni har inget material än"),
            "text": _("Beställ en checklista, ett kort, en dekal eller en affisch för en arbetsplats."),
            "icon": "plan",
            "url": reverse("industry:own-edition-new"),
            "label": _("Beställ material"),
        },
    }


def recalled_rows(editions: Iterable[Edition]) -> Rows:
    """What a company is to take down, with the way to a new one."""
    return [
        {
            "edition": one,
            "heading": _("Ta ner upplaga %(number)s: %(what)s, %(site)s")
            % {"number": one.pk, "what": one.get_form_display(), "site": one.site.name},
            "why": one.recalled_why,
            "again_url": again_url(one),
            "removed_url": reverse("industry:own-edition-removed", args=[one.pk]),
        }
        for one in editions
    ]


def again_url(edition: Edition) -> str:
    """The form for a new one that is the same."""
    chosen = {"site": edition.site_id, "form": edition.form, "job": edition.job, "language": edition.language}
    return f"{reverse('industry:own-edition-new')}?{urlencode(chosen)}"


def own_facts(edition: Edition, now: Today) -> Rows:
    """What an edition is and where it has come, for the company that has it."""
    rows: Rows = [
        {"label": _("Läge"), "tag": state_of(edition, now)},
        {"label": _("Arbetsplats"), "value": edition.site.name},
        {"label": _("För"), "value": for_whom(edition)},
        {"label": _("Språk"), "value": AT_WORK[edition.language]},
        {"label": _("Antal exemplar"), "value": format_number(edition.copies)},
        {"label": _("Beställd"), "value": _day(edition.ordered_at)},
    ]
    if edition.delivered_on is not None:
        rows.append({"label": _("Skickad"), "value": format_date(edition.delivered_on, language())})
    if edition.recalled_at is not None:
        rows.append({"label": _("Varför återkallad"), "value": edition.recalled_why})
    if edition.removed_at is not None:
        rows.append({"label": _("Borttagen"), "value": _day(edition.removed_at)})
    return rows


def _day(at: Any) -> str:
    return format_date(at.astimezone(STOCKHOLM).date(), language())
