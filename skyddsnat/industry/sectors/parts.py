"""What the staff's page and the company's own show of tips that were received."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.industry.companies.parts import language
from skyddsnat.industry.models import Company, TipReceived
from skyddsnat.industry.sectors.access import told_to
from skyddsnat.industry.sectors.rules import is_told, next_month
from skyddsnat.shared.dates import format_date, format_month


def month_said(month: datetime.date) -> str:
    return format_month(f"{month:%Y-%m}", language())


def received_table(rows: Iterable[TipReceived], today: datetime.date) -> dict[str, Any]:
    """The staff's table. It is no list to fetch: few rows can tell of somebody."""
    return {
        "caption": _("Mottagna tips"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Arbetsplats")},
            {"label": _("Kommun")},
            {"label": _("Månad")},
            {"label": _("Läge")},
            {"label": _("Ändra"), "hidden": True},
        ],
        "rows": [
            {
                "cells": [
                    {"value": f"{one.site} ({one.site.code})", "note": str(one.site.company)},
                    one.site.place.name,
                    month_said(one.month),
                    {"value": "", "tag": _tag(one.month, today)},
                    {
                        "value": _("Ta tillbaka"),
                        "url": reverse("industry:received-take-back", args=[one.pk]),
                    },
                ]
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inga besked än"),
            "text": _("Skriv in kod och månad när en mottagare har bekräftat att tips har kommit fram."),
            "icon": "check",
        },
    }


def _tag(month: datetime.date, today: datetime.date) -> dict[str, str]:
    if is_told(month, today):
        return {"text": _("Visas för företaget"), "tone": "success"}
    day = format_date(next_month(month), language())
    return {"text": _("Visas från %(day)s") % {"day": day}, "tone": "neutral"}


def told_lines(company: Company, today: datetime.date) -> list[str]:
    """What the company sees: workplace and month, and nothing more."""
    return [f"{one.site.name}, {month_said(one.month)}" for one in told_to(company, today)]
