"""The start page of somebody who has signed in: what is due, what waits, what is missing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.economy.api import budget_vs_outcome
from skyddsnat.mandate.api import activities_for, assignments_for, chain_for, due_state, fulfilment_of
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_kr


def desk(user: User) -> dict[str, Any]:
    """Everything the start page shows, from what the user may read."""
    assignments = list(assignments_for(user))
    return {
        "assignments": [_card(assignment, user) for assignment in assignments],
        "waiting": [task for assignment in assignments for task in _waiting(assignment, user)],
        "may_read": user.may("mandate.read"),
        "is_partner": user.may("mandate.partner"),
    }


def _card(assignment: Assignment, user: User) -> dict[str, Any]:
    card: dict[str, Any] = {
        "assignment": assignment,
        "chain": chain_for(assignment),
        "obligations": [
            _obligation(o) for o in assignment.obligations.select_related("assignment", "recipient")
        ],
    }
    if user.may("economy.read"):
        card["money"] = _money(assignment)
    return card


def _obligation(obligation: Any) -> dict[str, Any]:
    answer = fulfilment_of(obligation)
    done = bool(answer and answer.done)
    state = due_state(obligation.due, today=today(), done=done, drafted=bool(answer) and not done)
    return {
        "obligation": obligation,
        "state": state,
        "url": answer.url if answer else "",
        "on": answer.on if answer else None,
    }


def _money(assignment: Assignment) -> list[dict[str, Any]]:
    outcome = budget_vs_outcome(assignment)
    url = reverse("economy:start", args=[assignment.slug])
    tiles = [
        {"label": _("Får användas"), "value": format_kr(outcome.ceiling_ore), "url": url},
        {"label": _("Använt"), "value": format_kr(outcome.used_ore), "url": url},
        {"label": _("Rekvirerat"), "value": format_kr(outcome.requisitioned_ore), "url": url},
    ]
    if outcome.orphan_ore:
        tiles.append(
            {"label": _("Utan insats"), "value": format_kr(outcome.orphan_ore), "url": url, "tone": "warning"}
        )
    return tiles


def _waiting(assignment: Assignment, user: User) -> list[dict[str, Any]]:
    """What waits for this user: assessments to decide, documents and reports to approve, a missing dnr."""
    tasks: list[dict[str, Any]] = []
    if user.may("mandate.write") and not assignment.dnr:
        tasks.append(
            _task(_("Ange beslutets diarienummer"), assignment.get_absolute_url(), _("Saknas"), "danger")
        )
    if user.may("mandate.approve"):
        undecided = activities_for(user).filter(
            assignment=assignment, assessment__sent_at__isnull=False, assessment__decided_at__isnull=True
        )
        tasks += [_task(a.title, a.get_absolute_url(), _("Besluta prövningen"), "warning") for a in undecided]
    if user.may("economy.approve"):
        prepared = assignment.money_documents.filter(state="prepared").select_related("assignment")
        tasks += [_task(str(d), d.get_absolute_url(), _("Godkänn"), "warning") for d in prepared]
    if user.may("reporting.approve"):
        reports = assignment.reports.filter(state="prepared").select_related("assignment")
        tasks += [_task(_("Slutredovisning"), r.get_absolute_url(), _("Godkänn"), "warning") for r in reports]
    return tasks


def _task(label: str, url: str, status: str, tone: str) -> dict[str, Any]:
    return {"label": label, "url": url, "status": status, "tone": tone}
