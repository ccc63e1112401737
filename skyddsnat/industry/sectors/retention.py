"""What is not kept: that tips were received, a year and some days after the month."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import retention_rules
from skyddsnat.industry.models import TipReceived

RULE = "tip-received"


@transaction.atomic
def remove_old_tips_received(*, today: datetime.date) -> int:
    """Forget where tips were received in months long gone; returns how many."""
    before = today - datetime.timedelta(days=retention_rules()[RULE]["days"])
    return TipReceived.objects.filter(month__lt=before).delete()[0]
