"""What a person has said of two cases that are alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.cooperation.models.referral import Referral
from skyddsnat.core.models import User


class Likeness(models.Model):
    """That two cases of one organisation are about one child, or not. Each pair once; goes with either case.

    `first` has the smaller id, so that a pair is one row; a trigger holds both to one owner.
    """

    first = models.ForeignKey(Referral, models.CASCADE, related_name="+")
    second = models.ForeignKey(Referral, models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="cooperation_likeness_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="cooperation_likeness_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
