"""Which activity tips are counted on, and which closed tip is in which row of the ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.tips.models.tips import Tip


class CountingActivity(models.Model):
    """One row that says on which activity closed tips become evidence."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="tips_one_counting_activity")]

    def __str__(self) -> str:
        return str(self.activity_id)


class CountedTip(models.Model):
    """A closed tip that a row of the ledger counts together with four others or more. It is counted once."""

    tip = models.OneToOneField(Tip, models.CASCADE, primary_key=True, related_name="counted")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["tip"]

    def __str__(self) -> str:
        return f"{self.tip_id} in {self.evidence_id}"
