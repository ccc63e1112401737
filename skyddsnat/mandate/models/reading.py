"""A decision that has been read by the program and is being confirmed by a person, sentence by sentence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import StoredFile, User
from skyddsnat.mandate.models.assignment import Assignment, HandledSentence


class Reading(models.Model):
    """An uploaded decision, its text, and the draft the reader made of it."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    draft = models.JSONField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="readings")
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, null=True, related_name="reading")
    discarded_at = models.DateTimeField(null=True)
    ours = models.CharField(
        max_length=300,
        blank=True,
        help_text="Which of several addressed authorities we are, as the text names it.",
    )
    amended = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, related_name="amending_readings",
        help_text="The assignment whose dates or sums this decision changed.",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("mandate:reading", args=[self.pk])


class ReadingItem(models.Model):
    """One thing the reader found, or one sentence it did not understand, and what a person said of it."""

    PENDING, CONFIRMED, CHANGED, REJECTED = "pending", "confirmed", "changed", "rejected"
    STATES: ClassVar = [
        (PENDING, _("Väntar")),
        (CONFIRMED, _("Stämmer")),
        (CHANGED, _("Ändrad")),
        (REJECTED, _("Gäller inte")),
    ]

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    proposed = models.JSONField()
    confirmed = models.JSONField(null=True, blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=PENDING)
    comment = models.CharField(max_length=500, blank=True)
    handling = models.CharField(
        max_length=20,
        blank=True,
        choices=HandledSentence.HANDLINGS,
        help_text="Why it does not hold, in one word.",
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["reading", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "position"], name="reading_item_position_once"),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="pending") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="reading_item_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_end__gt=F("span_start")),
                name="reading_item_span",
            ),
            models.CheckConstraint(
                condition=Q(handling="") | Q(state="rejected"), name="reading_item_handled_when_rejected"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"
