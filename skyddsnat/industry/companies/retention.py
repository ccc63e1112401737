"""What is not kept: enrolments after two weeks, ways in that no longer open, and that letters were sent."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import retention_rules
from skyddsnat.industry.models import CompanyKey, CompanyLetter, Enrolment

RULE, KEY_RULE, LETTER_RULE = "enrolment", "personal-link", "company-letter"


def _before(rule: str, today: datetime.date) -> datetime.date:
    return today - datetime.timedelta(days=retention_rules()[rule]["days"])


@transaction.atomic
def remove_old_enrolments(*, today: datetime.date) -> int:
    """Remove what was filled in two weeks ago, confirmed or not; returns how many."""
    old = Enrolment.objects.filter(asked_at__date__lt=_before(RULE, today))
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def remove_old_company_keys(*, today: datetime.date) -> int:
    """Remove links that ceased to open a month ago."""
    return CompanyKey.objects.filter(expires_on__lt=_before(KEY_RULE, today)).delete()[0]


@transaction.atomic
def remove_old_company_letters(*, today: datetime.date) -> int:
    """Forget that letters were sent, long after the pledges that they reminded of have ended."""
    return CompanyLetter.objects.filter(written_at__date__lt=_before(LETTER_RULE, today)).delete()[0]
