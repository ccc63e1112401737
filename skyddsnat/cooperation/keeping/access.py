"""What requires that a case is kept, for those who may read it; and what an auditor sees of all cases."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.cooperation.access import AUDIT, own_cases_for, that_there_are_cases
from skyddsnat.cooperation.models import DestroyedCase, Hold, Move, Referral
from skyddsnat.core.models import User


def hold_of(user: User, referral: Referral) -> Hold | None:
    """The legal hold of one of the person's own cases; None when there is none."""
    return (
        Hold.objects.filter(referral=referral, referral__in=own_cases_for(user)).select_related("by").first()
    )


def moves_for(user: User, case: Referral | None = None) -> QuerySet[Move]:
    """For an auditor: when cases moved and who moved them, without why."""
    rows = Move.objects.filter(referral__in=that_there_are_cases(user))
    return (rows if case is None else rows.filter(referral=case)).defer("reason").select_related("by")


def destroyed_for(user: User) -> QuerySet[DestroyedCase]:
    """For an auditor: the numbers of the cases that have been destroyed."""
    return DestroyedCase.objects.all() if user.may(AUDIT) else DestroyedCase.objects.none()
