"""Reminders by mail, and the calendar."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from skyddsnat.core.models.people import User


class ReminderChoice(models.Model):
    """What a person wants to be reminded of by e-mail and shown in their calendar. None: what their roles imply."""

    DISTANCES: ClassVar = [30, 14, 7, 3, 1, 0]
    WHYS: ClassVar = ["due", "late", "waiting", "silent"]

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminder_choice")
    by_mail = models.BooleanField(default=True)
    whys = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    distances = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        help_text="Days before; 0 is the day itself.",
    )
    weekly_while_late = models.BooleanField(default=True)
    in_calendar = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(distances__contained_by=[30, 14, 7, 3, 1, 0]), name="reminder_distances_known"
            ),
            models.CheckConstraint(
                condition=Q(whys__contained_by=["due", "late", "waiting", "silent"]),
                name="reminder_whys_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {', '.join(self.whys)}"


class ReminderMail(models.Model):
    """One person's mail of one day. Claimed before it is handed to the mail server, so that it is never sent twice.

    Claimed and not sent means that the program was ended in between: nobody knows, and it is not tried again.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminder_mails")
    day = models.DateField()
    prepared_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    things = models.PositiveIntegerField(default=0, help_text="How many the mail told of.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="reminder_mail_one_a_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False),
                name="reminder_mail_claimed_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class ReminderSent(models.Model):
    """That a person has been reminded of a thing on an occasion ("due:2014-12-01:7"): never the same twice."""

    mail = models.ForeignKey(ReminderMail, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    task = models.CharField(max_length=300)
    occasion = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "task", "occasion"], name="reminder_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.occasion}"


class CalendarKey(models.Model):
    """A password that opens one person's calendar and nothing else, one for each device. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_keys")
    name = models.CharField(max_length=60, help_text="The device, in the person's own words.")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(revoked_at__isnull=True), name="calendar_key_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="calendar_key_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
