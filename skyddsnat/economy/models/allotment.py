"""Which activity a cost belongs to: whole rows or parts of them, undone by a reversing row, never erased."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.core.models import User
from skyddsnat.economy.models.voucher import VoucherLine
from skyddsnat.mandate.models import Activity, Assignment


class Allotment(models.Model):
    """A part of a voucher's row given to an activity, in öre, with the row's own sign (a credit is negative).

    A row with `reverses` undoes another one: same row, same activity, the opposite amount. The database refuses more
    than the row's amount, more than the grant's ceiling, another year than the grant's, another assignment's
    activity, and everything while the financial account is issued and no correction of it is being prepared.
    """

    voucher_line = models.ForeignKey(VoucherLine, on_delete=models.PROTECT, related_name="allotments")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="allotments")
    amount_ore = models.BigIntegerField()
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(amount_ore=0), name="allotment_of_something")
        ]

    def __str__(self) -> str:
        return f"{self.voucher_line_id} → {self.activity_id}: {self.amount_ore}"


class ProjectMapping(models.Model):
    """Which activity a project in the accounting system stands for; proposed the next time it is met."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="project_mappings")
    project = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="project_mappings", null=True
    )

    class Meta:
        ordering: ClassVar = ["project"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "project"], name="project_mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.name}".strip()
