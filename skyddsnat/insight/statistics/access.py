"""Who may draft tables, who may approve them, and what each sees: protected tables and nothing else."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from skyddsnat.core.models import User
from skyddsnat.insight.statistics.models import StatTable, StatVersion

WRITE, APPROVE = "statistics.write", "statistics.approve"


def may_see(user: User) -> bool:
    return user.may(WRITE) or user.may(APPROVE)


def tables_for(user: User) -> QuerySet[StatTable]:
    """The tables that the user may see."""
    return StatTable.objects.all() if may_see(user) else StatTable.objects.none()


def versions_for(user: User) -> QuerySet[StatVersion]:
    """The versions that the user may see: one's own while they are being made, all others once they are protected."""
    found = StatVersion.objects.select_related("table", "drafted_by", "approved_by", "withdrawn_by").defer(
        "raw"
    )
    if not may_see(user):
        return found.none()
    unfinished = Q(state__in=[StatVersion.State.MAKING, StatVersion.State.REFUSED])
    return found.filter(~unfinished | Q(drafted_by=user))


def waiting_for_approval(user: User) -> QuerySet[StatVersion]:
    """The drafts that the user may approve: never one's own."""
    found = StatVersion.objects.select_related("table").defer("raw")
    if not user.may(APPROVE):
        return found.none()
    return found.filter(state=StatVersion.State.DRAFT).exclude(drafted_by=user).order_by("drafted_at")
