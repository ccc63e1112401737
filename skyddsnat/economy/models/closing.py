"""Closing the money of a year: rows that are not ours, months that are locked, and what a person has ticked off."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.core.models import User
from skyddsnat.economy.models.voucher import VoucherLine
from skyddsnat.mandate.models import Assignment


class RowExplanation(models.Model):
    """Why what is left of a cost row is not the assignment's. While it holds, the row is not allotted further."""

    voucher_line = models.ForeignKey(VoucherLine, on_delete=models.PROTECT, related_name="explanations")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["voucher_line"],
                condition=Q(withdrawn_at__isnull=True),
                name="row_explanation_one_holds",
            ),
            models.CheckConstraint(condition=Q(reason__gt=""), name="row_explanation_has_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="row_explanation_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher_line_id}: {self.reason}"


class PeriodLock(models.Model):
    """A month (`month` is its first day) in which nothing is loaded, allotted, undone or explained any more.

    Opening it again takes two: one asks and says why, another, a manager, opens.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="period_locks")
    month = models.DateField()
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(auto_now_add=True)
    open_reason = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["month", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "month"],
                condition=Q(opened_at__isnull=True),
                name="period_lock_once",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="period_lock_from_first_day"),
            models.CheckConstraint(
                condition=Q(open_reason="", asked_by__isnull=True, asked_at__isnull=True)
                | Q(open_reason__gt="", asked_by__isnull=False, asked_at__isnull=False),
                name="period_lock_asked_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True, opened_at__isnull=True)
                | Q(opened_by__isnull=False, opened_at__isnull=False, asked_by__isnull=False),
                name="period_lock_opened_when_asked",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True) | ~Q(opened_by=F("asked_by")),
                name="period_lock_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ChecklistTick(models.Model):
    """A step of the closing list that a person answers for. `facts` is a fingerprint of what it rested on."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="checklist_ticks")
    step = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    facts = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "step"],
                condition=Q(undone_at__isnull=True),
                name="checklist_tick_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="checklist_tick_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.step}"


class ProposalAside(models.Model):
    """A proposed requisition that somebody put aside, with why. It holds for the figures it was about, no longer."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="proposals_aside")
    figures = models.CharField(max_length=64)
    amount_ore = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "figures"], name="proposal_aside_once"),
            models.CheckConstraint(condition=Q(reason__gt=""), name="proposal_aside_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.amount_ore}"
