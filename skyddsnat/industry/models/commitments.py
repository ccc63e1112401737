"""What a company does against exploitation: the six commitments of The Code, its yearly pledge, and its report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.industry.models.company import Company


class Criterion(models.TextChoices):
    """The six commitments of The Code, in its order."""

    POLICY = "policy", _("Policy och rutiner")
    TRAIN = "train", _("Utbilda personalen")
    CONTRACTS = "contracts", _("En punkt i avtalen")
    INFORM = "inform", _("Informera resenärer och gäster")
    ENGAGE = "engage", _("Stödja, samarbeta och engagera")
    REPORT = "report", _("Rapportera varje år")


class Commitment(models.Model):
    """How far a company has come with one of the six. It tells of process, never of people or suspicions."""

    class State(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Inte påbörjat")
        PLANNED = "planned", _("Planerat")
        IN_PLACE = "in_place", _("Infört")

    company = models.ForeignKey(Company, models.CASCADE, related_name="commitments")
    criterion = models.CharField(max_length=10, choices=Criterion.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOT_BEGUN)
    day = models.DateField(null=True, help_text="When it was in place, or when it is planned to be.")
    shown_by = models.TextField(max_length=2000, blank=True, help_text="What shows it, in words.")
    link = models.URLField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "criterion"], name="commitment_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(criterion__in=Criterion.values), name="commitment_criterion_known"
            ),
            models.CheckConstraint(
                condition=Q(state="not_begun", day__isnull=True)
                | Q(state__in=["planned", "in_place"], day__isnull=False),
                name="commitment_begun_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_place") | Q(shown_by__gt="") | Q(link__gt=""),
                name="commitment_in_place_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.criterion}"


class Pledge(models.Model):
    """That a company stands by the six for a year."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="pledges")
    made_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        ordering: ClassVar = ["-valid_until", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "valid_from"], name="pledge_once_a_period"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"), made_on__lte=F("valid_from")),
                name="pledge_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.valid_until}"


class YearReport(models.Model):
    """What a company says of its year, drafted from its plan. Sent once, and never changed."""

    pledge = models.OneToOneField(Pledge, models.CASCADE, related_name="report")
    answers = models.JSONField(default=dict, help_text="Criterion → the company's words.")
    states = models.JSONField(default=dict, help_text="Criterion → how far it had come when it was sent.")
    learnt = models.TextField(max_length=4000, blank=True)
    submitted_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="year_report_read_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id}"
