"""Writes on what became of a decided assessment. Rows are only added."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.mandate import assessment_rules
from skyddsnat.mandate.meeting_rules import check_impersonal
from skyddsnat.mandate.models import Activity, AssessmentFollowUp, ChildRightsAssessment
from skyddsnat.shared.dates import STOCKHOLM, today


@transaction.atomic
def follow_up_assessment(
    *, activity: Activity, done_on: datetime.date, found: str, by: User, next_on: datetime.date | None = None
) -> AssessmentFollowUp:
    """Write what the follow-up showed, and when to look again if at all. Nothing of the decided text changes."""
    assessment = ChildRightsAssessment.objects.select_for_update(of=("self",)).get(activity=activity)
    decided = assessment.decided_at
    assessment_rules.check_follow_up(
        decided=decided is not None,
        done_on=done_on,
        decided_on=decided.astimezone(STOCKHOLM).date() if decided else None,
        today=today(),
        next_on=next_on,
        found=found,
    )
    check_impersonal(found)
    row = AssessmentFollowUp.objects.create(
        assessment=assessment, done_on=done_on, done_by=by, found=found.strip(), next_on=next_on
    )
    record(
        by,
        "assessment.followed_up",
        assessment,
        activity=activity.number,
        on=str(done_on),
        next=str(next_on or ""),
    )
    return row


def next_follow_up(assessment: ChildRightsAssessment | None) -> datetime.date | None:
    """The day to look again: the last row's, or the one decided; None when there is nothing more to look for."""
    if assessment is None or assessment.decided_at is None:
        return None
    rows = list(assessment.follow_ups.all())
    return rows[-1].next_on if rows else assessment.follow_up_on
