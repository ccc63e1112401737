"""The assignments on the start page, one small card each, and what one who only reads may want to look at first."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.models import User
from skyddsnat.economy.api import budget_vs_outcome
from skyddsnat.mandate.api import assignments_for, chain_for, is_over, owed_by, partner_activities
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_kr

DOES_SOMETHING = (".write", ".approve")
ISSUED_SHOWN = 6


def is_reader(user: User) -> bool:
    """Whether the user reads the assignments and changes nothing in them."""
    return user.may("mandate.read") and not any(p.endswith(DOES_SOMETHING) for p in user.permissions)


def cards_of(user: User) -> list[dict[str, Any]]:
    """One card an assignment: where it stands, what comes next, its money, and the ways in."""
    return [_card(assignment, user) for assignment in assignments_for(user)]


def _card(assignment: Assignment, user: User) -> dict[str, Any]:
    owed = owed_by(assignment.obligations.select_related("assignment", "recipient").order_by("due", "pk"))
    left = [row for row in owed if row.state.code != "done"]
    dated = [row for row in left if row.obligation.due]
    card: dict[str, Any] = {
        "assignment": assignment,
        "chain": chain_for(assignment),
        "next": dated[0] if dated else None,
        "over": is_over(assignment),
        "handed_in": in_short(len(owed) - len(left), len(owed)) if owed else "",
        "ways": _ways(assignment, user),
    }
    if user.may("economy.read"):
        card["money"] = _money(assignment)
    return card


def _money(assignment: Assignment) -> dict[str, Any]:
    outcome = budget_vs_outcome(assignment)
    return {
        "used": outcome.used_ore,
        "ceiling": outcome.ceiling_ore,
        "text": _("%(used)s av %(ceiling)s")
        % {"used": format_kr(outcome.used_ore), "ceiling": format_kr(outcome.ceiling_ore)},
        "orphan": format_kr(outcome.orphan_ore) if outcome.orphan_ore else "",
        "url": reverse("economy:start", args=[assignment.slug]),
    }


def _ways(assignment: Assignment, user: User) -> list[dict[str, str]]:
    ways = [
        ("insight.read", _("Läget"), "overview:leaders"),
        ("mandate.read", _("Insatser"), "mandate:activities"),
        ("mandate.read", _("Underlag"), "mandate:evidence-list"),
        ("economy.read", _("Ekonomi"), "economy:start"),
        ("reporting.read", _("Rapport"), "reporting:overview"),
    ]
    return [
        {"label": label, "url": reverse(name, args=[assignment.slug])}
        for permission, label, name in ways
        if user.may(permission)
    ]


def issued_lately(user: User) -> list[dict[str, Any]]:
    """The documents and reports that were issued last, the newest first."""
    found: list[tuple[datetime.datetime, dict[str, Any]]] = []
    for assignment in assignments_for(user):
        issued: list[Any] = []
        if user.may("economy.read"):
            issued += assignment.money_documents.filter(state="issued").select_related("assignment")
        if user.may("reporting.read"):
            issued += assignment.reports.filter(state="issued").select_related("assignment").defer("data")
        for one in issued:
            label = one.get_kind_display() if hasattr(one, "kind") else _("Slutredovisning")
            row = {"label": label, "url": one.get_absolute_url(), "on": one.dated, "about": str(assignment)}
            found.append((one.issued_at, row))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [row for _at, row in found[:ISSUED_SHOWN]]


def where_to_check(user: User) -> list[dict[str, Any]]:
    """Where a check of each assignment can begin."""
    steps = [
        ("mandate.read", _("Det som hänger löst"), "mandate:assignment-text", "?visa=lost"),
        ("mandate.read", _("Liggaren med underlag"), "mandate:evidence-list", ""),
        ("economy.read", _("Kostnader och verifikationer"), "economy:vouchers", ""),
        ("reporting.read", _("Avslutspaketet"), "reporting:closing", ""),
    ]
    return [
        {
            "assignment": assignment,
            "ways": [
                {"label": label, "url": reverse(name, args=[assignment.slug]) + query}
                for permission, label, name, query in steps
                if user.may(permission)
            ],
        }
        for assignment in assignments_for(user)
    ]


def shared_with(user: User) -> list[dict[str, Any]]:
    """The activities that a partner's own organisation takes part in, those under way first."""
    activities = partner_activities(user, today()).order_by("-starts", "pk")
    found = [(_standing(activity), activity) for activity in activities]
    found.sort(key=lambda pair: pair[0][0])
    return [
        {"activity": activity, "tag": {"text": text, "tone": tone}}
        for (_place, text, tone), activity in found
    ]


def _standing(activity: Activity) -> tuple[int, str, str]:
    """Where an activity is: its place in the list, the word, and the tone."""
    if activity.finished_on:
        return 2, _("Avslutad"), "success"
    return (0, _("Pågår"), "info") if activity.started_on else (1, _("Planerad"), "neutral")


def in_short(done: int, owed: int) -> str:
    """How much of what is owed has been handed in."""
    return ngettext("%(done)d av %(owed)d sak är lämnad", "%(done)d av %(owed)d saker är lämnade", owed) % {
        "done": done,
        "owed": owed,
    }
