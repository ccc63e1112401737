"""What has been printed for workplaces: which form, job and language, and with which words."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models.company import Site
from skyddsnat.mandate.models import Activity, Evidence


class Edition(models.Model):
    """One print run for one workplace. Its number stands on every copy, so that an old one can be told and recalled.

    `words` is the fingerprint of everything printed but the number. A delivered edition of checklists is evidence on an
    activity, as many as the copies; it is taken back when the delivery is.
    """

    class Form(models.TextChoices):
        CHECKLIST = "checklist", _("Checklista, A4")
        CARD = "card", _("Kort till plånboken, 85 × 55 mm")
        DECAL = "decal", _("Dekal, 100 × 100 mm")
        POSTER = "poster", _("Affisch för personalrummet, A4")
        LARGE = "poster-a3", _("Affisch för personalrummet, A3")

    class Way(models.TextChoices):
        """How it comes to the workplace."""

        STAFF = "staff", _("Beställd av oss")
        PRINTS = "prints", _("Företaget skriver ut själv")
        ASKS = "asks", _("Företaget vill ha tryckta")

    way = models.CharField(max_length=6, choices=Way, default=Way.STAFF)
    site = models.ForeignKey(Site, models.PROTECT, related_name="editions", verbose_name=_("arbetsplats"))
    form = models.CharField(_("vad"), max_length=10, choices=Form)
    job = models.CharField(_("arbete"), max_length=12, choices=Job, blank=True)
    language = models.CharField(_("språk"), max_length=2)
    copies = models.PositiveIntegerField(_("antal"))
    words = models.CharField(max_length=64)
    once = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The mark of the form it came from.")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty when the company's contact did, who has no account.",
    )  # fmt: skip
    ordered_at = models.DateTimeField(auto_now_add=True)
    delivered_on = models.DateField(null=True, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recalled_why = models.CharField(_("varför"), max_length=300, blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="The workplace says that the recalled one is gone."
    )
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="The company took its order back before anything was sent."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="edition_has_copies"),
            models.CheckConstraint(
                condition=Q(form__in=["checklist", "card"]) & ~Q(job="")
                | Q(form__in=["decal", "poster", "poster-a3"], job=""),
                name="edition_for_a_job",
            ),
            models.CheckConstraint(
                condition=Q(recalled_at=None, recalled_by=None, recalled_why="")
                | Q(recalled_at__isnull=False, recalled_by__isnull=False) & ~Q(recalled_why=""),
                name="edition_recalled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(evidence=None) | Q(delivered_on__isnull=False, activity__isnull=False),
                name="edition_proven_when_delivered",
            ),
            models.CheckConstraint(
                condition=Q(way="staff", ordered_by__isnull=False)
                | Q(way__in=["prints", "asks"], ordered_by__isnull=True),
                name="edition_ordered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(recalled_at__isnull=False),
                name="edition_removed_when_recalled",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None)
                | Q(way__in=["prints", "asks"], delivered_on=None, recalled_at=None),
                name="edition_withdrawn_by_its_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("industry:edition", args=[self.pk])
