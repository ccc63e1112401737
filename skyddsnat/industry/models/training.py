"""What is kept of the course: that somebody finished it, where and on which day, and how good the decisions were."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.industry.models.company import Site
from skyddsnat.industry.models.lessons import LessonVersion
from skyddsnat.industry.training.rules import MOMENTS, QUALITIES
from skyddsnat.mandate.models import Activity, Evidence


class Attempt(models.Model):
    """Somebody finished a lesson, or answered its questions again at 90 days. Nobody knows who, nor when on the day.

    `mark` is made on the phone and comes with every sending, so that two sendings are one attempt.
    """

    mark = models.UUIDField(unique=True)
    site = models.ForeignKey(
        Site, models.SET_NULL, null=True, related_name="attempts",
        help_text="Let go of when the completion is no longer in force.",
    )  # fmt: skip
    lesson = models.ForeignKey(LessonVersion, models.PROTECT, related_name="attempts")
    is_recheck = models.BooleanField(default=False)
    day = models.DateField()
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, related_name="+",
        help_text="The row of the ledger that counts it together with others; a recheck has none.",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["day"], name="industry_attempt_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_recheck=False) | Q(evidence=None), name="industry_recheck_is_no_evidence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.day}"


class Answer(models.Model):
    """What was chosen in a scene that measures, and how good that is in the version that was taken."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    moment = models.CharField(max_length=8, choices=MOMENTS)
    scene = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)
    quality = models.CharField(max_length=4, choices=QUALITIES)

    class Meta:
        ordering: ClassVar = ["attempt", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "moment", "scene"], name="industry_answer_once"),
            models.CheckConstraint(
                condition=Q(moment__in=[code for code, _label in MOMENTS]), name="industry_answer_moment"
            ),
            models.CheckConstraint(
                condition=Q(quality__in=[code for code, _label in QUALITIES]), name="industry_answer_quality"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} {self.scene}: {self.choice}"


class TrainingActivity(models.Model):
    """One row that says which activity the course is a part of, so that completions become its evidence."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="industry_one_training_activity")
        ]

    def __str__(self) -> str:
        return str(self.activity_id)
