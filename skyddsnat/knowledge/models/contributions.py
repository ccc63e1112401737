"""What other organisations write for the library."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.library import LibraryPage


class Contribution(models.Model):
    """An organisation's own text, which an editor completes and publishes, or answers."""

    page = models.OneToOneField(
        LibraryPage, on_delete=models.SET_NULL, null=True, related_name="contribution"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributions")
    title = models.CharField(max_length=150)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    once = models.UUIDField(unique=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(declined_at=None) | ~Q(answer=""),
                name="knowledge_contribution_declined_with_words",
            )
        ]

    def __str__(self) -> str:
        return self.title
