"""The one thing to do now about the money, for the reader's role."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.economy.outcome import BudgetOutcome
from skyddsnat.economy.views.frame import Context, format_kr, long_date, rows_url, url
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


def next_step(
    request: AuthenticatedRequest,
    assignment: Assignment,
    outcome: BudgetOutcome,
    papers: list[Context],
    orphan_count: int,
) -> Context | None:
    """The one thing to do now, for the reader's role."""
    under_way = [paper["waiting"] for paper in papers if paper["waiting"]]
    waiting = [one for one in under_way if one.state == MoneyDocument.PREPARED]
    if waiting and access.may_approve(request.user):
        return _step(
            _("%(document)s väntar på ditt godkännande.") % {"document": waiting[0].get_kind_display()},
            waiting[0].get_absolute_url(),
            _("Läs och godkänn"),
        )
    if not access.may_write(request.user):
        return None
    returned = [one for one in under_way if one.state == MoneyDocument.RETURNED]
    if returned:
        return _step(
            _("%(document)s är skickad tillbaka med en anmärkning.")
            % {"document": returned[0].get_kind_display()},
            returned[0].get_absolute_url(),
            _("Läs anmärkningen"),
        )
    if not assignment.dnr:
        return _step(
            _("Beslutets diarienummer saknas. Utan det kan ingen handling utfärdas."),
            assignment.get_absolute_url(),
            _("Till uppdraget"),
        )
    if not access.vouchers(request.user, assignment).exists():
        return _step(
            _("Läs in verifikationerna ur ekonomisystemet."),
            url("import_new", assignment),
            _("Läs in en fil"),
        )
    if orphan_count:
        return _step(
            ngettext(
                "%(count)s kostnad saknar insats, tillsammans %(sum)s.",
                "%(count)s kostnader saknar insats, tillsammans %(sum)s.",
                orphan_count,
            )
            % {"count": format_number(orphan_count), "sum": format_kr(outcome.orphan_ore)},
            rows_url(assignment, allotted="no"),
            _("Fördela kostnaderna"),
        )
    return _next_paper(assignment, outcome, papers)


def _next_paper(assignment: Assignment, outcome: BudgetOutcome, papers: list[Context]) -> Context | None:
    nothing_left = outcome.requisitioned_ore == outcome.used_ore
    for paper in papers:
        if paper["issued"] or paper["waiting"]:
            continue
        if paper["kind"] == MoneyDocument.REPAYMENT and outcome.requisitioned_ore and nothing_left:
            continue
        due = paper["obligation"].due if paper["obligation"] else None
        name = str(dict(MoneyDocument.KINDS)[paper["kind"]])
        words = (
            _("Nästa handling: %(document)s, senast %(date)s.")
            % {"document": name.lower(), "date": long_date(due)}
            if due
            else _("Nästa handling: %(document)s.") % {"document": name.lower()}
        )
        return _step(words, url("prepare", assignment, paper["kind"]), _("Förbered handlingen"))
    return None


def _step(text: str, address: str, label: str) -> Context:
    return {"text": text, "url": address, "label": label}
