"""Which of the pages that come with the program have been taken in here."""

from __future__ import annotations

from django.db import models


class ShippedPage(models.Model):
    """A page taken in once. When an editor has removed it, it is not taken in again."""

    name = models.CharField(max_length=80, primary_key=True, help_text="Its language and key: sv/crime.")

    def __str__(self) -> str:
        return self.name
