"""Removing working material when its time is out. The confirmed assignment and its evidence are never removed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Reading

WORKING_DAYS = 730  # retention rule "working" in core/retention.yaml


@transaction.atomic
def remove_old_readings(*, today: datetime.date, by: User | None) -> int:
    """Remove readings that were thrown away or became an assignment two years ago, and say how many."""
    limit = today - datetime.timedelta(days=WORKING_DAYS)
    old = Reading.objects.filter(
        Q(discarded_at__date__lt=limit)
        | Q(assignment__isnull=False, uploaded_at__date__lt=limit)
        | Q(amended__isnull=False, uploaded_at__date__lt=limit)
    )
    for reading in old:
        record(by, "reading.removed", reading)
        reading.delete()
    return len(old)
