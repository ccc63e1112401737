"""The plan's own history: what an activity says as plain values, and one row for each change of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity, ActivityChange, PlanCopy, PlanVersion

WORDS = ("title", "title_en", "purpose", "purpose_en")
DAYS = ("starts", "ends", "started_on", "finished_on")
PLANNED = (*WORDS, "responsible", "starts", "ends", "budget_ore", "clauses", "aims", "target_groups")
LINK_KEYS = {"clauses": "number", "aims": "letter", "target_groups": "code"}


def plain(name: str, value: Any) -> Any:
    """A field's value as JSON: days as ISO, a person as id, linked rows by number, letter or code."""
    if name in LINK_KEYS:
        return sorted(getattr(row, LINK_KEYS[name]) for row in value)
    if name == "responsible":
        return value.pk
    return value.isoformat() if isinstance(value, datetime.date) else value


def planned(activity: Activity) -> dict[str, Any]:
    """Everything the plan says of an activity."""
    return {
        name: plain(name, getattr(activity, name).all() if name in LINK_KEYS else getattr(activity, name))
        for name in PLANNED
    }


def has_approved_plan(assignment_pk: int) -> bool:
    return PlanVersion.objects.filter(assignment=assignment_pk, state=PlanVersion.APPROVED).exists()


def written(
    activity: Activity,
    verb: str,
    by: User,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    why: str = "",
    undoes: ActivityChange | None = None,
    copy: PlanCopy | None = None,
) -> ActivityChange:
    """Write one row of the history, in the transaction of what it tells of."""
    return ActivityChange.objects.create(
        assignment_id=activity.assignment_id,
        activity_pk=activity.pk,
        number=activity.number,
        title=activity.title,
        verb=verb,
        old=old or {},
        new=new or {},
        why=why,
        by=by,
        at=timezone.now(),
        undoes=undoes,
        copy=copy,
    )
