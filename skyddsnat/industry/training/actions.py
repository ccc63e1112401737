"""Writes of staff on the course; its texts are changed in Wagtail's rooms."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import TrainingActivity
from skyddsnat.industry.training.access import possible_activities
from skyddsnat.mandate.models import Activity


@transaction.atomic
def choose_training_activity(*, activity: Activity | None, version: int, by: User) -> TrainingActivity:
    """Say which activity the course is a part of; None puts the counting off. What stands in the ledger stays there."""
    check_may(by, WRITE)
    TrainingActivity.objects.get_or_create()
    current = TrainingActivity.objects.select_for_update().get()
    if current.version != version:
        raise ChangedMeanwhile(current)
    if activity is not None and not possible_activities(by).filter(pk=activity.pk).exists():
        raise Refused(_("Insatsen finns inte bland dem du kan välja. Välj en annan."))
    if current.activity_id != (activity.pk if activity else None):
        current.activity = activity
        current.version += 1
        current.save(update_fields=["activity", "version"])
        record(by, "training.activity_chosen", current, activity=current.activity_id)
    return current
