"""What is done: activities on the sentences of the decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.mandate.models.assessment import ChildRightsAssessment
from skyddsnat.mandate.models.assignment import Aim, Assignment, Clause, TargetGroup


class Activity(models.Model):
    """Something we do to carry out one or more clauses. Budget in öre."""

    # The database holds these three keys a statement at a time instead of a row at a time (migrations 0029 and 0030).
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="activities", db_index=False, db_constraint=False
    )  # activity_number_once begins with it
    number = models.PositiveIntegerField()
    title = models.CharField(_("Namn på insatsen"), max_length=200)
    title_en = models.CharField(_("Namn på engelska"), max_length=200, blank=True)
    purpose = models.TextField(_("Vad ska insatsen leda till?"))
    purpose_en = models.TextField(_("Syftet på engelska"), blank=True)
    clauses = models.ManyToManyField(
        Clause,
        related_name="activities",
        blank=True,
        db_constraint=False,
        verbose_name=_("Meningar i beslutet"),
    )
    aims = models.ManyToManyField(Aim, related_name="activities", blank=True, verbose_name=_("Mål"))
    target_groups = models.ManyToManyField(
        TargetGroup, related_name="activities", blank=True, verbose_name=_("Målgrupper")
    )
    responsible = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="activities",
        db_constraint=False,
        verbose_name=_("Ansvarig"),
    )
    starts = models.DateField(_("Börjar"))
    ends = models.DateField(_("Slutar"))
    budget_ore = models.PositiveBigIntegerField(_("Budget"), default=0)
    assessment = models.OneToOneField(
        ChildRightsAssessment, on_delete=models.PROTECT, null=True, related_name="activity"
    )
    cleared = models.BooleanField(
        default=False, help_text="Set when the assessment is decided; starting requires it."
    )
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["assignment", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "number"], name="activity_number_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="activity_period"),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(cleared=True, assessment__isnull=False),
                name="activity_starts_after_assessment",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("started_on")),
                name="activity_finishes_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    def get_absolute_url(self) -> str:
        return reverse("mandate:activity", args=[self.assignment.slug, self.number])
