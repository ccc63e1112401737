"""The data of a document, frozen when it is prepared: what its PDF says, its JSON holds and its fingerprint covers.

Never personal data: no names of persons and no voucher texts, only where to find them.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.economy import rules
from skyddsnat.economy.attached import cited_papers
from skyddsnat.economy.models import Allotment
from skyddsnat.economy.outcome import outcome_by_account, outcome_by_activity
from skyddsnat.economy.preparing import Draft, obligation_of
from skyddsnat.mandate.api import is_paid_in_parts
from skyddsnat.mandate.models import MoneyCondition, Obligation
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.money import format_kr


def frozen(wanted: Draft) -> dict[str, Any]:
    """JSON values only; sums in öre, days as ISO dates. The words are Swedish: the document goes to an authority."""
    with translation.override("sv"):
        obligation = obligation_of(wanted.assignment, wanted.kind)
        return {
            "form": "skyddsnat/money-document/1",
            "kind": wanted.kind,
            "version": wanted.replaced.version + 1 if wanted.replaced else 1,
            "replaces": _replaces(wanted),
            "reason": wanted.reason,
            "dated": wanted.dated.isoformat(),
            "due": obligation.due.isoformat() if obligation and obligation.due else None,
            "days_late": rules.days_late(_first_dated(wanted), obligation.due if obligation else None),
            "demonstration": wanted.assignment.is_demo,
            "dnr": wanted.assignment.dnr,
            **_parties(wanted, obligation),
            "figures": {
                "ceiling_ore": wanted.figures.ceiling_ore,
                "requisitioned_ore": wanted.figures.requisitioned_ore,
                "used_ore": wanted.figures.used_ore,
                "repaid_ore": wanted.repaid_ore,
                "amount_ore": wanted.amount_ore,
            },
            "conditions": _conditions(wanted),
            **(_rows(wanted) if wanted.kind != rules.REQUISITION else {}),
            **({"attachments": cited_papers(wanted.assignment)} if wanted.kind == rules.ACCOUNT else {}),
        }


def _first_dated(wanted: Draft) -> datetime.date:
    """The day that counts against the due date: that of the first version, for a correction repairs what was in
    time.
    """
    day, old = wanted.dated, wanted.replaced
    while old is not None:
        day, old = old.dated, old.replaces
    return day


def _replaces(wanted: Draft) -> dict[str, Any] | None:
    old = wanted.replaced
    if old is None:
        return None
    return {
        "version": old.version,
        "dated": old.dated.isoformat(),
        "amount_ore": old.amount_ore,
        "sha256": old.sha256,
        "difference_ore": wanted.amount_ore - old.amount_ore,
    }


def _parties(wanted: Draft, obligation: Obligation | None) -> dict[str, Any]:
    assignment = wanted.assignment
    recipient = (obligation.recipient if obligation else None) or assignment.payer
    return {
        "authority": assignment.authority.name_on(wanted.dated) or str(assignment.authority),
        "recipient": (recipient.name_on(wanted.dated) or str(recipient)) if recipient else "",
        "assignment": {
            "slug": assignment.slug,
            "title": assignment.title,
            "decided_on": assignment.decided_on.isoformat() if assignment.decided_on else None,
            "year": assignment.year,
        },
        "appropriation": {
            "expenditure_area": assignment.expenditure_area,
            "appropriation": assignment.appropriation,
            "item": assignment.appropriation_item,
        },
        "requisition": (
            {"version": wanted.requisition.version, "dated": wanted.requisition.dated.isoformat()}
            if wanted.requisition and wanted.kind != rules.REQUISITION
            else None
        ),
        "repayment": (
            {"version": wanted.repayment.version, "dated": wanted.repayment.dated.isoformat()}
            if wanted.repayment and wanted.kind == rules.ACCOUNT
            else None
        ),
    }


def _conditions(wanted: Draft) -> list[dict[str, Any]]:
    """The decision's conditions that this document can show to be met, each with its place in the decision."""
    found = []
    ordered = list(
        Obligation.objects.filter(assignment=wanted.assignment, span_end__isnull=False).order_by("span_end")
    )
    for condition in MoneyCondition.objects.filter(assignment=wanted.assignment):
        met = _met(condition.kind, wanted, in_parts=is_paid_in_parts(condition.wording))
        if met and not _about_a_report(condition, ordered):
            found.append(
                {
                    "kind": condition.kind,
                    "text": condition.wording,
                    "met": met,
                    "span": [condition.span_start, condition.span_end]
                    if condition.span_start is not None
                    else None,
                }
            )
    return found


