"""The prose of the report: what holds now, every version before it, drafts, and comments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment


class ReportText(models.Model):
    """The prose of one section, in Markdown. `{{ code }}` in it is a number: the indicator with that code."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="report_texts")
    section = models.CharField(
        max_length=60, help_text="summary, task:1, aim:a, group:public, economy, children"
    )
    body = models.TextField(_("Text"), blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two writers do not overwrite."
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "section"], name="report_section_once"),
        ]

    def __str__(self) -> str:
        return self.section


class ReportTextVersion(models.Model):
    """A section as it was saved once. Append-only."""

    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    changed = models.CharField(_("Vad har du ändrat?"), max_length=200, blank=True)
    restores = models.PositiveIntegerField(null=True, help_text="The version that was taken back into use.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["text", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="report_text_version_once"),
            models.CheckConstraint(
                condition=Q(restores__isnull=True) | Q(restores__lt=models.F("number")),
                name="report_text_restores_older",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} v{self.number}"


class ReportDraft(models.Model):
    """What somebody has typed in a section and not saved. Kept by the program while they type; theirs alone."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="report_drafts")
    section = models.CharField(max_length=60)
    writer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="report_drafts")
    body = models.TextField(blank=True)
    started_from = models.PositiveIntegerField(
        help_text="The version of the text that the writer began from."
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "section", "writer"], name="report_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.writer_id}"


class ReportComment(models.Model):
    """A remark on a section, or on the paragraph it quotes from a version of the text; or an answer to one."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="report_comments")
    section = models.CharField(max_length=60)
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    quote = models.CharField(max_length=500, blank=True)
    text_version = models.PositiveIntegerField(default=0, help_text="The version of the text that was read.")
    body = models.TextField(_("Kommentar"), max_length=4000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["assignment", "section"], name="report_comment_section")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, body__gt="") | Q(removed_at__isnull=False, body=""),
                name="report_comment_says_something",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="report_comment_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(quote="", resolved_at__isnull=True),
                name="report_reply_is_only_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.pk}"


class ReportCommentsRead(models.Model):
    """How far somebody has read the comments on a section."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    reader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    up_to = models.PositiveBigIntegerField(help_text="The last comment that was read.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "section", "reader"], name="report_comments_read_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.reader_id}"
