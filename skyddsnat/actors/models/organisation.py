"""Organisations, what they were called and what they were for, on any day."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors import rules
from skyddsnat.actors.models.place import Place
from skyddsnat.actors.sorting import SwedishOrder

ORDERED = Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))


class Certainty(models.TextChoices):
    """How well the first day of a period is known."""

    DAY = "day", _("Dagen är känd")
    YEAR = "year", _("Bara året är känt")
    UNKNOWN = "unknown", _("Datum saknas")


def in_force(day: datetime.date) -> Q:
    """The condition that a period holds `day`; an open end has no limit."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def _range(function: str, first: str, last: str, field: models.Field[Any, Any]) -> Func:
    """A range that includes both ends."""
    return Func(first, last, Value("[]"), function=function, output_field=field)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def on(self, day: datetime.date) -> OrganisationQuerySet:
        """Those that had a name on that day."""
        return self.filter(
            Exists(OrganisationName.objects.filter(in_force(day), organisation=OuterRef("pk")))
        )

    def with_name_on(self, day: datetime.date) -> OrganisationQuerySet:
        """Adds `name_then` and `name_then_en`: the name that day, None for one that did not exist."""
        then = OrganisationName.objects.filter(in_force(day), organisation=OuterRef("pk"))
        return self.annotate(
            name_then=Subquery(then.values("name")[:1]), name_then_en=Subquery(then.values("name_en")[:1])
        )

    def with_existence_on(self, day: datetime.date) -> OrganisationQuerySet:
        """Adds `exists_then`: whether it had a name that day."""
        names = OrganisationName.objects.filter(in_force(day), organisation=OuterRef("pk"))
        return self.annotate(exists_then=Exists(names))

    def of_kind(self, kind: str) -> OrganisationQuerySet:
        """Of one kind; among the regions stands also the municipality that has a region's duties."""
        if kind == Organisation.Kind.REGION:
            duties = OrganisationRole.objects.filter(kind="region-duties", organisation=OuterRef("pk"))
            return self.filter(Q(kind=kind) | Exists(duties))
        return self.filter(kind=kind)

    def in_county(self, code: str) -> OrganisationQuerySet:
        """In the county or one of its municipalities; `code` is the SCB code of the county."""
        return self.filter(
            Q(place__kind=Place.Kind.COUNTY, place__code=code)
            | Q(place__parent__code=code, place__kind="municipality")
        )

    def named(self, text: str) -> OrganisationQuerySet:
        """Those that have `text` in any of their names, now or before, in either language."""
        names = OrganisationName.objects.filter(Q(name__icontains=text) | Q(name_en__icontains=text))
        return self.filter(Exists(names.filter(organisation=OuterRef("pk"))))

    def alphabetical(self, by: str = "name") -> OrganisationQuerySet:
        """By name, å, ä, ö last; `by` is a column or annotation named in the code."""
        return self.order_by(SwedishOrder(by), "code")


class Organisation(models.Model):
    """An authority, a municipality, a company, an association. Its names are dated rows of their own.

    `name` and `name_en` repeat the name that began last, so that a list needs no further question; a database
    trigger keeps them so.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommun")
        REGION = "region", _("Region")
        COUNTY_BOARD = "county_board", _("Länsstyrelse")
        AGENCY = "agency", _("Myndighet")
        MINISTRY = "ministry", _("Regeringskansliet")
        COURT = "court", _("Domstol")
        NGO = "ngo", _("Ideell organisation")
        COMPANY = "company", _("Företag")
        EU_AUTHORITY = "eu_authority", _("Myndighet i annat EU-land")
        OTHER = "other", _("Annan organisation")

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200, default="", editable=False)
    name_en = models.CharField(max_length=200, default="", editable=False)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    source = models.CharField(max_length=300, blank=True)
    source_en = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField(
        null=True, blank=True, help_text="Set when staff changed what the register says."
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="organisation_not_its_own_successor",
            )
        ]

    def __str__(self) -> str:
        return (self.name_en or self.name) if get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:organisation", args=[self.code])

    def name_row_on(self, day: datetime.date) -> OrganisationName | None:
        """The name in force that day, None when it did not exist; no query when `names` is prefetched."""
        in_force_then = (row for row in self.names.all() if rules.in_force(row.valid_from, row.valid_to, day))
        return next(in_force_then, None)

    def name_on(self, day: datetime.date, language: str = "sv") -> str | None:
        """What it was called that day; in English when there is such a name and `language` is "en"."""
        row = self.name_row_on(day)
        if row is None:
            return None
        return row.name_en or row.name if language == "en" else row.name


class OrganisationName(models.Model):
    """A name for a period; both ends are included. The database lets no two names share a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.DAY)
    register_key = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = [F("valid_from").asc(nulls_first=True)]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ORDERED, name="organisation_name_period"),
            models.CheckConstraint(condition=Q(name__gt=""), name="organisation_name_not_empty"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, certainty="unknown")
                | Q(valid_from__isnull=False) & ~Q(certainty="unknown"),
                name="organisation_name_certainty",
            ),
            # The organisation stands as a range of one, so that no btree_gist extension is needed.
            ExclusionConstraint(
                name="organisation_name_one_at_a_time",
                expressions=[
                    (
                        _range("int8range", "organisation", "organisation", BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        _range("daterange", "valid_from", "valid_to", DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleKind(models.Model):
    """What an organisation or a state's authority can be: data, not code."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class OrganisationRole(models.Model):
    """A role for a period, held by an organisation, or existing in a state with its holder not yet known."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    kind = models.ForeignKey(RoleKind, on_delete=models.PROTECT, related_name="roles")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.DAY)
    source = models.CharField(max_length=300, blank=True, help_text="Where the holder was found.")
    checked_on = models.DateField(null=True, blank=True, help_text="The day the holder was checked.")
    register_key = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(place__isnull=False),
                name="organisation_role_of_somebody",
            ),
            models.CheckConstraint(condition=ORDERED, name="organisation_role_period"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, certainty="unknown")
                | Q(valid_from__isnull=False) & ~Q(certainty="unknown"),
                name="organisation_role_certainty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.place_id or ''} {self.organisation_id or ''}".strip()
