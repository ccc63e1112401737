"""Writes of staff on the counting of cases."""

from __future__ import annotations

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.counting.access import possible_activities
from skyddsnat.cooperation.models import CountingActivity
from skyddsnat.core.api import check_may
from skyddsnat.core.models import User
from skyddsnat.mandate.api import choose_activity
from skyddsnat.mandate.models import Activity


def choose_counting_activity(*, activity: Activity | None, version: int, by: User) -> CountingActivity:
    """Say on which activity cases are counted; None puts it off. What stands in the ledger stays there."""
    check_may(by, WRITE)
    return choose_activity(
        CountingActivity, activity=activity, version=version, possible=possible_activities(by),
        verb="cases.activity_chosen", by=by,
    )  # fmt: skip
