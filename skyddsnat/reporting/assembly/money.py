"""The report's chapter on the money: only sums that an issued document states."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.economy.api import MoneyDocument, issued_documents, outcome_by_activity, standing_document
from skyddsnat.reporting.assembly.numbers import Numbers
from skyddsnat.reporting.assembly.sections import Source, prose, swedish
from skyddsnat.shared.money import format_kr


def freeze_money(source: Source) -> MoneyDocument | None:
    """Give the report its sums from the issued financial account; None while there is none."""
    source.here = "economy"
    account = standing_document(source.assignment, MoneyDocument.ACCOUNT)
    if account is None:
        source.lacks(_("Ekonomisk redovisning"), _("Ekonomi"), _("Ingen redovisning är utfärdad än."))
        return None
    numbers: Numbers = source.numbers
    states = _("Beloppet som den ekonomiska redovisningen, version %(version)s, anger.") % {
        "version": account.version
    }
    numbers.money("money-requisitioned", _("Rekvirerade medel"), states, account.requisitioned_ore, account)
    numbers.money("money-used", _("Använda medel"), states, account.used_ore, account)
    numbers.money("money-repaid", _("Återbetalda medel"), states, account.repaid_ore, account)
    return account


def economy_chapter(source: Source, account: MoneyDocument | None) -> dict[str, Any]:
    """Appropriation, the calculation to the öre, and what each activity cost."""
    blocks = prose(source, "economy", _("Ekonomi"))
    if account is not None:
        blocks += [_calculation(account), _per_activity(source, account), _documents(source)]
    return {"appropriation": appropriation(source), "blocks": blocks}


def appropriation(source: Source) -> list[dict[str, Any]]:
    assignment = source.assignment
    ceiling = _("%(sum)s under %(year)s") % {
        "sum": format_kr(assignment.ceiling_ore),
        "year": assignment.year,
    }
    pairs = [
        (_("Utgiftsområde"), swedish(source, assignment.expenditure_area)),
        (_("Anslag"), swedish(source, assignment.appropriation)),
        (_("Anslagspost"), swedish(source, assignment.appropriation_item)),
        (_("Högst"), ceiling),
    ]
    return [{"label": label, "value": value} for label, value in pairs if value]


def _calculation(account: MoneyDocument) -> dict[str, Any]:
    return {
        "type": "sum",
        "lines": [
            {"label": _("Rekvirerat"), "ore": account.requisitioned_ore, "sign": "+"},
            {"label": _("Använt"), "ore": account.used_ore, "sign": "-"},
        ],
        "result": {"label": _("Återbetalt"), "ore": account.repaid_ore},
    }


def _per_activity(source: Source, account: MoneyDocument) -> dict[str, Any]:
    rows = [row for row in outcome_by_activity(source.assignment) if row.used_ore]
    return {
        "type": "amounts",
        "title": _("Använda medel per insats"),
        "rows": [
            {"label": swedish(source, f"{row.activity.number}. {row.activity.title}"), "ore": row.used_ore}
            for row in rows
        ],
        "total_ore": account.used_ore,
    }


def _documents(source: Source) -> dict[str, Any]:
    """The documents about money that have left the house, with dates and fingerprints."""
    return {
        "type": "table",
        "title": _("Utfärdade handlingar"),
        "columns": [
            {"key": "what", "label": _("Handling"), "width": "2fr"},
            {"key": "dated", "label": _("Datum"), "kind": "date"},
            {"key": "amount", "label": _("Belopp"), "kind": "kr"},
        ],
        "rows": [
            {
                "what": f"{document.get_kind_display()}, version {document.version}",
                "dated": document.dated.isoformat(),
                "amount": document.amount_ore,
            }
            for document in issued_documents(source.assignment)
        ],
    }
