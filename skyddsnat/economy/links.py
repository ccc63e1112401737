"""The room's links in the chain, and what has come of the obligations about money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, Voucher
from skyddsnat.economy.outcome import (
    held_grant,
    outcome_by_activity,
    prepared_document,
    standing_document,
    standing_documents,
)
from skyddsnat.economy.spent import spent
from skyddsnat.mandate.api import Fulfilment, Spending, Standing, Sum
from skyddsnat.mandate.models import Assignment, MoneyCondition, Obligation
from skyddsnat.shared.money import format_kr

KINDS = [kind for kind, _name in MoneyDocument.KINDS]


def condition_link(standing: Standing) -> dict[str, Any] | None:
    """The conditions on the money, from the decision and from the obligations about money."""
    on_money = standing.obligation is not None and standing.obligation.kind in KINDS
    if standing.kind != "decision" and not on_money:
        return None
    count = MoneyCondition.objects.filter(assignment=standing.assignment).count()
    return {"count": count, "url": f"{start(standing.assignment)}#villkor"} if count else None


def budget_link(standing: Standing) -> dict[str, Any] | None:
    """What may be used: of the whole grant, or by an activity."""
    if standing.kind == "decision":
        return {"label": _("Budget och utfall"), "url": start(standing.assignment)}
    if standing.activity is None or standing.kind != "activity":
        return None
    return {
        "label": format_kr(standing.activity.budget_ore),
        "url": f"{start(standing.assignment)}#insats-{standing.activity.number}",
    }


def voucher_link(standing: Standing) -> dict[str, Any] | None:
    """The vouchers behind what is used."""
    if standing.kind not in {"decision", "activity"}:
        return None
    rows = reverse("economy:vouchers", args=[standing.assignment.slug])
    if standing.activity is not None:
        mine = [row for row in outcome_by_activity(standing.assignment) if row.activity == standing.activity]
        count, url = sum(row.vouchers for row in mine), f"{rows}?activity={standing.activity.number}"
        if not count:
            needed = standing.activity.budget_ore > 0
            return {"missing": True, "url": f"{rows}?allotted=no"} if needed else None
        return {"count": count, "url": url}
    allotted = Voucher.objects.filter(
        assignment=standing.assignment,
        lines__allotments__reverses__isnull=True,
        lines__allotments__isnull=False,
        lines__allotments__reversed_by__isnull=True,
    )
    count = allotted.distinct().count()
    return {"count": count, "url": f"{rows}?allotted=yes"} if count else {"missing": True, "url": rows}


def document_link(standing: Standing) -> dict[str, Any] | None:
    """The issued documents, from the decision and from the obligation that each answers."""
    assignment = standing.assignment
    if standing.kind == "decision":
        count, where = len(standing_documents(assignment, KINDS)), f"{start(assignment)}#handlingar"
        return {"count": count, "url": where} if count else {"missing": True, "url": where}
    if standing.obligation is None or standing.obligation.kind not in KINDS:
        return None
    kind = standing.obligation.kind
    answer = standing_document(assignment, kind)
    if answer is None:
        waiting = prepared_document(
            assignment, kind
        )  # preparing one is for some; seeing where it stands is for all
        where = waiting.get_absolute_url() if waiting else f"{start(assignment)}#handlingar"
        return {"missing": True, "url": where}
    return {"label": str(answer), "url": answer.get_absolute_url()}


def money_fulfilments(obligations: Sequence[Obligation]) -> dict[int, Fulfilment]:
    """The issued document that answers each obligation, or the one that waits for approval."""
    states = (
        MoneyDocument.PREPARED,
        MoneyDocument.ISSUED,
    )  # in this order below: the newest issued one counts
    papers = MoneyDocument.objects.filter(
        assignment__in={one.assignment_id for one in obligations}, state__in=states
    ).select_related("assignment")
    answers = {
        (paper.assignment_id, paper.kind): paper
        for paper in sorted(papers.defer("data"), key=lambda one: (states.index(one.state), one.version))
    }
    return {
        one.pk: Fulfilment(
            paper.state == MoneyDocument.ISSUED, str(paper), paper.get_absolute_url(), paper.dated
        )
        for one in obligations
        if (paper := answers.get((one.assignment_id, one.kind)))
    }


def start(assignment: Assignment) -> str:
    return reverse("economy:start", args=[assignment.slug])


def spending(user: User, assignment: Assignment) -> Spending | None:
    """What was requisitioned, used, repaid and spent on each activity, for those who may see the money."""
    if not user.may(access.READ):
        return None
    rows = reverse("economy:vouchers", args=[assignment.slug])
    held = held_grant(assignment)
    money = spent(assignment)
    papers = standing_documents(assignment, ("requisition", "repayment"))

    def at(kind: str) -> str:
        paper = papers.get(kind)
        return paper.get_absolute_url() if paper else f"{start(assignment)}#handlingar"

    repayment = papers.get("repayment")
    return Spending(
        used=Sum(held.used_ore, f"{rows}?allotted=yes"),
        requisitioned=Sum(held.requisitioned_ore, at("requisition")),
        repaid=Sum(repayment.amount_ore, at("repayment")) if repayment else None,
        loose=Sum(money.loose, f"{rows}?allotted=no"),
        by_activity={pk: Sum(used, f"{rows}?activity={number}") for pk, number, used in money.by_activity},
    )
