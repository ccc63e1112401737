"""Drafts that wait for somebody's approval, for the desk of each who may give it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.insight.statistics.access import waiting_for_approval
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """Drafts of others, the oldest first."""
    for version in waiting_for_approval(user):
        since = version.drafted_at.astimezone(STOCKHOLM).date()
        yield Task(
            Why.WAITING, str(version.table), version.get_absolute_url(), _("Utkast att godkänna"), since=since
        )
