"""The budget of an activity divided by cost type, and what every account counts as."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.core.models import User
from skyddsnat.economy.models.voucher import Account
from skyddsnat.mandate.models import Activity


class AccountCostType(models.Model):
    """What somebody has said that an account counts as; without it, `cost_types.py` guesses."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="said_cost_type")
    cost_type = models.CharField(max_length=20)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.cost_type}"


class BudgetLine(models.Model):
    """A part of an activity's budget, in öre. The activity's own `budget_ore` is the whole; the database refuses lines
    that together are more (trigger), and what no line has is shown as not divided.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="budget_lines")
    cost_type = models.CharField(max_length=20)
    amount_ore = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["activity", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "cost_type"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="budget_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.cost_type}: {self.amount_ore}"


class BudgetChange(models.Model):
    """How a line of the budget became what it is. Never changed or removed."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="budget_changes")
    cost_type = models.CharField(max_length=20)
    old_ore = models.PositiveBigIntegerField()
    new_ore = models.PositiveBigIntegerField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(old_ore=F("new_ore")), name="budget_change_of_something"),
            models.CheckConstraint(condition=Q(old_ore=0) | Q(why__gt=""), name="budget_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.cost_type}: {self.old_ore} → {self.new_ore}"
