"""Which of the entries that come with the program have been taken in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ShippedEntry(models.Model):
    """Taken in once: an entry that an editor has removed does not come back."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "language"], name="knowledge_shipped_once")
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.key}"
