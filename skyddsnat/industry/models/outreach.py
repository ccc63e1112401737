"""Workplaces to reach, and the contacts taken with them. Process only: nobody who works there is named."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Place
from skyddsnat.core.models import Import
from skyddsnat.industry.jobs import Sector
from skyddsnat.mandate.models import Activity, Evidence


class Prospect(models.Model):
    """A workplace to reach. That its company has joined is never kept here: it is read from the companies.

    The same company may stand here once for each place. `contacted_on` and `visited_on` are the latest days of the
    contacts that stand, so that a map over a hundred thousand is drawn at once.
    """

    class Status(models.TextChoices):
        NEW = "new", _("Inte kontaktad")
        CONTACTED = "contacted", _("Kontaktad")
        BOOKED = "booked", _("Besök bokat")
        VISITED = "visited", _("Besökt")
        DECLINED = "declined", _("Tackat nej")

    number = models.CharField(_("organisationsnummer"), max_length=10)
    name = models.CharField(_("namn"), max_length=200)
    sector = models.CharField(_("slag"), max_length=10, choices=Sector.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("kommun"))
    address = models.CharField(_("arbetsplatsens adress"), max_length=200, blank=True)
    email = models.EmailField(_("företagets e-post"), blank=True)
    phone = models.CharField(_("växelns telefon"), max_length=40, blank=True)
    status = models.CharField(_("läge"), max_length=10, choices=Status, default=Status.NEW)
    next_on = models.DateField(_("nästa kontakt"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("ansvarig kollega"),
    )  # fmt: skip
    notes = models.TextField(_("anteckningar"), max_length=2000, blank=True)
    contacted_on = models.DateField(null=True, blank=True)
    visited_on = models.DateField(null=True, blank=True)
    imported_in = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("number", "place", Lower("address"), name="prospect_once_a_place"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^\d\d[2-9]\d{7}$"), name="prospect_number_is_a_companys"
            ),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="prospect_sector_known"),
            models.CheckConstraint(
                condition=Q(status__in=["new", "contacted", "booked", "visited", "declined"]),
                name="prospect_status_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="prospect_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "sector"], name="prospect_by_place"),
            models.Index(
                fields=["responsible", "next_on"], condition=Q(next_on__isnull=False), name="prospect_by_next"
            ),
            GinIndex(OpClass(Func(F("name"), function="core_folded"), name="gin_trgm_ops"), name="prospect_by_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("industry:prospect", args=[self.pk])


class Approach(models.Model):
    """A contact taken with one or many workplaces. It is never changed: a wrong one is taken back, with a reason."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Besök")
        TALK = "talk", _("Föredrag eller utbildning på plats")
        MEETING = "meeting", _("Möte med flera företag")
        CALL = "call", _("Telefonsamtal")

    kind = models.CharField(_("slag"), max_length=10, choices=Kind)
    day = models.DateField(_("dag"))
    agreed = models.TextField(_("vad ni kom överens om"), max_length=2000, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    once = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The mark of the form it came from.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_why = models.CharField(_("varför"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["visit", "talk", "meeting"]) | Q(kind="call", activity__isnull=True),
                name="approach_proves_when_met",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_why="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why=""),
                name="approach_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("industry:approach", args=[self.pk])


class Approached(models.Model):
    """One workplace that a contact was taken with, its row in the ledger, and what the contact did to its status."""

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="reached")
    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="approached")
    evidence = models.OneToOneField(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=10, choices=Prospect.Status)
    after = models.CharField(max_length=10, choices=Prospect.Status)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["approach", "prospect"], name="approached_once"),
        ]

    def __str__(self) -> str:
        return f"{self.approach}, {self.prospect}"
