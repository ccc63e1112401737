"""Whom to ask in another state: how to reach the holder of a role, and what the authorities have agreed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from skyddsnat.actors.models import Organisation, OrganisationRole, Place
from skyddsnat.core.models import Import, User


class RoleContact(models.Model):
    """A way to reach a function at the authority that holds a role in a state. Never a person's name.

    It holds as long as the role is `organisation`'s: a holder named anew does not inherit the one before's address.
    """

    role = models.ForeignKey(OrganisationRole, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    function = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.URLField(blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    imported_in = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["function", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email__gt="") | Q(phone__gt="") | Q(web__gt=""),
                name="cooperation_contact_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(function__gt="", source__gt=""),
                name="cooperation_contact_has_function_and_source",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="cooperation_contact_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.function


class Agreement(models.Model):
    """What authorities in two or more states have agreed: who, on what, on which terms, from when to when."""

    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    our_party = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    states = models.ManyToManyField(Place, related_name="+")
    parties = models.ManyToManyField(Organisation, related_name="+", blank=True)
    about = models.TextField(max_length=2_000)
    terms = models.TextField(max_length=8_000, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    dnr = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-valid_from", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="cooperation_agreement_period",
            ),
            models.CheckConstraint(
                condition=Q(title__gt="", about__gt="", source__gt=""), name="cooperation_agreement_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cooperation:agreement", args=[self.pk])
