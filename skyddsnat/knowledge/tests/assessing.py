"""Beginning and answering self-assessments, for the tests."""

from __future__ import annotations

import datetime

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.assessments.actions import (
    Given,
    fingerprint,
    given_of,
    save_answers,
    start_assessment,
)
from skyddsnat.knowledge.models import Group, Method, SelfAssessment


def begun_by(
    user: User, method: Method, one: Organisation, group: Group = Group.STAFF, on: datetime.date | None = None
) -> SelfAssessment:
    return start_assessment(organisation=one, method=method, group=group, by=user, on=on)


def answered(assessment: SelfAssessment, level: int | None, by: User) -> SelfAssessment:
    """The same level for every statement; None is that they do not apply."""
    codes = [one["code"] for one in assessment.statements]
    seen = fingerprint(given_of(assessment, codes).values())
    given = [Given(code, level, level is None) for code in codes]
    save_answers(assessment=assessment, given=given, seen=seen, by=by)
    return assessment
