"""What is removed when its time is out: old badges, and what could have been made into one."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.industry.badges.rules import KEPT_DAYS, LINKS_KEPT_DAYS
from skyddsnat.industry.models import Badge, BadgeClaim


@transaction.atomic
def remove_old_badges(*, today: datetime.date) -> int:
    """Remove badges that ceased to be valid two years ago, and claims that closed thirty days ago; says how many."""
    claims, _each = BadgeClaim.objects.filter(
        expires_on__lt=today - datetime.timedelta(days=LINKS_KEPT_DAYS)
    ).delete()
    badges, _each = Badge.objects.filter(expires_on__lt=today - datetime.timedelta(days=KEPT_DAYS)).delete()
    return claims + badges
