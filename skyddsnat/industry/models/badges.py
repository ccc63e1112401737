"""Badges: what was learnt, which version and until when. Who holds one is known to the holder alone."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models.company import Company
from skyddsnat.shared.badges.bitstring import LENGTH

REASONS = ["mistake", "asked", "misused", "withdrawn"]  # `Badge.Reason`, which a constraint cannot reach


class BadgeKey(models.Model):
    """A key that badges are signed with. The public half is kept for as long as a badge is to be verified."""

    thumbprint = models.CharField(max_length=43, unique=True, help_text="RFC 7638: the key's name.")
    public_jwk = models.JSONField()
    sealed = models.BinaryField(
        null=True,
        help_text="The private half, sealed. Empty when retired, or kept elsewhere.",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(retired_at=None), name="industry_one_key_in_use"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(sealed=None), name="industry_retired_key_is_public_only"
            ),
            models.CheckConstraint(
                condition=~Q(public_jwk__has_any_keys=["d", "p", "q", "dp", "dq", "qi", "oth"]),
                name="industry_public_jwk_is_public",
            ),
        ]

    def __str__(self) -> str:
        return self.thumbprint

    @property
    def kid(self) -> str:
        """The address of the public half, which is how a badge names its key."""
        return f"{settings.SITE_ADDRESS}{reverse('industry:badge-key', args=[self.thumbprint])}"


class BadgeList(models.Model):
    """A list with one bit for each badge; a badge's bit is drawn by lot, so its place does not tell its age."""

    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def url(self) -> str:
        return f"{settings.SITE_ADDRESS}{reverse('industry:badge-list', args=[self.pk])}"


class Badge(models.Model):
    """What was certified. A person's badge says a lesson and a job, a company's the shares trained in each job."""

    class Reason(models.TextChoices):
        """Why a badge is revoked. No free text: it could tell of a person."""

        MISTAKE = "mistake", _("Det blev fel när intyget gjordes")
        ASKED = "asked", _("Den som har intyget bad om det")
        MISUSED = "misused", _("Intyget har använts av någon annan")
        WITHDRAWN = "withdrawn", _("Utbildningen är tillbakadragen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="badges")
    shares = models.JSONField(default=dict, blank=True, help_text="Of a company: job → percent trained.")
    lesson = models.CharField(_("utbildning"), max_length=160, blank=True)
    lesson_version = models.PositiveIntegerField(null=True, blank=True)
    job = models.CharField(_("arbete"), max_length=12, choices=Job.choices, blank=True)
    language = models.CharField(_("språk"), max_length=2)
    scenes = models.JSONField(
        default=dict, blank=True, help_text="Of a person: scene → its fingerprint when it was taken."
    )
    day = models.DateField(_("gjord"))
    expires_on = models.DateField(_("gäller till och med"))
    key = models.ForeignKey(BadgeKey, models.PROTECT, related_name="badges")
    list = models.ForeignKey(BadgeList, models.PROTECT, related_name="badges")
    index = models.PositiveIntegerField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("skäl"), max_length=10, choices=Reason.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "index"], name="industry_badge_has_its_own_bit"),
            models.CheckConstraint(condition=Q(index__lt=LENGTH), name="industry_badge_bit_is_in_the_list"),
            models.CheckConstraint(condition=Q(expires_on__gt=F("day")), name="industry_badge_term"),
            models.CheckConstraint(
                condition=Q(company=None, lesson_version__isnull=False, shares={})
                & ~Q(lesson="")
                & Q(job__in=Job.values)
                | Q(company__isnull=False, lesson="", lesson_version=None, job="", scenes={}),
                name="industry_badge_is_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False, reason__in=REASONS),
                name="industry_badge_revoked_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("industry:badge", args=[self.pk])

    @property
    def url(self) -> str:
        """The public page, which is also the credential's name."""
        return f"{settings.SITE_ADDRESS}{self.get_absolute_url()}"


class BadgeClaim(models.Model):
    """What somebody has finished and may make one badge of. The secret is theirs; a hash of it is kept."""

    secret_sha256 = models.CharField(max_length=64, unique=True)
    lesson = models.CharField(max_length=160)
    lesson_version = models.PositiveIntegerField()
    job = models.CharField(max_length=12, choices=Job.choices)
    language = models.CharField(max_length=2)
    scenes = models.JSONField(default=dict, blank=True)
    day = models.DateField()
    expires_on = models.DateField(help_text="The last day that the badge can be made or fetched again.")
    until = models.DateField(
        null=True, blank=True, help_text="Of what had changed in a lesson: the last day of the badge before."
    )
    badge = models.OneToOneField(Badge, models.CASCADE, null=True, blank=True, related_name="claim")
    holder_mark = models.CharField(
        max_length=64,
        blank=True,
        help_text="Tells with the secret, which is not kept, if the same name is typed again.",
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(job__in=Job.values), name="industry_claim_job_known"),
            models.CheckConstraint(condition=~Q(lesson=""), name="industry_claim_says_what"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("day")), name="industry_claim_until_after_its_day"
            ),
            models.CheckConstraint(
                condition=Q(badge=None, holder_mark="") | Q(badge__isnull=False) & ~Q(holder_mark=""),
                name="industry_claim_made_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
