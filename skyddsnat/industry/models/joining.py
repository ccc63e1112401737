"""How a company comes in: what was filled in, the letters, the ways in, how many work there, and what is proven."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models.commitments import Pledge
from skyddsnat.industry.models.company import Company, Site
from skyddsnat.industry.models.kits import Edition
from skyddsnat.mandate.models import Activity, Evidence

MOST_STAFF = 9_999  # of one job at one workplace: more is a slip of the finger


class Enrolment(models.Model):
    """What was filled in, until the address is confirmed. Anybody may have sent it, so nothing is made of it before.

    `number` is empty for a sole trader, whom the staff take in: that number would be a personal number.
    """

    number = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=100)
    contact_email = models.EmailField()
    language = models.CharField(max_length=2, default="sv")
    sites = models.JSONField(default=list, help_text="Name, sector and SCB code of the municipality of each.")
    once = models.UUIDField(
        unique=True, help_text="The form that was sent, so that a double click asks once."
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    secret_sha256 = models.CharField(max_length=64, unique=True, null=True)
    expires_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True)
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="enrolments")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number="") | Q(number__regex=r"^\d\d[2-9]\d{7}$"),
                name="enrolment_number_is_no_persons",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, company__isnull=True)
                | Q(confirmed_at__isnull=False, company__isnull=False),
                name="enrolment_confirmed_is_a_company",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyKey(models.Model):
    """A link by which the company's contact signs in: once, by its button. Only a hash of its secret is kept."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="keys")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.company_id}:{self.pk}"


class CompanyLetter(models.Model):
    """A letter to a contact: written with what it tells of, claimed, and sent at most once."""

    class Kind(models.TextChoices):
        ENROLMENT = "enrolment"
        SIGN_IN = "sign_in"
        REMINDER = "reminder"
        RECALL = "recall"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, related_name="letters")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="letters")
    pledge = models.ForeignKey(Pledge, models.CASCADE, null=True, related_name="letters")
    days_before = models.PositiveSmallIntegerField(null=True, help_text="The end of the pledge.")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="letters")
    edition_version = models.PositiveIntegerField(
        null=True, help_text="The recall: its edition's version then."
    )
    written_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, help_text="Before the mail server hears of it.")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pledge", "days_before"], name="company_reminded_once_a_distance"),
            models.UniqueConstraint(fields=["edition", "edition_version"], name="company_told_once_a_recall"),
            models.CheckConstraint(
                condition=Q(
                    kind="enrolment", enrolment__isnull=False, company__isnull=True, pledge__isnull=True,
                    edition__isnull=True,
                )
                | Q(
                    kind="sign_in", company__isnull=False, enrolment__isnull=True, pledge__isnull=True,
                    edition__isnull=True,
                )
                | Q(
                    kind="reminder", company__isnull=False, enrolment__isnull=True, pledge__isnull=False,
                    days_before__isnull=False, edition__isnull=True,
                )
                | Q(
                    kind="recall", company__isnull=False, enrolment__isnull=True, pledge__isnull=True,
                    edition__isnull=False, edition_version__isnull=False,
                ),
                name="company_letter_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False),
                name="company_letter_claimed_first",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class StaffCount(models.Model):
    """How many do a job at a workplace, as the company says: shares of those trained are counted from it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="staff")
    job = models.CharField(max_length=12, choices=Job.choices)
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(MOST_STAFF)]
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "job"], name="staff_counted_once_a_job"),
            models.CheckConstraint(condition=Q(job__in=Job.values), name="staff_job_known"),
            models.CheckConstraint(condition=Q(number__lte=MOST_STAFF), name="staff_number_likely"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.job} {self.number}"


class SiteProof(models.Model):
    """That a workplace joined, on its way to the ledger: it waits until staff choose an activity, and that begins."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="proof")
    joined_on = models.DateField()
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    aside_at = models.DateTimeField(null=True, help_text="Staff do not count it, or have taken it back.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(activity__isnull=False),
                name="site_proven_on_an_activity",
            ),
            models.CheckConstraint(
                condition=Q(aside_at__isnull=True) | Q(evidence__isnull=True, activity__isnull=True),
                name="site_proof_aside_is_not_proven",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}"
