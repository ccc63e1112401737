"""What a later decision has changed in an assignment: a date or the highest sum, with the old value kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.mandate.models.assignment import Assignment, Obligation
from skyddsnat.mandate.models.reading import Reading


class Amendment(models.Model):
    """One value that a decision changed, and the one it had before. Taken back, it stays with who and when."""

    DUE, CEILING = "due", "ceiling"
    KINDS: ClassVar = [(DUE, _("Ny tid för en skyldighet")), (CEILING, _("Nytt högsta belopp"))]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="amendments")
    kind = models.CharField(max_length=10, choices=KINDS)
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, null=True, related_name="amendments")
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    old_ore = models.PositiveBigIntegerField(null=True)
    new_ore = models.PositiveBigIntegerField(null=True)
    dnr = models.CharField(max_length=60, blank=True, help_text="The changing decision's own number.")
    decided_on = models.DateField(null=True, help_text="The day of the changing decision.")
    reading = models.ForeignKey(Reading, on_delete=models.SET_NULL, null=True, related_name="amendments")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind="due", obligation__isnull=False, new_due__isnull=False, old_ore__isnull=True,
                    new_ore__isnull=True,
                )
                | Q(
                    kind="ceiling", obligation__isnull=True, new_ore__isnull=False, old_ore__isnull=False,
                    old_due__isnull=True, new_due__isnull=True,
                ),
                name="amendment_of_a_date_or_a_sum",
            ),
            models.CheckConstraint(
                condition=~Q(new_due=F("old_due")) | Q(old_due__isnull=True), name="amendment_changes_date"
            ),
            models.CheckConstraint(
                condition=~Q(new_ore=F("old_ore")) | Q(old_ore__isnull=True), name="amendment_changes_sum"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="amendment_undone_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
