"""Before and after a campaign: how many say that they know how to report. Sums a day; nothing about one answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.guidance.models.campaigns import Campaign
from skyddsnat.guidance.survey.questions import ANSWERS
from skyddsnat.shared.codes import SHAPE


def _known_answers() -> Q:
    known = Q()
    for question, answers in ANSWERS.items():
        known |= Q(question=question, answer__in=list(answers))
    return known


class SurveyWave(models.Model):
    """The short survey during some days before or after a campaign."""

    MOMENTS: ClassVar = [("before", _("Före")), ("after", _("Efter"))]

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="waves")
    moment = models.CharField(_("när"), max_length=6, choices=MOMENTS)
    opens = models.DateField(_("öppnar"))
    closes = models.DateField(_("stänger"))
    code = models.CharField(max_length=6, unique=True)
    seq = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The row's place in the ledger; then no answer is added."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["campaign", "opens", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "moment"], name="guidance_wave_once"),
            models.CheckConstraint(condition=Q(moment__in=["before", "after"]), name="guidance_wave_moment"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="guidance_wave_period"),
            models.CheckConstraint(condition=Q(code__regex=SHAPE), name="guidance_wave_code"),
        ]

    def __str__(self) -> str:
        return str(self.get_moment_display())

    def get_absolute_url(self) -> str:
        return reverse("guidance-desk:survey", args=[self.campaign_id])


class AnswerCount(models.Model):
    """How many gave one answer to one question on one day in one language. All that is kept of the answers."""

    wave = models.ForeignKey(SurveyWave, models.PROTECT, related_name="counts")
    day = models.DateField()
    language = models.CharField(max_length=12)
    question = models.CharField(max_length=10)
    answer = models.CharField(max_length=12)
    count = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wave", "day", "language", "question", "answer"], name="guidance_answer_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="guidance_answer_count"),
            models.CheckConstraint(condition=_known_answers(), name="guidance_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.question} {self.answer}: {self.count}"


class SpentForm(models.Model):
    """A form that has been sent, so that a second click counts nothing. Says neither what was answered nor when."""

    mark = models.UUIDField(primary_key=True)
    day = models.DateField()

    def __str__(self) -> str:
        return str(self.mark)
