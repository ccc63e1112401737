"""Measurements that wait for somebody's approval, for the desk of each who may give it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.insight.access import measurements_to_approve
from skyddsnat.insight.measurements.parts import said_with_day
from skyddsnat.shared.dates import STOCKHOLM


def waiting(user: User) -> Iterator[Task]:
    """Measurements of others, the oldest first."""
    for one in measurements_to_approve(user):
        since = one.entered_at.astimezone(STOCKHOLM).date()
        yield Task(
            Why.WAITING, str(one.indicator), one.indicator.get_absolute_url(), _("Mätning att godkänna"),
            about=said_with_day(one), since=since, key=f"{one.pk}",
        )  # fmt: skip
