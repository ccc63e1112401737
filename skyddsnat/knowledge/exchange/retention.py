"""Who wrote is forgotten after a year; what was written stays, with the function and the organisation."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import record, retention_rules
from skyddsnat.knowledge.models import Post, PostReport

RULE = "author"


@transaction.atomic
def forget_authors(*, today: datetime.date) -> int:
    """Remove who wrote posts a year old, and reports of them that were handled a year ago; how many posts."""
    limit = today - datetime.timedelta(days=retention_rules()[RULE]["days"])
    PostReport.objects.filter(handled_at__date__lt=limit).delete()
    count = Post.objects.filter(posted_at__date__lt=limit, by__isnull=False).update(by=None)
    if count:
        record(None, "post.author_forgotten", Post(), posts=count)
    return count
