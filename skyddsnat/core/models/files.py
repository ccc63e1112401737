"""Stored files."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """A file kept with the records it belongs to: uploads and issued documents, found by fingerprint."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256
