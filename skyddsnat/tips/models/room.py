"""What the receivers' room adds to a tip: pauses of its times, and hand-overs. Nothing of what the tip says."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.tips.models.tips import Tip


class TimerPause(models.Model):
    """Why a time stands still. The reason is chosen, never typed: it is not sealed."""

    class Reason(models.TextChoices):
        SENDER = "sender", _("Vi väntar på att avsändaren skriver")
        AUTHORITY = "authority", _("Vi väntar på en annan myndighet")
        SAFETY = "safety", _("Ett svar nu kan skada ett barn eller en utredning")

    tip = models.ForeignKey(Tip, models.CASCADE, related_name="pauses")
    timer = models.CharField(max_length=20)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    from_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["tip", "from_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tip", "timer"], condition=Q(until_at=None), name="tips_timer_paused_once"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")), name="tips_pause_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["sender", "authority", "safety"], timer__gt=""),
                name="tips_pause_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tip_id} {self.timer}"


class HandOver(models.Model):
    """That a tip was handed to another receiver: which fields, as words of the form, and never what stands in them.

    `may_answer` says that the other receiver may answer the sender: answers go to the mailbox of the first tip.
    """

    tip = models.OneToOneField(Tip, models.CASCADE, primary_key=True, related_name="hand_over")
    origin = models.ForeignKey(Tip, models.CASCADE, related_name="hand_overs")
    fields = ArrayField(models.CharField(max_length=20))
    may_answer = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["origin", "at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(fields=[]), name="tips_hand_over_says_something"),
            models.CheckConstraint(condition=~Q(tip=F("origin")), name="tips_hand_over_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} to {self.tip_id}"
