"""What stands on a voucher's page: its facts, its rows, and the papers behind it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.economy.attached import attachments_of, cover_of
from skyddsnat.economy.models import Attachment, Voucher, VoucherLine
from skyddsnat.economy.views.frame import Context, format_kr, language, long_date, swedish, url
from skyddsnat.economy.views.papers import hours_table, papers_table
from skyddsnat.mandate.models import Assignment


def papers_of(assignment: Assignment, found: Voucher, *, may_change: bool) -> Context:
    """The papers behind the voucher, and whether they add up to its costs."""
    papers, cover = list(attachments_of(found)), cover_of(found)
    gone = found.attachments.filter(removed_at__isnull=False).defer("content").select_related("removed_by")
    words = ""
    if cover.papers and cover.difference_ore:
        words = (
            _("Underlagen är tillsammans %(sum)s mer än kostnaderna.")
            if cover.difference_ore > 0
            else _("Underlagen är tillsammans %(sum)s mindre än kostnaderna.")
        ) % {"sum": format_kr(abs(cover.difference_ore))}
    return {
        "papers": papers_table(assignment, papers, may_change=may_change) if papers else None,
        "papers_differ": words,
        "papers_agree": bool(papers) and not cover.difference_ore,
        "hours": hours_table(papers),
        "papers_gone": [
            {
                "on": one.removed_at,
                "title": str(one),
                "text": one.removed_reason,
                "by": one.removed_by.name if one.removed_by else "",
                "swedish": language() == "en",
            }
            for one in gone
        ],
        "add_papers": [
            (label, url("paper_new", assignment, found.pk, kind)) for kind, label in Attachment.KINDS
        ]
        if may_change
        else [],
    }


def facts_of(found: Voucher) -> list[Context]:
    return [
        {"label": _("Datum"), "value": long_date(found.date)},
        {"label": _("Text"), **swedish(found.text)},
        {
            "label": _("Källa"),
            "value": _("%(file)s, rad %(line)s") % {"file": found.file_name, "line": found.line_number},
        },
    ]


def rows_table(lines: list[VoucherLine]) -> Context:
    def side(ore: int) -> str:
        return format_kr(ore) if ore > 0 else ""

    return {
        "caption": _("Rader"),
        "compact": True,
        "columns": [
            {"label": _("Konto")},
            {"label": _("Projekt")},
            {"label": _("Text"), "swedish": language() == "en"},
            {"label": _("Debet"), "figures": True},
            {"label": _("Kredit"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    swedish(str(line.account)),
                    line.project,
                    line.text,
                    side(line.amount_ore),
                    side(-line.amount_ore),
                ]
            }
            for line in lines
        ],
        "foot": [
            _("Summa"),
            "",
            "",
            format_kr(sum(line.amount_ore for line in lines if line.amount_ore > 0)),
            format_kr(-sum(line.amount_ore for line in lines if line.amount_ore < 0)),
        ],
    }
