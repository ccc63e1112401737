"""Which editions of the shipped registers have been loaded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RegisterLoad(models.Model):
    """One loading that changed something: the fingerprint of the files, and how many rows it touched."""

    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    kept = models.PositiveIntegerField(
        help_text="Rows that staff had changed and that were left as they were."
    )

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.sha256
