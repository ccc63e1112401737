"""A person's own key: what the rooms that seal have in common of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.core.models.people import User

RECIPIENT = r"^age1[02-9ac-hj-np-z]{58}$"
GUARDS = [("passphrase", "passphrase"), ("passkey", "passkey")]


class GuardedKey(models.Model):
    """A person's own key. `guarded` is its private half, sealed in the browser with a passphrase or a passkey.

    Each room that seals has a table of its own: what one room's key opens is nothing to another.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=62, unique=True)
    guard = models.CharField(max_length=10, choices=GUARDS)
    guarded = models.BinaryField(max_length=4_000)
    hint = models.CharField(max_length=500, blank=True, help_text="Which passkey it is; nothing secret.")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.recipient


def key_constraints(name: str) -> list[models.BaseConstraint]:
    """What the database keeps of such a table: keys have the shape of keys, and a person uses one at a time."""
    return [
        models.CheckConstraint(condition=Q(recipient__regex=RECIPIENT), name=f"{name}_shape"),
        models.UniqueConstraint(fields=["user"], condition=Q(retired_at=None), name=f"{name}_in_use_once"),
    ]
