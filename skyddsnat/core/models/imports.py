"""Files being taken in, and how their columns were understood the last time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from skyddsnat.core.models.people import User
from skyddsnat.core.models.work import Work


class Import(models.Model):
    """A table that waits to be loaded (`content` holds the file), is loaded, or was undone.

    `subject` names what the rows belong to, for the kinds that ask: an assignment's address name. `mapping` says for
    each field which column it is in, or the text that all rows have. `result` is what the kind needs for undoing, and
    never holds personal data.
    """

    WAITING, LOADED, UNDONE = "waiting", "loaded", "undone"
    STOP, SKIP, REPEAT = "stop", "skip", "repeat"

    kind = models.SlugField()
    subject = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=200, blank=True)
    header_row = models.PositiveIntegerField(
        default=0, help_text="As numbered in the file; 0 is not chosen yet."
    )
    cells = models.BinaryField(null=True)  # of the chosen sheet while the file waits, see imports/cells.py
    mapping = models.JSONField(default=dict)
    head = models.JSONField(default=list)  # the row of headings and the first below it, while the file waits
    findings = models.JSONField(null=True)  # of a large file: what the worker found, see imports/findings.py
    mending = models.BinaryField(
        null=True
    )  # of a large file: the rows with their faults beside them, as a file
    repeats = models.CharField(
        max_length=6, default=SKIP, help_text="What to do with rows that are there already."
    )
    state = models.CharField(max_length=7, default=WAITING)
    version = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    rows_total = models.PositiveIntegerField(default=0, help_text="Rows under the heading, empty ones too.")
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    work = models.ForeignKey(Work, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["kind", "subject", "sha256"], name="import_by_file")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    state="waiting", content__isnull=False, loaded_at__isnull=True, loaded_by__isnull=True,
                    undone_at__isnull=True, undone_by__isnull=True,
                )
                | Q(
                    state="loaded", content__isnull=True, loaded_at__isnull=False, loaded_by__isnull=False,
                    undone_at__isnull=True, undone_by__isnull=True,
                )
                | Q(
                    state="undone", content__isnull=True, loaded_at__isnull=False, loaded_by__isnull=False,
                    undone_at__isnull=False, undone_by__isnull=False,
                ),
                name="import_state_and_dates_agree",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting")
                | Q(cells__isnull=True, findings__isnull=True, mending__isnull=True, head=[]),
                name="import_seen_only_while_waiting",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "sha256", "sheet"], condition=Q(state="loaded"), name="import_loaded_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("core:import", args=[self.pk])

    @property
    def waits(self) -> bool:
        return self.state == self.WAITING

    @property
    def is_loaded(self) -> bool:
        return self.state == self.LOADED

    @property
    def is_mapped(self) -> bool:
        return self.header_row > 0


class RememberedMapping(models.Model):
    """Which column each field was in, for a heading row seen before: one a person, kind and heading."""

    kind = models.SlugField()
    heading = models.CharField(max_length=64, help_text="Fingerprint of the heading row.")
    columns = models.JSONField(default=dict)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "heading", "user"], name="remembered_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.heading[:8]}"
