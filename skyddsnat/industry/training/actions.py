"""Writes of staff on the course; its texts are changed in Wagtail's rooms."""

from __future__ import annotations

from skyddsnat.core.api import check_may
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import TrainingActivity
from skyddsnat.industry.training.access import possible_activities
from skyddsnat.mandate.api import choose_activity
from skyddsnat.mandate.models import Activity


def choose_training_activity(*, activity: Activity | None, version: int, by: User) -> TrainingActivity:
    """Say which activity the course is a part of; None puts the counting off. What stands in the ledger stays there."""
    check_may(by, WRITE)
    return choose_activity(
        TrainingActivity, activity=activity, version=version, possible=possible_activities(by),
        verb="training.activity_chosen", by=by,
    )  # fmt: skip
