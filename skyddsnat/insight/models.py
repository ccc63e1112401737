"""Indicators as data, and the snapshots that freeze what they showed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.mandate.models import Aim, Assignment, Clause, TargetGroup


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

    class Meta:
        ordering: ClassVar = ["indicator", "-id"]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"

    def get_absolute_url(self) -> str:
        return reverse(
            "insight:snapshot", args=[self.indicator.assignment.slug, self.indicator.code, self.pk]
        )
