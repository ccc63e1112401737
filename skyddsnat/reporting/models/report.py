"""The final report's versions, and the closing packs that were built."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import StoredColumn, StoredFile, User
from skyddsnat.mandate.models import Assignment, LedgerSeal, Obligation

STRINGS_IN = """jsonb_path_query_array(%(expressions)s, 'strict $.** ? (@.type() == "string")')"""


class ReportManager(models.Manager["Report"]):
    """Leaves what only a search reads where it is."""

    def get_queryset(self) -> QuerySet[Report]:
        return super().get_queryset().defer("folded")


class Report(models.Model):
    """One version of the final report. Issued by another person than the one who prepared it, then locked."""

    PREPARED, ISSUED, WITHDRAWN, RETURNED = "prepared", "issued", "withdrawn", "returned"
    STATES: ClassVar = [
        (PREPARED, _("Förberedd")),
        (ISSUED, _("Lämnad")),
        (WITHDRAWN, _("Återtagen")),
        (RETURNED, _("Skickad tillbaka")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, related_name="reports")
    version = models.PositiveIntegerField()
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("Varför behövs en ny version?"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PREPARED)
    dnr = models.CharField(max_length=60)
    dated = models.DateField()
    data = models.JSONField()
    folded = StoredColumn(
        expression=Func(
            Cast(Func(F("data"), template=STRINGS_IN), models.TextField()), function="core_folded"
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="The words that are frozen in the version, as a search compares them.",
    )
    sha256 = models.CharField(max_length=64)
    seal = models.ForeignKey(LedgerSeal, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    html = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Empty only in versions issued before the program made Word files.",
    )  # fmt: skip
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    remark = models.TextField(_("Vad behöver ändras?"), max_length=4000, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)

    objects = ReportManager()

    class Meta:
        ordering: ClassVar = ["assignment", "-version"]
        indexes: ClassVar = [GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="report_by_words")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="prepared"), name="report_prepared_once"
            ),
            models.CheckConstraint(condition=Q(dnr__gt=""), name="report_cites_dnr"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(reason__gt=""), name="report_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | Q(pdf__isnull=False, html__isnull=False, issued_by__isnull=False, issued_at__isnull=False),
                name="report_issued_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("prepared_by")),
                name="report_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="returned", remark__gt="", returned_by__isnull=False, returned_at__isnull=False
                )
                | (~Q(state="returned") & Q(remark="", returned_by__isnull=True, returned_at__isnull=True)),
                name="report_returned_with_remark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:version", args=[self.assignment.slug, self.version])


class ClosingPack(models.Model):
    """A closing pack that was built: all documents and the data behind them, in one archive."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="closing_packs")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    manifest = models.JSONField()
    built_at = models.DateTimeField(auto_now_add=True)
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-built_at"]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.built_at:%Y-%m-%d %H:%M}"


class ArchivePackage(models.Model):
    """A closing pack as a package for an archive. The same pack gives the same file, and the same row."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="archive_packages")
    pack = models.ForeignKey(ClosingPack, on_delete=models.PROTECT, related_name="archive_packages")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField(auto_now_add=True)
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-built_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack", "file"], name="archive_package_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.built_at:%Y-%m-%d %H:%M}"

    @property
    def name(self) -> str:
        """The name of the package, which is its folder's too."""
        return f"skyddsnat-{self.assignment.slug}-{self.pack.file.sha256[:12]}"
