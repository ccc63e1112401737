"""How a document's frozen data is shown on a page: figures, tables and conditions."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.economy import rules
from skyddsnat.economy.letters import paper_kind, paper_place
from skyddsnat.economy.views.frame import Context, format_kr, long_date, rows_url, swedish
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


def figure_rows(data: dict[str, Any], kind: str, used_url: str, *, whole: bool = False) -> list[Context]:
    """The sums, and with `whole` also to whom, when and by what right."""
    figures = data["figures"]
    rows: list[Context] = _head(data) if whole else []
    if kind == rules.REQUISITION:
        if whole:  # before that the sum is still to be typed
            rows.append({"label": _("Rekvireras"), "value": format_kr(figures["amount_ore"])})
        rows.append({"label": _("Högst enligt beslutet"), "value": format_kr(figures["ceiling_ore"])})
        return rows
    rows += [
        {"label": _("Rekvirerat"), "value": format_kr(figures["requisitioned_ore"])},
        {
            "label": _("Använt"),
            "value": format_kr(figures["used_ore"]),
            "url": used_url,
            "change": _("Visa raderna"),
        },
        {"label": _("Återbetalas"), "value": format_kr(figures["repaid_ore"])},
    ]
    return rows


def _head(data: dict[str, Any]) -> list[Context]:
    given = data["appropriation"]
    right = " · ".join(given[key] for key in ("expenditure_area", "appropriation", "item") if given[key])
    rows: list[Context] = [
        {"label": _("Till"), **swedish(data["recipient"])},
        {"label": _("Från"), **swedish(data["authority"])},
        {"label": _("Diarienummer"), "value": data["dnr"]},
        {"label": _("Datum"), "value": long_date(day(data["dated"]))},
        {"label": _("Version"), "value": _version(data)},
    ]
    if data["reason"]:
        rows.append({"label": _("Skäl till rättelsen"), **swedish(data["reason"])})
    rows.append({"label": _("Anslag"), **swedish(right)})
    return rows


def _version(data: dict[str, Any]) -> str:
    old = data["replaces"]
    if old is None:
        return str(data["version"])
    values = {"version": data["version"], "old": old["version"], "date": long_date(day(old["dated"]))}
    return _("%(version)s, ersätter version %(old)s från %(date)s") % values


def condition_rows(data: dict[str, Any]) -> Context:
    """The decision's conditions and how the document meets them."""
    return {
        "caption": _("Villkoren i beslutet"),
        "columns": [
            {"label": _("Villkor")},
            {"label": _("Så är det uppfyllt")},
            {"label": _("Plats i beslutet")},
        ],
        "rows": [
            {"cells": [swedish(row["text"]), swedish(row["met"]), _place(row["span"])]}
            for row in data["conditions"]
        ],
    }


def _place(span: list[int] | None) -> str:
    return _("tecken %(start)s–%(end)s") % {"start": span[0], "end": span[1]} if span else ""


def activity_table(assignment: Assignment, data: dict[str, Any]) -> Context:
    """Used per activity, as frozen; each sum leads to its rows."""
    return {
        "caption": _("Använda medel per insats"),
        "columns": [
            {"label": _("Insats")},
            {"label": _("Budget"), "figures": True},
            {"label": _("Använt"), "figures": True},
            {"label": _("Verifikationer"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    swedish(f"{row['number']}. {row['title']}"),
                    format_kr(row["budget_ore"]),
                    {
                        "value": format_kr(row["used_ore"]),
                        "url": rows_url(assignment, activity=row["number"]) if row["vouchers"] else "",
                    },
                    format_number(row["vouchers"]),
                ]
            }
            for row in data["by_activity"]
        ],
        "foot": [
            _("Summa"),
            format_kr(sum(row["budget_ore"] for row in data["by_activity"])),
            format_kr(sum(row["used_ore"] for row in data["by_activity"])),
            "",
        ],
    }


def account_table(assignment: Assignment, data: dict[str, Any]) -> Context:
    """Used per account, as frozen."""
    return {
        "caption": _("Använda medel per konto"),
        "columns": [
            {"label": _("Konto")},
            {"label": _("Använt"), "figures": True},
            {"label": _("Rader"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    swedish(f"{row['number']} {row['name']}".strip()),
                    {
                        "value": format_kr(row["used_ore"]),
                        "url": rows_url(assignment, account=row["number"], allotted="yes"),
                    },
                    format_number(row["rows"]),
                ]
            }
            for row in data["by_account"]
        ],
        "foot": [_("Summa"), format_kr(sum(row["used_ore"] for row in data["by_account"])), ""],
    }


def paper_table(assignment: Assignment, data: dict[str, Any]) -> Context:
    """The papers behind the vouchers, as frozen: place, kind, fingerprint."""
    return {
        "caption": _("Underlag till verifikationerna"),
        "compact": True,
        "columns": [
            {"label": _("Verifikation")},
            {"label": _("Underlag")},
            {"label": _("SHA-256")},
            {"label": _("Belopp"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    {"value": paper_place(row), "url": rows_url(assignment, q=row["voucher"])},
                    paper_kind(row["kind"]),
                    f"{row['sha256'][:16]}…" if row["sha256"] else _("utan fil"),
                    "–" if row["ore"] is None else format_kr(row["ore"]),
                ]
            }
            for row in data["attachments"]
        ],
    }


def day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)
