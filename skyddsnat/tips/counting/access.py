"""What those who set up receivers see of how tips have ended: the sums of the ledger, and no tip."""

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.mandate.api import activities_to_choose
from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.counting.proof import KIND
from skyddsnat.tips.models import CountingActivity


def sums_for(user: User) -> QuerySet[Evidence]:
    """The rows of the ledger that count tips, the newest first."""
    rows = Evidence.objects.filter(kind=KIND, activity__in=possible_activities(user))
    return rows.select_related("activity__assignment", "organisation", "place").order_by(
        "-occurred_on", "-seq"
    )


def possible_activities(user: User) -> QuerySet[Activity]:
    """The activities that tips can be counted on, for those who may say which."""
    return activities_to_choose(user) if user.may(ADMIN) else Activity.objects.none()


def counting_activity() -> CountingActivity:
    """The row that says on which activity; not saved when nobody has said so yet."""
    return CountingActivity.objects.select_related("activity__assignment").first() or CountingActivity()
