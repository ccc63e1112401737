"""What the assignment may use, has asked for, and has used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.mandate.models import Assignment


class Grant(models.Model):
    """The money of one assignment, in öre.

    The database itself keeps `used_ore` equal to the sum of the allotments and `requisitioned_ore` equal to the
    newest issued requisition (triggers in 0002_guards); nobody else may write them. So the ceiling holds whoever
    comes first.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="grant")
    ceiling_ore = models.PositiveBigIntegerField()
    requisitioned_ore = models.PositiveBigIntegerField(default=0)
    used_ore = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(used_ore__lte=F("ceiling_ore")), name="grant_used_within_ceiling"
            ),
            models.CheckConstraint(
                condition=Q(requisitioned_ore__lte=F("ceiling_ore")),
                name="grant_requisitioned_within_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.used_ore}/{self.ceiling_ore}"

    @property
    def left_ore(self) -> int:
        """What may still be used."""
        return self.ceiling_ore - self.used_ore

    @property
    def unused_ore(self) -> int:
        """What was requisitioned and is not used; negative when more is used than requisitioned."""
        return self.requisitioned_ore - self.used_ore
