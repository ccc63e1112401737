"""A child who is referred between authorities in two states, and who owns the case."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.kinds import AgeBasis, Sex, State
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity


class Referral(models.Model):
    """A case of one organisation's own: its number says nothing of the child.

    `receiver` is the authority in the other state that is asked. `no_contact` is a lock: nothing goes to the country
    that the child comes from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, help_text="A pseudonym, such as B-2026-0001.")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.IDENTIFIED)
    no_contact = models.BooleanField(default=False)
    no_contact_reason = models.CharField(max_length=500, blank=True)
    dnr = models.CharField(max_length=60, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    state="closed", closed_at__isnull=False, closed_by__isnull=False, close_reason__gt=""
                )
                | ~Q(state="closed") & Q(closed_at=None, closed_by=None, close_reason=""),
                name="cooperation_referral_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(no_contact=False) | Q(no_contact_reason__gt=""),
                name="cooperation_referral_lock_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(no_contact=False) | Q(origin__isnull=False),
                name="cooperation_referral_lock_has_a_country",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=models.F("owner")),
                name="cooperation_referral_between_two",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Child(models.Model):
    """Who the referral is about. Read and written by the owning organisation's own case workers only."""

    referral = models.OneToOneField(Referral, models.CASCADE, primary_key=True, related_name="child")
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    born_on = models.DateField(null=True, blank=True)
    age_claimed = models.PositiveSmallIntegerField(null=True, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years, as assessed.")
    age_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Years, as assessed.")
    age_assessed_on = models.DateField(null=True, blank=True)
    age_basis = models.CharField(max_length=10, choices=AgeBasis, default=AgeBasis.PRESUMED)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    nationalities = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    documents = models.TextField(max_length=2_000, blank=True)
    forms = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    signs = models.TextField(max_length=8_000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(age_from=None, age_to=None) | Q(age_from__lte=models.F("age_to")),
                name="cooperation_child_age_in_order",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None, age_to=None, age_assessed_on=None)
                | Q(age_from__isnull=False, age_to__isnull=False, age_assessed_on__isnull=False),
                name="cooperation_child_age_assessed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(age_basis="assessed") | Q(age_from__isnull=False),
                name="cooperation_child_assessed_has_ages",
            ),
            models.CheckConstraint(
                condition=~Q(age_basis="documented") | Q(born_on__isnull=False, documents__gt=""),
                name="cooperation_child_documented_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(age_basis="claimed") | Q(age_claimed__isnull=False) | Q(born_on__isnull=False),
                name="cooperation_child_claimed_has_age",
            ),
        ]

    def __str__(self) -> str:
        return str(self.referral_id)
