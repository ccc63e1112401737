"""An authority's team that takes tips: for which places and kinds, when it is there, and who is in it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.models import User
from skyddsnat.tips.kinds import Kind


class Receiver(models.Model):
    """A team at an authority. Only one that is switched on is offered, and only it can be switched on that has a key.

    No places means the whole country. `hours` is a list of [weekday from 0 (Monday), from "HH:MM", until "HH:MM"].
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tip_receivers")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kinds = ArrayField(models.CharField(max_length=10, choices=Kind.choices), default=list)
    places = models.ManyToManyField(Place, related_name="+", blank=True)
    hours = models.JSONField(default=list)
    phone = models.CharField(max_length=40, blank=True)
    is_on = models.BooleanField(default=False)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__gt=""), name="tips_receiver_has_a_name"),
            models.CheckConstraint(
                condition=Q(is_on=False) | ~Q(kinds=[]), name="tips_receiver_takes_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody in a team, until removed. `in_turn` says that new tips are given to them when it is their turn."""

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    in_turn = models.BooleanField(default=True)
    had_turn_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["receiver", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receiver", "user"], condition=Q(removed_at=None), name="tips_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver}: {self.user}"
