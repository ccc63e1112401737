"""The versions of the law's rules in lists and summaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.guidance.law.api import Fault, RuleBook
from skyddsnat.guidance.law_rules.tables import Table, language
from skyddsnat.guidance.models import LawRules
from skyddsnat.shared.dates import format_date, format_moment

LONGEST_LINE, MOST_FAULTS = 80, 200


def trail(*parts: str | tuple[str, str]) -> list[dict[str, Any]]:
    """Where the page lies below the list; the list itself has no way back."""
    if not parts:
        return []
    top = {"label": _("Reglerna i lagen"), "url": reverse("guidance-desk:law")}
    below = [
        {"label": part} if isinstance(part, str) else {"label": part[0], "url": part[1]} for part in parts
    ]
    return [top, *below]


def in_force_rows(version: LawRules | None, book: RuleBook) -> list[dict[str, Any]]:
    """What answers rest on now."""
    rows: list[dict[str, Any]] = [
        {"label": _("Gäller nu"), "value": str(version) if version else _("Filen som följer med programmet")},
        {"label": _("Kontrollerade till och med"), "value": format_date(book.verified_until, language())},
        {"label": _("Antal regler"), "value": len(book.rules)},
    ]
    if version:
        rows.insert(1, {"label": _("Vad som ändrades"), "value": version.note, "swedish": language() == "en"})
    return rows


def version_rows(version: LawRules) -> list[dict[str, Any]]:
    """Who wrote and who approved."""
    rows: list[dict[str, Any]] = [
        {"label": _("Vad ändras, och varför?"), "value": version.note, "swedish": language() == "en"},
        {"label": _("Skrivet av"), "value": f"{version.written_by}, {format_moment(version.written_at)}"},
    ]
    if version.approved_by and version.approved_at:
        approved = f"{version.approved_by}, {format_moment(version.approved_at)}"
        rows.append({"label": _("Godkänt av"), "value": approved})
    return rows


def proposals_table(found: Iterable[LawRules]) -> Table:
    return {
        "caption": _("Förslag som väntar"),
        "columns": [
            {"label": _("Vad ändras, och varför?"), "swedish": language() == "en"},
            {"label": _("Skrivet av")},
            {"label": _("Sparat")},
        ],
        "rows": [
            {"url": _url(one), "cells": [one.note, str(one.written_by), format_moment(one.written_at)]}
            for one in found
        ],
        "empty": {
            "heading": _("Inga förslag väntar"),
            "text": _(
                "När någon har ändrat reglerna ligger förslaget här tills någon annan har godkänt det."
            ),
            "icon": "document",
        },
    }


def versions_table(found: Iterable[LawRules]) -> Table:
    return {
        "caption": _("Publicerade versioner"),
        "columns": [
            {"label": _("Version"), "figures": True},
            {"label": _("Vad som ändrades"), "swedish": language() == "en"},
            {"label": _("Skrivet av")},
            {"label": _("Godkänt av")},
            {"label": _("Gällde från")},
        ],
        "rows": [
            {
                "url": _url(one),
                "cells": [
                    one.version,
                    one.note,
                    str(one.written_by),
                    str(one.approved_by),
                    format_moment(one.approved_at) if one.approved_at else "–",
                ],
            }
            for one in found
        ],
        "empty": {
            "heading": _("Ingen version är publicerad"),
            "text": _("Svaren bygger på filen som följer med programmet."),
            "icon": "document",
        },
    }


def fault_table(faults: Sequence[Fault], text: str) -> Table:
    """What is wrong with a file: the line and what stands there, the rule, and what to do."""
    lines = text.split("\n")
    return {
        "caption": _("Fel i reglerna"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Rad i texten"), "figures": True},
            {"label": _("Så står det"), "swedish": language() == "en"},
            {"label": _("Regel")},
            {"label": _("Vad som är fel och vad du gör")},
        ],
        "rows": [
            {
                "cells": [
                    fault.line,
                    "".join(lines[fault.line - 1 : fault.line]).strip()[:LONGEST_LINE] or "–",
                    fault.rule or "–",
                    fault.said(language()).partition(": ")[2],
                ]
            }
            for fault in faults[:MOST_FAULTS]
        ],
    }


def _url(version: LawRules) -> str:
    return reverse("guidance-desk:law-version", args=[version.pk])
