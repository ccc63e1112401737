"""Writes of staff on the counting of tips."""

from __future__ import annotations

from skyddsnat.core.api import check_may
from skyddsnat.core.models import User
from skyddsnat.mandate.api import choose_activity
from skyddsnat.mandate.models import Activity
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.counting.access import possible_activities
from skyddsnat.tips.models import CountingActivity


def choose_counting_activity(*, activity: Activity | None, version: int, by: User) -> CountingActivity:
    """Say on which activity tips are counted; None puts it off. What stands in the ledger stays there."""
    check_may(by, ADMIN)
    return choose_activity(
        CountingActivity, activity=activity, version=version, possible=possible_activities(by),
        verb="tips.activity_chosen", by=by,
    )  # fmt: skip
