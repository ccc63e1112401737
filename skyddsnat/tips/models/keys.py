"""Who can open what. The server has public halves, and private halves that it cannot open itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from skyddsnat.core.models import RECIPIENT, GuardedKey, User, key_constraints
from skyddsnat.tips.models.receivers import Receiver


class MemberKey(GuardedKey):
    """A person's own key in the receivers' room."""

    class Meta(GuardedKey.Meta):
        constraints: ClassVar = key_constraints("tips_member_key")


class TeamKey(models.Model):
    """What tips to a receiver are sealed to. A new one is made when a member leaves; the old ones open what is old.

    `recovery` is the public half of the key that is kept off line in three parts, two of which open it.
    """

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="keys")
    recipient = models.CharField(max_length=62, unique=True)
    recovery = models.CharField(max_length=62)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["receiver", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recipient__regex=RECIPIENT, recovery__regex=RECIPIENT),
                name="tips_team_key_shape",
            ),
            models.UniqueConstraint(
                fields=["receiver"], condition=Q(retired_at=None), name="tips_team_key_in_use_once"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient


class RecoverySheets(models.Model):
    """Three sheets of paper that a team has, by the public half of the key that two of them open.

    `proven_at` is when somebody last showed that two of them do open it, and nothing else was changed.
    """

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="sheets")
    recovery = models.CharField(max_length=62)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    proven_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proven_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["receiver", "made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receiver", "recovery"], name="tips_sheets_once"),
            models.CheckConstraint(condition=Q(recovery__regex=RECIPIENT), name="tips_sheets_shape"),
            models.CheckConstraint(
                condition=Q(proven_by=None, proven_at=None)
                | Q(proven_by__isnull=False, proven_at__isnull=False, proven_at__gte=F("made_at")),
                name="tips_sheets_proven_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.recovery


class WrappedKey(models.Model):
    """The private half of a team's key, sealed to one member's own key, or to the recovery key (no member)."""

    team_key = models.ForeignKey(TeamKey, models.CASCADE, related_name="wrapped")
    member_key = models.ForeignKey(MemberKey, models.CASCADE, null=True, related_name="wrapped")
    sealed = models.BinaryField(max_length=2_000)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team_key", "member_key"], nulls_distinct=False, name="tips_wrapped_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_key_id} for {self.member_key_id or 'recovery'}"
