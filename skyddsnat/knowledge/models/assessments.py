"""Self-assessments: the statements of a method, an organisation's answers each year, and links to answer by."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.method import Group, Method, Rung


class AssessmentForm(models.Model):
    """One version of the statements about a method. Never changed: other words make a new version."""

    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="forms")
    version = models.PositiveSmallIntegerField()
    statements = models.JSONField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["method", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["method", "version"], name="knowledge_form_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.version}"

    def of_group(self, group: str) -> list[dict[str, Any]]:
        """The statements that this group answers, in order."""
        return [one for one in self.statements if one["group"] == group]


class PracticeLevel(models.IntegerChoices):
    """How far the organisation has come with what a statement says."""

    NOT_BEGUN = 0, _("Inte påbörjat")
    BEGUN = 1, _("Påbörjat")
    IN_PLACE = 2, _("Finns på plats")
    FOLLOWED_UP = 3, _("Finns på plats och följs upp")


class SelfAssessment(models.Model):
    """What an organisation says of itself one year; its managers answer apart from its staff."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="self_assessments")
    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="self_assessments")
    form = models.ForeignKey(AssessmentForm, on_delete=models.PROTECT, related_name="self_assessments")
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=8, choices=Group, default=Group.STAFF)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    rung = models.OneToOneField(Rung, on_delete=models.SET_NULL, null=True, related_name="self_assessment")

    class Meta:
        ordering: ClassVar = ["-year", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "method", "year", "group"], name="knowledge_assessment_once_a_year"
            ),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_assessment_group"),
            models.CheckConstraint(
                condition=Q(submitted_by=None) | Q(submitted_on__isnull=False),
                name="knowledge_assessment_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:assessment-result", args=[self.method.code, self.organisation.code])

    @property
    def statements(self) -> list[dict[str, Any]]:
        return self.form.of_group(self.group)


class AssessmentAnswer(models.Model):
    """The level of one statement, or that it does not apply, with a plan. Locked once submitted, by a trigger."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="answers")
    statement = models.SlugField(max_length=40)
    level = models.PositiveSmallIntegerField(null=True, choices=PracticeLevel)
    not_applicable = models.BooleanField(default=False)
    plan = models.CharField(max_length=500, blank=True)
    responsible = models.CharField(max_length=100, blank=True, help_text="A function, never a name.")
    by_when = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "statement"], name="knowledge_answer_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=PracticeLevel.values, not_applicable=False),
                name="knowledge_answer_level",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def is_answered(self) -> bool:
        return self.level is not None or self.not_applicable


class AssessmentLink(models.Model):
    """A link by which somebody without an account answers. Only a hash of what stands in it is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessment_links")
    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="assessment_links")
    group = models.CharField(max_length=8, choices=Group, default=Group.STAFF)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    opened_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 -- the form of a hash
                name="knowledge_link_is_hashed",
            ),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_link_group"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.expires_on}"
