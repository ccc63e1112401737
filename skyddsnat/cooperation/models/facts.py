"""What every fact of a referral has: who wrote it, whether it was taken back, and how it may be handled."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.cooperation.models.referral import Referral
from skyddsnat.cooperation.referrals.kinds import Handling, InfoCode, SourceCode
from skyddsnat.core.models import User


class Fact(models.Model):
    """Something written down in a case. It is never deleted: what was wrong is taken back, and stands so.

    `once` is the mark of the form: the same form sent twice makes one.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="%(class)ss")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_why="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, taken_back_why__gt=""),
                name="cooperation_%(class)s_taken_back_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.pk}"


class Handled(Fact):
    """A fact that can be shared: with its handling, source and information codes (EU doc 6261-18)."""

    handling = models.CharField(max_length=2, choices=Handling, default=Handling.H2)
    source_code = models.CharField(max_length=1, choices=SourceCode, default=SourceCode.X)
    info_code = models.CharField(max_length=1, choices=InfoCode, default=InfoCode.UNKNOWN)

    class Meta(Fact.Meta):
        abstract = True
