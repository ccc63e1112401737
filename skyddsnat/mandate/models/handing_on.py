"""That a team or an organisation lets what is sealed for it go on to the authority that takes over: the shape of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User


class ConsentToSuccessor(models.Model):
    """A yes to one named successor, up to a day. It counts when a second person has confirmed it, until it is ended.

    Each room that keeps things for others has a table of its own, with whose yes it is. `ended_at` is when it was taken
    back, or replaced by another after its last day; `used_at` when something last went over with it.
    """

    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    until = models.DateField(help_text="The last day on which it may be used.")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.successor} {self.until}"


def consent_constraints(name: str, whose: str) -> list[models.BaseConstraint]:
    """What the database keeps of such a table: one at a time, confirmed by another, used when confirmed."""
    return [
        models.UniqueConstraint(fields=[whose], condition=Q(ended_at=None), name=f"{name}_one_at_a_time"),
        models.CheckConstraint(
            condition=Q(confirmed_by=None, confirmed_at=None)
            | Q(confirmed_by__isnull=False, confirmed_at__gte=F("given_at")) & ~Q(confirmed_by=F("given_by")),
            name=f"{name}_confirmed_by_another",
        ),
        models.CheckConstraint(
            condition=Q(ended_by=None, ended_at=None)
            | Q(ended_by__isnull=False, ended_at__gte=F("given_at")),
            name=f"{name}_ended_whole",
        ),
        models.CheckConstraint(
            condition=Q(used_at=None) | Q(confirmed_at__isnull=False, used_at__gte=F("confirmed_at")),
            name=f"{name}_used_when_confirmed",
        ),
    ]
