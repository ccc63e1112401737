"""Calls to organisations about a method: what was said, and when to be in touch again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.method import Method


class Outcome(models.TextChoices):
    """How the call went."""

    TALKED = "talked", _("Vi pratade")
    PROMISED = "promised", _("De tar nästa steg")
    NO_ANSWER = "no_answer", _("Ingen svarade")
    DECLINED = "declined", _("De vill inte")


class Call(models.Model):
    """Somebody called an organisation about a method. The note never names a person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="calls")
    day = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.CharField(max_length=500, blank=True)
    next_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="knowledge_call_outcome"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("day")), name="knowledge_call_next_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_outcome_display()}"
