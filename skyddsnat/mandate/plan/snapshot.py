"""The plan frozen as plain data, and what differs between two such plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from skyddsnat.core.models import User
from skyddsnat.mandate.models import ActivityChange, Assignment, PlanVersion
from skyddsnat.mandate.plan.history import LINK_KEYS, planned
from skyddsnat.mandate.plan.schedule import Planned, rows_of

COMPARED = (
    "title", "title_en", "purpose", "purpose_en", "responsible", "starts", "ends", "budget_ore", "clauses", "aims",
    "target_groups", "after", "before",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """What has happened to an activity (an obligation when it has no number): `how` is added, removed or changed."""

    how: str
    number: int | None
    title: str
    fields: list[tuple[str, Any, Any]] = field(default_factory=list)  # name, before, after


def frozen_plan(assignment: Assignment) -> dict[str, Any]:
    """What the plan says now, in the order of the numbers; not what has been done."""
    activities = assignment.activities.select_related("responsible").prefetch_related(*LINK_KEYS)
    rows = rows_of(activities.order_by("number"))
    people = {row.activity.responsible_id: row.activity.responsible for row in rows}
    return {
        "activities": [_activity(row) for row in rows],
        "obligations": _obligations(assignment),
        "clauses": [
            {"number": row.number, "title": row.heading, "kind": row.kind}
            for row in assignment.clauses.order_by("number")
        ],
        "people": {str(pk): {"name": user.name, "role": role_of(user)} for pk, user in people.items()},
    }


def _activity(row: Planned) -> dict[str, Any]:
    activity = row.activity
    return {
        "pk": activity.pk,
        "number": activity.number,
        **planned(activity),
        "after": [after.number for after in row.waits],
        "before": [obligation.pk for obligation in row.before],
    }


def _obligations(assignment: Assignment) -> list[dict[str, Any]]:
    return [
        {
            "pk": owed.pk,
            "what": owed.what,
            "what_en": owed.what_en,
            "due": owed.due.isoformat() if owed.due else None,
            "recipient": owed.recipient.name if owed.recipient else "",
        }
        for owed in assignment.obligations.select_related("recipient").order_by("due", "pk")
    ]


def role_of(user: User, permission: str = "") -> str:
    """The names of the user's roles in Swedish, those that give the permission when one is named."""
    with override("sv"):
        roles = user.roles.order_by("code")
        return ", ".join(str(role) for role in roles if not permission or permission in role.permissions)


def differences(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> list[Difference]:
    """What has come, gone and changed from one frozen plan to another; everything is new when there was none."""
    before = {row["pk"]: row for row in (old or {}).get("activities", [])}
    after = {row["pk"]: row for row in new["activities"]}
    found = [_compared(before.get(pk), row) for pk, row in after.items()]
    found += [
        Difference("removed", row["number"], row["title"]) for pk, row in before.items() if pk not in after
    ]
    ordered = sorted((d for d in found if d is not None), key=lambda d: d.number or 0)
    return ordered + (_due(old, new) if old else [])


def _compared(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Difference | None:
    if old is None:
        return Difference("added", new["number"], new["title"])
    fields = [(name, old[name], new[name]) for name in COMPARED if old[name] != new[name]]
    return Difference("changed", new["number"], new["title"], fields) if fields else None


def _due(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Obligations that came, went or got another day."""
    before = {row["pk"]: row for row in old["obligations"]}
    after = {row["pk"]: row for row in new["obligations"]}
    found = []
    for pk, row in after.items():
        if pk not in before:
            found.append(Difference("added", None, row["what"]))
        elif before[pk]["due"] != row["due"]:
            found.append(Difference("changed", None, row["what"], [("due", before[pk]["due"], row["due"])]))
    return found + [Difference("removed", None, row["what"]) for pk, row in before.items() if pk not in after]


def latest_approved(assignment: Assignment) -> PlanVersion | None:
    return assignment.plan_versions.filter(state=PlanVersion.APPROVED).order_by("-version").first()


def approved_plans(assignment: Assignment) -> QuerySet[PlanVersion]:
    """Every version that a manager has approved, the oldest first, with its document."""
    found = assignment.plan_versions.filter(state=PlanVersion.APPROVED)
    return found.select_related("pdf").order_by("version")


def changers(version: PlanVersion) -> list[int]:
    """Ids of those who changed the plan between the version it replaces and this one."""
    since = version.replaces.changes_to if version.replaces else 0
    rows = ActivityChange.objects.filter(
        assignment=version.assignment_id, pk__gt=since, pk__lte=version.changes_to
    )
    return sorted(set(rows.values_list("by_id", flat=True)))
