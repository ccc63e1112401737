"""What staff see of how cases have gone: the sums of the ledger, and no case."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.cooperation.access import READ, WRITE
from skyddsnat.cooperation.counting.proof import kinds
from skyddsnat.cooperation.models import CountingActivity
from skyddsnat.core.models import User
from skyddsnat.mandate.api import activities_to_choose
from skyddsnat.mandate.models import Activity, Evidence


def sums_for(user: User) -> QuerySet[Evidence]:
    """The rows of the ledger that count cases, the newest first."""
    rows = Evidence.objects.filter(kind__in=kinds()) if user.may(READ) else Evidence.objects.none()
    return rows.select_related("activity__assignment", "kind").order_by("-occurred_on", "-seq")


def possible_activities(user: User) -> QuerySet[Activity]:
    """The activities that cases can be counted on, for those who may say which."""
    return activities_to_choose(user) if user.may(WRITE) else Activity.objects.none()


def counting_activity() -> CountingActivity:
    """The row that says on which activity; not saved when nobody has said so yet."""
    return CountingActivity.objects.select_related("activity__assignment").first() or CountingActivity()
