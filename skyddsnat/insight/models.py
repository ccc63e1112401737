"""Indicators as data, and the snapshots that freeze what they showed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.insight.statistics.models import StatTable as StatTable
from skyddsnat.insight.statistics.models import StatVersion as StatVersion
from skyddsnat.mandate.models import Aim, Assignment, Clause, TargetGroup
from skyddsnat.shared.intervals import wilson


class Indicator(models.Model):
    """A number the report may use: what it means, how it is computed from the ledger, and its limits.

    `query` is None for something only a survey or another source can tell; such an indicator has a baseline
    and, until somebody measures again, no value.
    """

    DONE, REACHED, CHANGED = "done", "reached", "changed"
    LAYERS: ClassVar = [(DONE, _("Gjort")), (REACHED, _("Nått")), (CHANGED, _("Förändrat"))]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="indicators")
    code = models.SlugField()
    layer = models.CharField(max_length=10, choices=LAYERS)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    definition = models.TextField()
    definition_en = models.TextField()
    limits = models.TextField(blank=True)
    limits_en = models.TextField(blank=True)
    unit = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=40)
    query = models.JSONField(null=True)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, related_name="indicators")
    aim = models.ForeignKey(Aim, on_delete=models.CASCADE, null=True, related_name="indicators")
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.CASCADE, null=True, related_name="indicators"
    )
    baseline = models.CharField(max_length=40, blank=True)
    baseline_when = models.CharField(max_length=40, blank=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    baseline_source_en = models.CharField(max_length=300, blank=True)

    version = models.PositiveIntegerField(default=1, help_text="Counts changes of the target.")
    method = models.TextField(blank=True, help_text="How it is measured, step by step.")
    method_en = models.TextField(blank=True)
    target = models.CharField(max_length=40, blank=True)
    target_when = models.CharField(max_length=40, blank=True)
    target_source = models.CharField(
        max_length=300, blank=True, help_text="Who decided it, and where it stands."
    )

    class Meta:
        ordering: ClassVar = ["assignment", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "code"], name="indicator_code_once"),
            models.CheckConstraint(
                condition=Q(baseline="") | Q(baseline_when__gt="", baseline_source__gt=""),
                name="indicator_baseline_has_source",
            ),
            models.CheckConstraint(
                condition=Q(target="") | Q(target_when__gt="", target_source__gt=""),
                name="indicator_target_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title

    def get_absolute_url(self) -> str:
        return reverse("insight:indicator", args=[self.assignment.slug, self.code])

    @property
    def is_share(self) -> bool:
        """Whether it is measured as so many of so many."""
        return self.unit == "procent"

    def said(self, field: str) -> str:
        """The reader's language of `field`, e.g. "definition"."""
        english: str = getattr(self, f"{field}_en")
        swedish: str = getattr(self, field)
        return english if get_language() == "en" and english else swedish


class Snapshot(models.Model):
    """What an indicator showed at one position of the ledger. Append-only; `sha256` covers all of it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField()
    query = models.JSONField()
    value = models.BigIntegerField()
    by_activity = models.JSONField()
    by_month = models.JSONField()
    ledger_seq = models.PositiveBigIntegerField()
    ledger_hash = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["indicator", "-id"]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"

    def get_absolute_url(self) -> str:
        return reverse(
            "insight:snapshot", args=[self.indicator.assignment.slug, self.indicator.code, self.pk]
        )


class SnapshotApproval(models.Model):
    """That another person has read a frozen value and stands behind it. Append-only, as what it approves."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="approval")
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("taken_by")), name="snapshot_approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.approved_by_id}"


class Measurement(models.Model):
    """What a survey or another source said, for an indicator that the ledger cannot tell of.

    A share is `part` of `whole`; a count is `part` alone. It counts only when another person has approved it, and
    after that the database lets nobody change it; it can be withdrawn with a reason, and then it counts no more but
    can still be read. `sha256` covers what was measured, not who approved.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    measured_on = models.DateField()
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField(null=True)
    is_sample = models.BooleanField(help_text="Only some were asked, so the share has an interval.")
    source = models.CharField(max_length=300)
    address = models.CharField(max_length=500, help_text="A web address, or the name of a file.")
    sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["indicator", "-measured_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(whole__isnull=True, is_sample=False) | Q(whole__gte=1, part__lte=F("whole")),
                name="measurement_part_of_whole",
            ),
            models.CheckConstraint(condition=Q(source__gt="", address__gt=""), name="measurement_has_source"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="measurement_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("entered_by")), name="measurement_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_why="")
                | Q(
                    approved_at__isnull=False, withdrawn_by__isnull=False, withdrawn_at__isnull=False,
                    withdrawn_why__gt="",
                ),
                name="measurement_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(withdrawn_by=F("entered_by")), name="measurement_withdrawn_by_another"
            ),
            models.UniqueConstraint(
                fields=["indicator", "sha256"], condition=Q(withdrawn_at=None), name="measurement_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.part}" + (f"/{self.whole}" if self.whole else "")

    @property
    def stands(self) -> bool:
        """Whether it counts: approved, and not withdrawn."""
        return self.approved_at is not None and self.withdrawn_at is None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None for a count."""
        return round(100 * self.part / self.whole) if self.whole else None

    @property
    def value(self) -> int:
        """What is shown: per cent for a share, else the count."""
        return self.part if self.percent is None else self.percent

    @property
    def interval(self) -> tuple[int, int] | None:
        """The ends of the 95 per cent interval in whole per cent, where only some were asked."""
        if not (self.is_sample and self.whole):
            return None
        low, high = wilson(self.part, self.whole)
        return round(100 * low), round(100 * high)
