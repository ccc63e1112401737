"""Counties, municipalities and states."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.sorting import SwedishOrder


class PlaceQuerySet(models.QuerySet["Place"]):
    def counties(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.COUNTY)

    def municipalities(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.MUNICIPALITY)

    def states(self) -> PlaceQuerySet:
        return self.filter(kind=Place.Kind.STATE)

    def members_on(self, day: datetime.date) -> PlaceQuerySet:
        """The states that were members of the European Union that day."""
        return self.states().filter(
            Q(roles__valid_to__isnull=True) | Q(roles__valid_to__gte=day),
            roles__kind="eu-member",
            roles__valid_from__lte=day,
        )

    def alphabetical(self, language: str = "sv") -> PlaceQuerySet:
        """By name in the page's language, å, ä, ö last."""
        return self.order_by(SwedishOrder("name_en" if language == "en" else "name"), "code")


class Place(models.Model):
    """A county or municipality with its SCB code, or a state with its ISO 3166 code."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("Län")
        MUNICIPALITY = "municipality", _("Kommun")
        STATE = "state", _("Stat")

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    population = models.PositiveIntegerField(
        null=True, blank=True, help_text="Has no source until staff import one."
    )
    population_on = models.DateField(null=True, blank=True, help_text="The day the population was counted.")
    geometry = models.JSONField(
        null=True, blank=True, help_text="Coordinates of a GeoJSON MultiPolygon, WGS 84."
    )
    note = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    edited_at = models.DateTimeField(
        null=True, blank=True, help_text="Set when staff changed what the register says."
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="place_code_once_a_kind"),
            models.CheckConstraint(
                condition=Q(kind="municipality", code__regex=r"^\d{4}$", parent__isnull=False)
                | Q(kind="county", code__regex=r"^\d{2}$", parent__isnull=True)
                | Q(kind="state", code__regex=r"^[A-Z]{2}$", parent__isnull=True),
                name="place_code_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True, population_on__isnull=True)
                | Q(population__isnull=False, population_on__isnull=False),
                name="place_population_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_shown(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name
