"""Campaigns: what is handed out where, and how often its code has been read. Nothing about who read it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Place
from skyddsnat.guidance.campaigns.rules import FEW
from skyddsnat.guidance.models.pages import GuidancePage
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.codes import SHAPE


class Campaign(models.Model):
    """Something we spread during a time, as part of an activity; its codes lead to one of the public pages."""

    name = models.CharField(_("namn"), max_length=120)
    name_en = models.CharField(_("namn på engelska"), max_length=120, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="campaigns")
    page = models.ForeignKey(
        GuidancePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The Swedish page; a visitor gets their language's. Without one, the start page.",
    )
    starts = models.DateField(_("börjar"))
    ends = models.DateField(_("slutar"))
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["-starts", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="guidance_campaign_period"),
            models.CheckConstraint(condition=~Q(name=""), name="guidance_campaign_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def get_absolute_url(self) -> str:
        return reverse("guidance-desk:campaign", args=[self.pk])


class Batch(models.Model):
    """What was made of one kind for one place, with the code that is printed on it."""

    FORMS: ClassVar = [
        ("tag", _("Bagagetagg")),
        ("poster", _("Affisch")),
        ("card", _("Kort till plånboken")),
        ("screen", _("Skärm eller annons")),
        ("other", _("Annat")),
    ]

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    form = models.CharField(_("vad"), max_length=10, choices=FORMS)
    where = models.CharField(_("var"), max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    copies = models.PositiveIntegerField(_("antal"), null=True, blank=True)
    code = models.CharField(max_length=6, unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["campaign", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=SHAPE), name="guidance_batch_code"),
            models.CheckConstraint(
                condition=Q(form__in=["tag", "poster", "card", "screen", "other"]),
                name="guidance_batch_form",
            ),
            models.CheckConstraint(
                condition=Q(copies__isnull=True) | Q(copies__gte=1), name="guidance_batch_copies"
            ),
            models.CheckConstraint(condition=~Q(where=""), name="guidance_batch_is_somewhere"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="guidance_batch_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("guidance-desk:batch", args=[self.campaign_id, self.pk])


class ReadingProof(models.Model):
    """One row of the ledger that says how often a code was read during some whole months."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="proofs")
    first_day = models.DateField()
    last_day = models.DateField()
    quantity = models.PositiveIntegerField()
    seq = models.PositiveBigIntegerField(
        help_text="The row's place in the ledger of the activity's assignment."
    )

    class Meta:
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "first_day"], name="guidance_proof_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="guidance_proof_period"),
            models.CheckConstraint(condition=Q(quantity__gte=FEW), name="guidance_proof_never_few"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.first_day}: {self.quantity}"


class ReadingCount(models.Model):
    """How many times a code was read on one day. This row is all that is kept of a reading."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="counts")
    day = models.DateField()
    count = models.PositiveIntegerField()
    proof = models.ForeignKey(
        ReadingProof,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="counts",
        help_text="Where it has been counted in the ledger; then the row never changes again.",
    )

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "day"], name="guidance_count_a_day"),
            models.CheckConstraint(condition=Q(count__gte=1), name="guidance_count_something"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.day}: {self.count}"
