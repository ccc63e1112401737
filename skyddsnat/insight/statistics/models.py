"""Tables that may be shown: what they count, each version, who drafted it and who approved it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.insight.statistics.licences import CC0, CHOICES


class StatTable(models.Model):
    """A table that comes in versions. `cases` says which cases it counts: those about the same are checked together."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150)
    source = models.CharField(max_length=40, blank=True, help_text="What a room counts; empty for a file.")
    cases = models.CharField(max_length=80, help_text="Which cases, as the protection knows them.")
    about = models.CharField(max_length=500, blank=True)
    about_en = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=20, choices=CHOICES, default=CC0)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(title__gt="", title_en__gt="", cases__gt=""), name="insight_stattable_named"
            ),
        ]

    def __str__(self) -> str:
        return self.said("title")

    def last_out(self) -> StatVersion | None:
        """The latest version that has been out, also if it was withdrawn."""
        return self.versions.defer("raw").exclude(number=None).order_by("-number").first()

    def waiting(self) -> StatVersion | None:
        """A version that is being protected or waits for approval."""
        unfinished = [StatVersion.State.MAKING, StatVersion.State.DRAFT]
        return self.versions.defer("raw").filter(state__in=unfinished).order_by("pk").first()

    def said(self, field: str) -> str:
        """A text in the page's language."""
        english = (get_language() or "sv").startswith("en")
        text: str = getattr(self, f"{field}_en") if english else getattr(self, field)
        return text or getattr(self, field)


class StatVersion(models.Model):
    """One version: what was asked for, and the protected numbers of each year. Nothing of what is hidden.

    `parts` is a list of {"year", "dims", "shown"}: each year's cases are others, so that each year is protected by
    itself and the years are never summed. `raw` is a file that waits to be counted; it goes as soon as it has been.
    """

    class State(models.TextChoices):
        MAKING = "making", _("Skyddas")
        REFUSED = "refused", _("Går inte att göra säker")
        DRAFT = "draft", _("Väntar på godkännande")
        DROPPED = "dropped", _("Borttaget utkast")
        PUBLISHED = "published", _("Publicerad")
        WITHDRAWN = "withdrawn", _("Återtagen")

    table = models.ForeignKey(StatTable, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True, help_text="Given when it is published.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAKING)
    columns = models.JSONField(
        help_text="Dimensions, each a list of columns from the coarsest to the finest."
    )
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    threshold = models.PositiveSmallIntegerField(default=5)
    empty_hidden = models.BooleanField(default=False)
    parts = models.JSONField(default=list)
    labels = models.JSONField(
        default=dict, help_text="Column → value → [Swedish, English], as they were then."
    )
    sha256 = models.CharField(max_length=64, blank=True)
    refusal = models.TextField(blank=True, help_text="Why it could not be made, for the drafter.")
    refusal_language = models.CharField(
        max_length=2, blank=True, help_text="Which language that was said in."
    )
    raw = models.BinaryField(null=True)
    raw_name = models.CharField(max_length=200, blank=True)
    count_column = models.CharField(max_length=100, blank=True)
    changed = models.CharField(
        max_length=500, blank=True, help_text="What differs from the version before, for everybody."
    )
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["table", "-number", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "number"], name="insight_statversion_numbered_once"),
            models.CheckConstraint(
                condition=Q(state__in=["making", "refused", "draft", "dropped", "published", "withdrawn"]),
                name="insight_statversion_state",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="insight_statversion_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["published", "withdrawn"], number__isnull=False, approved_by__isnull=False,
                    published_at__isnull=False, sha256__gt="",
                )
                | ~Q(state__in=["published", "withdrawn"]) & Q(number=None, approved_by=None, published_at=None),
                name="insight_statversion_out_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False, withdrawn_why__gt=""
                )
                | ~Q(state="withdrawn") & Q(withdrawn_by=None, withdrawn_at=None, withdrawn_why=""),
                name="insight_statversion_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="making") | Q(raw=None), name="insight_statversion_raw_only_while_made"
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=5, threshold__lte=1000), name="insight_statversion_threshold"
            ),
            models.CheckConstraint(
                condition=Q(first_year=None, last_year=None) | Q(first_year__lte=F("last_year")),
                name="insight_statversion_years_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.table}, version {self.number}" if self.number else str(self.table)

    def get_absolute_url(self) -> str:
        return reverse("statistics:version", args=[self.table.code, self.pk])

    @property
    def public_url(self) -> str:
        return reverse("opendata:version", args=[self.table.code, self.number])

    @property
    def period(self) -> str:
        if self.first_year is None:
            return ""
        return (
            f"{self.first_year}"
            if self.first_year == self.last_year
            else f"{self.first_year}–{self.last_year}"
        )

    def has_label(self, column: str, value: str) -> bool:
        """Whether a value has words in both languages; one of a file says what the file says."""
        return value in self.labels.get(column, {})

    def label(self, column: str, value: str, language: str) -> str:
        """A value in words, as they were when the table was made."""
        said: Any = self.labels.get(column, {}).get(value)
        return said[language == "en"] if said else value
