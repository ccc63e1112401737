"""When what can be searched has changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchGeneration(models.Model):
    """One row that counts every change of what can be searched, so that each process makes its index anew."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    generation = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="knowledge_one_search_generation"),
        ]

    def __str__(self) -> str:
        return str(self.generation)
