"""The small ledger beside the sentences about money and hand-ins: documents, sums, the registration number."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.following import Following
from skyddsnat.mandate.models import MoneyCondition, Obligation
from skyddsnat.mandate.overview import Owed
from skyddsnat.mandate.views.frame import format_kr, language, long_date
from skyddsnat.mandate.views.text_cells import Cell, cell


def owed_cells(found: Following, owed: Owed) -> list[Cell]:
    """By when, the document that answers, and for money the sums."""
    obligation, document = owed.obligation, owed.fulfilment
    url = obligation_url(found.assignment, obligation)
    cells = [cell(_("Senast"), (long_date(obligation.due), url)) if obligation.due
             else cell(_("Senast"), missing=_("Datum saknas"), fix=url)]  # fmt: skip
    if document is None:
        cells.append(cell(_("Handling"), missing=_("Ingen handling än"), fix=url))
    else:
        parts = [(document.label, document.url)]
        if document.on:
            parts.append((long_date(document.on), ""))
        cells.append(cell(_("Handling"), *parts))
    return cells + _sums(found, obligation.kind)


def condition_cells(found: Following, condition: MoneyCondition, *, may_write: bool) -> list[Cell]:
    """What answers a condition on the money."""
    assignment, money = found.assignment, found.spending
    if condition.kind == "cite_dnr":
        fix = reverse("mandate:assignment-dnr", args=[assignment.slug]) if may_write else ""
        if not assignment.dnr:
            return [cell(_("Diarienummer"), missing=_("Saknas"), fix=fix)]
        return [cell(_("Diarienummer"), (assignment.dnr, assignment.get_absolute_url()))]
    if condition.kind == "charged_to":
        lines = (assignment.expenditure_area, assignment.appropriation, assignment.appropriation_item)
        parts = [(line, "") for line in lines if line]
        return [cell(_("Anslag"), *parts, swedish=language() == "en")] if parts else []
    if condition.kind == "repay_unused":
        return _sums(found, Obligation.REPAYMENT)
    if money is None:
        return []
    if condition.kind == "ceiling":
        left = {
            "left": format_kr(assignment.ceiling_ore - money.used.ore),
            "all": format_kr(assignment.ceiling_ore),
        }
        return [
            cell(_("Använt"), (format_kr(money.used.ore), money.used.url)),
            cell(_("Kvar"), (_("%(left)s av %(all)s") % left, "")),
        ]  # fmt: skip
    if condition.kind == "payment":
        return _sums(found, Obligation.REQUISITION)
    return []


def _sums(found: Following, kind: str) -> list[Cell]:
    """Requisitioned, used and repaid, as far as the kind of document is about them."""
    money = found.spending
    if money is None or kind not in {Obligation.REQUISITION, Obligation.REPAYMENT, Obligation.ACCOUNT}:
        return []
    requisitioned = cell(_("Rekvirerat"), (format_kr(money.requisitioned.ore), money.requisitioned.url))
    if kind == Obligation.REQUISITION:
        return [requisitioned]
    used = cell(_("Använt"), (format_kr(money.used.ore), money.used.url))
    if money.repaid is not None:
        repaid = cell(_("Återbetalt"), (format_kr(money.repaid.ore), money.repaid.url))
    else:
        left = max(money.requisitioned.ore - money.used.ore, 0)
        repaid = cell(
            _("Att betala tillbaka"), (_("%(sum)s som det ser ut nu") % {"sum": format_kr(left)}, "")
        )
    return [requisitioned, used, repaid] if kind == Obligation.ACCOUNT else [used, repaid]


def owed_tag(owed: Owed) -> dict[str, Any]:
    return {"text": owed.state.text, "tone": owed.state.tone}
