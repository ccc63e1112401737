"""What somebody has put aside on their desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.core.models.people import User


class PutAside(models.Model):
    """A thing on somebody's desk that they have put aside until a day. `task` is `waiting.Task.identity`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="put_aside")
    task = models.CharField(max_length=300)
    until = models.DateField(help_text="The day it is back on the desk.")
    put_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "task"], name="put_aside_once"),
            models.CheckConstraint(condition=~Q(task=""), name="put_aside_something"),
        ]

    def __str__(self) -> str:
        return f"{self.task} → {self.until}"
