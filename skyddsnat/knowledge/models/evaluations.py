"""What those who came say afterwards. Sums, and nothing about who said what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.knowledge.gatherings.questions import ANSWERS, LEVELS
from skyddsnat.knowledge.models.gatherings import SHA256, Gathering


class Moment(models.TextChoices):
    """When somebody is asked."""

    AFTER = "after", _("Direkt efter")
    LATER = "later", _("Efter 90 dagar")


def _known_answers() -> Q:
    known = Q()
    for moment, questions in LEVELS.items():
        known |= Q(moment=moment, question__in=list(questions), answer__in=list(ANSWERS))
    return known


class EvaluationKey(models.Model):
    """A form that may be sent once. Tied to no person: it is removed when it has been sent."""

    secret_sha256 = models.CharField(max_length=SHA256, primary_key=True)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="evaluation_keys")
    moment = models.CharField(max_length=5, choices=Moment.choices)
    expires_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(moment__in=["after", "later"]), name="knowledge_evaluation_key_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.secret_sha256[:8]


class EvaluationCount(models.Model):
    """How many gave one answer to one question. All that is kept of the answers."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="answers")
    moment = models.CharField(max_length=5, choices=Moment.choices)
    question = models.CharField(max_length=12)
    answer = models.CharField(max_length=6)
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "moment", "question", "answer"], name="knowledge_evaluation_count_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="knowledge_evaluation_count"),
            models.CheckConstraint(condition=_known_answers(), name="knowledge_evaluation_known"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.question} {self.answer}: {self.count}"


class EvaluationComment(models.Model):
    """What somebody wrote in their own words. Nothing says who, or when; goes with the names."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="comments")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="knowledge_evaluation_comment"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
