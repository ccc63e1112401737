"""The records a person was at last, and those with a star."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from skyddsnat.core.models.people import User


class Visit(models.Model):
    """That a person opened the page of a record. Only that person sees it; the latest twenty are kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    view = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "view", "key"], name="visit_once")]
        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="visit_latest")]

    def __str__(self) -> str:
        return f"{self.view} {self.key}"


class Favourite(models.Model):
    """A record that a person has marked with a star. Only that person sees it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="favourites")
    view = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "view", "key"], name="favourite_once")
        ]

    def __str__(self) -> str:
        return f"{self.view} {self.key}"
