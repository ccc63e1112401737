"""People: contacts at organisations and the users who belong to them. Personal data."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.actors.models.organisation import Organisation
from skyddsnat.core.models import Import, User


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> ContactQuerySet:
        return self.filter(ended_on__isnull=True)

    def ended_before(self, day: datetime.date) -> ContactQuerySet:
        return self.filter(ended_on__lt=day)


class Contact(models.Model):
    """A way to reach a function at an organisation: entered by staff, with its source and the day checked."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    function = models.CharField(max_length=150)
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    imported_in = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["function", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email__gt="") | Q(phone__gt=""), name="contact_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(function__gt="") & Q(source__gt=""), name="contact_has_function_and_source"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="contact_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.function


class Membership(models.Model):
    """That a user acts for an organisation, for a period; both ends are included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_period"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(until__isnull=True), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation_id}"
