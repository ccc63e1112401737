"""What visitors say does not work on the public pages."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Feedback(models.Model):
    """A visitor's words about a page. Without an address unless the visitor wants an answer."""

    text = models.TextField(max_length=2000)
    address = models.CharField(
        max_length=200, blank=True, help_text="The page that it is about, within the site."
    )
    contact = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12)
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="guidance_feedback_says_something"),
            models.CheckConstraint(
                condition=models.Q(handled_at=None, handled_by=None)
                | models.Q(handled_at__isnull=False, handled_by__isnull=False),
                name="guidance_feedback_handled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d}"
