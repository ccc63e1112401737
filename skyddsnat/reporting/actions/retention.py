"""Removing working material when its time is out: drafts, comments, and how far they were read."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.reporting.models import ReportComment, ReportCommentsRead, ReportDraft

WORKING_DAYS = 730  # retention rule "working" in core/retention.yaml


@transaction.atomic
def remove_old_writing(*, today: datetime.date, by: User | None) -> int:
    """Remove drafts nobody has touched and threads nobody has added to for two years; say how many there were."""
    limit = today - datetime.timedelta(days=WORKING_DAYS)
    drafts = ReportDraft.objects.filter(saved_at__date__lt=limit)
    threads = ReportComment.objects.filter(answers__isnull=True, at__date__lt=limit).exclude(
        Q(replies__at__date__gte=limit) | Q(resolved_at__date__gte=limit)
    )
    found = [*drafts, *threads]
    for old in found:
        record(by, "report.writing_removed", old)
        old.delete()
    if found:
        left = ReportComment.objects.values("assignment", "section")
        for row in ReportCommentsRead.objects.all():
            if not left.filter(assignment=row.assignment_id, section=row.section).exists():
                row.delete()
    return len(found)
