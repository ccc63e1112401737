"""How long a case is kept: what the law holds back, the papers made of it, and the numbers that are left."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models.referral import Referral
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity, Evidence


class Hold(models.Model):
    """A legal hold: the case is not destroyed before the day after `until`. The database refuses it too."""

    referral = models.OneToOneField(Referral, models.CASCADE, primary_key=True, related_name="hold")
    until = models.DateField()
    source = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(source__gt=""), name="cooperation_hold_has_a_source")
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.until}"


class DestroyedCase(models.Model):
    """That a case of this number has been destroyed, and on which day. Nothing else of it is left. Append-only."""

    number = models.CharField(max_length=20, unique=True)
    destroyed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-destroyed_on", "number"]

    def __str__(self) -> str:
        return self.number


class Paper(models.Model):
    """That a document was made of a case: its number, for whom, and under which secrecy. Not the document itself."""

    class Language(models.TextChoices):
        SWEDISH = "sv", _("Svenska")
        ENGLISH = "en", _("Engelska")

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField(help_text="From one within the case.")
    recipient = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the own file.",
    )
    language = models.CharField(max_length=2, choices=Language)
    provision = models.CharField(max_length=10, help_text="As in papers/provisions.yaml.")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["referral", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="cooperation_paper_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id}:{self.number}"


class CountingActivity(models.Model):
    """One row that says on which activity cases become evidence."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="cooperation_one_counting_activity")
        ]

    def __str__(self) -> str:
        return str(self.activity_id)


class CountedCase(models.Model):
    """That a row of the ledger counts something of a case, together with four others or more: each thing once.

    `what` is "opened", "closed", or a state that the case has reached.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="counted")
    what = models.CharField(max_length=12)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["referral", "what"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "what"], name="cooperation_case_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.what} in {self.evidence_id}"