def _about_a_report(condition: MoneyCondition, ordered: list[Obligation]) -> bool:
    """A decision says what must cite the number right after what it orders: one that follows a report is not ours."""
    if condition.kind != "cite_dnr" or condition.span_start is None:
        return False
    before = [one for one in ordered if one.span_end is not None and one.span_end <= condition.span_start]
    return bool(before) and before[-1].kind in {Obligation.INTERIM, Obligation.FINAL}


def _met(kind: str, wanted: Draft, *, in_parts: bool = False) -> str:
    figures, year = wanted.figures, wanted.assignment.year
    values = {
        "ceiling": format_kr(figures.ceiling_ore),
        "requisitioned": format_kr(figures.requisitioned_ore),
        "used": format_kr(figures.used_ore),
        "repaid": format_kr(wanted.repaid_ore),
        "year": year,
        "dnr": wanted.assignment.dnr,
        "appropriation": wanted.assignment.appropriation.split(" ")[0],
    }
    if kind == "cite_dnr":
        return _("Handlingen anger %(dnr)s.") % values
    if kind == "charged_to":
        return _("Medlen kommer från anslag %(appropriation)s.") % values
    if wanted.kind == rules.REQUISITION:
        words = {
            "ceiling": _("%(requisitioned)s av högst %(ceiling)s rekvireras."),
            "payment": _("%(requisitioned)s rekvireras.")
            if in_parts
            else _("Hela beloppet rekvireras på en gång."),
        }
    else:
        words = {
            "ceiling": _("%(used)s av högst %(ceiling)s är använt, för kostnader under %(year)s."),
            "payment": _("%(requisitioned)s har rekvirerats.")
            if in_parts
            else _("%(requisitioned)s har rekvirerats på en gång."),
            "repay_unused": _("%(repaid)s är inte använt och betalas tillbaka."),
        }
    return words.get(kind, "") % values


def _rows(wanted: Draft) -> dict[str, Any]:
    """What the used sum is made of: per activity, per account, and each cost row."""
    parts = (
        Allotment.objects.filter(
            voucher_line__voucher__assignment=wanted.assignment,
            reverses__isnull=True,
            reversed_by__isnull=True,
        )
        .values_list(
            "activity__number",
            "voucher_line__account__number",
            "voucher_line__voucher__series",
            "voucher_line__voucher__number",
            "voucher_line__position",
            "voucher_line__cost_date",
        )
        .annotate(ore=Sum("amount_ore"))
        .order_by("activity__number", "voucher_line__cost_date", "voucher_line")
    )
    return {
        "by_activity": [
            {
                "number": one.activity.number,
                "title": one.activity.title,
                "budget_ore": one.budget_ore,
                "used_ore": one.used_ore,
                "vouchers": one.vouchers,
            }
            for one in outcome_by_activity(wanted.assignment)
        ],
        "by_account": [
            {
                "number": one.account.number,
                "name": one.account.name,
                "used_ore": one.used_ore,
                "rows": one.lines,
            }
            for one in outcome_by_account(wanted.assignment)
        ],
        "rows": [
            {
                "activity": activity,
                "account": account,
                "voucher": f"{series} {number}".strip(),
                "row": position,
                "date": day.isoformat(),
                "ore": int(ore),
            }
            for activity, account, series, number, position, day, ore in parts
        ],
    }


def late_words(data: dict[str, Any], language: str = "sv", *, handed_in: bool = True) -> str:
    """The sentence that a late document states about itself, "" when it is in time. The caller sets the language.

    Before it is `handed_in` it says only how late its date is.
    """
    if not data["days_late"]:
        return ""
    due = format_date(datetime.date.fromisoformat(data["due"]), language)
    if not handed_in:
        return ngettext(
            "Handlingen skulle ha lämnats senast %(due)s. Dess datum är %(days)s dag senare.",
            "Handlingen skulle ha lämnats senast %(due)s. Dess datum är %(days)s dagar senare.",
            data["days_late"],
        ) % {"due": due, "days": data["days_late"]}
    return ngettext(
        "Handlingen skulle ha lämnats senast %(due)s och lämnades %(days)s dag för sent.",
        "Handlingen skulle ha lämnats senast %(due)s och lämnades %(days)s dagar för sent.",
        data["days_late"],
    ) % {"due": due, "days": data["days_late"]}
