"""Writes of staff on the counting of tips."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.counting.access import possible_activities
from skyddsnat.tips.models import CountingActivity


@transaction.atomic
def choose_counting_activity(*, activity: Activity | None, version: int, by: User) -> CountingActivity:
    """Say on which activity tips are counted; None puts it off. What stands in the ledger stays there."""
    check_may(by, ADMIN)
    CountingActivity.objects.get_or_create()
    current = CountingActivity.objects.select_for_update().get()
    if current.version != version:
        raise ChangedMeanwhile(current)
    if activity is not None and not possible_activities(by).filter(pk=activity.pk).exists():
        raise Refused(_("Insatsen finns inte bland dem du kan välja. Välj en annan."))
    if current.activity_id != (activity.pk if activity else None):
        current.activity = activity
        current.version += 1
        current.save(update_fields=["activity", "version"])
        record(by, "tips.activity_chosen", current, activity=current.activity_id)
    return current
