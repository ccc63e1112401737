"""The times that the program sets and ends by itself. Called within the write of what happened."""

from __future__ import annotations

import datetime

from skyddsnat.cooperation.models import Deadline, Referral, Request
from skyddsnat.cooperation.referrals.timing import goals
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def add_goals(
    case: Referral, start: str, day: datetime.date, by: User, request: Request | None = None
) -> None:
    """Set the times that begin with something that happened. Called within the write of what happened."""
    for goal in goals()[start]:
        Deadline.objects.get_or_create(
            referral=case, code=goal.code, request=request, taken_back_at=None, done_on=None,
            defaults={
                "what": goal.what[0], "due_on": goal.due(day), "source": goal.source[0], "source_url": goal.url,
                "written_by": by,
            },
        )  # fmt: skip


def meet_goals(case: Referral, codes: set[str], by: User, request: Request | None = None) -> None:
    """Say that what the program set is done. Called within the write of what did it."""
    waiting = Deadline.objects.filter(
        referral=case, code__in=codes, request=request, done_on=None, taken_back_at=None
    )
    waiting.update(done_on=today(), done_by=by, paused_since=None, paused_why="")
