"""What is done: activities, whom we talked with, and the assessment of the child's best interests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.mandate import rules
from skyddsnat.mandate.models.assignment import Aim, Assignment, Clause, TargetGroup


class ChildRightsAssessment(models.Model):
    """The six steps (prövning av barnets bästa). Decided once; the database refuses changes after that."""

    STEPS: ClassVar = rules.STEPS

    children = models.TextField(_("Vilka barn berörs?"), blank=True)
    listening = models.TextField(_("Hur har barnen fått komma till tals?"), blank=True)
    knowledge = models.TextField(_("Vad vet vi, och vilka artiklar i barnkonventionen gäller?"), blank=True)
    options = models.TextField(_("Vilka val finns, och vad betyder de för barnen?"), blank=True)
    weighing = models.TextField(
        _("Vad väger tyngst, och hur kompenserar vi om beslutet går emot barnets bästa?"), blank=True
    )
    feedback = models.TextField(_("Hur får barnen veta, och hur följer vi upp?"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Set when the writer asks for a decision."
    )
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.TextField(blank=True, help_text="What the one who decides wants changed first.")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    children__gt="",
                    listening__gt="",
                    knowledge__gt="",
                    options__gt="",
                    weighing__gt="",
                    feedback__gt="",
                ),
                name="assessment_decided_only_with_six_steps",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(decided_by=F("written_by")),
                name="assessment_decided_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="assessment_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Prövning av barnets bästa"))

    @property
    def answers(self) -> dict[str, str]:
        """Step → what has been written."""
        return {step: getattr(self, step) for step in self.STEPS}


class Activity(models.Model):
    """Something we do to carry out one or more clauses. Budget in öre."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="activities")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Namn på insatsen"), max_length=200)
    title_en = models.CharField(_("Namn på engelska"), max_length=200, blank=True)
    purpose = models.TextField(_("Vad ska insatsen leda till?"))
    purpose_en = models.TextField(_("Syftet på engelska"), blank=True)
    clauses = models.ManyToManyField(
        Clause, related_name="activities", blank=True, verbose_name=_("Meningar i beslutet")
    )
    aims = models.ManyToManyField(Aim, related_name="activities", blank=True, verbose_name=_("Mål"))
    target_groups = models.ManyToManyField(
        TargetGroup, related_name="activities", blank=True, verbose_name=_("Målgrupper")
    )
    responsible = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="activities", verbose_name=_("Ansvarig")
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


class Dialogue(models.Model):
    """A dated conversation with an actor about an activity: the decision demands dialogue."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="dialogues")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dialogues")
    held_on = models.DateField(_("Datum"))
    about = models.CharField(_("Vad gällde det?"), max_length=300)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.about
