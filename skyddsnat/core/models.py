"""Users, roles, the audit log and stored files."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=email.strip().lower(), name=name, **extra)
        user.set_password(password)
        user.save()
        return user


class Role(models.Model):
    """A role and what it may do, loaded from `roles.yaml`."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    description = models.CharField(max_length=300)
    description_en = models.CharField(max_length=300)
    is_staff = models.BooleanField(help_text="Staff must use a second factor outside the demo.")
    permissions = ArrayField(models.CharField(max_length=60))

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def said_description(self) -> str:
        return self.description_en if get_language() == "en" else self.description


class User(AbstractBaseUser):
    """A person who signs in, by e-mail address."""

    LANGUAGES: ClassVar = [("sv", "Svenska"), ("en", "English")]

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="sv")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    roles = models.ManyToManyField(Role, related_name="users", blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Every permission of the user's roles; empty for a closed account."""
        if not self.is_active:
            return frozenset()
        return frozenset(p for role in self.roles.all() for p in role.permissions)

    @cached_property
    def is_staff_member(self) -> bool:
        return any(role.is_staff for role in self.roles.all())

    def may(self, permission: str) -> bool:
        """Whether one of the user's roles gives the permission, e.g. "mandate.write"."""
        return permission in self.permissions


class AuditEntry(models.Model):
    """Who did what to what, when. The database itself refuses changes and deletions."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="audit_entries")
    verb = models.CharField(max_length=80)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=80)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"


class StoredFile(models.Model):
    """A file kept with the records it belongs to: uploads and issued documents, found by fingerprint."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256


class Work(models.Model):
    """A job as the person who started it sees it: how far it has come and how it ended (see `jobs.py`)."""

    WAITING, RUNNING, FINISHED, FAILED = "waiting", "running", "finished", "failed"
    STATES: ClassVar = [
        (WAITING, _("Väntar")),
        (RUNNING, _("Pågår")),
        (FINISHED, _("Klart")),
        (FAILED, _("Avbrutet")),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="works")
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=1000, blank=True, help_text="What stopped it, for the person.")
    result_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["finished", "failed"], ended_at__isnull=False)
                | Q(state__in=["waiting", "running"], ended_at__isnull=True),
                name="work_ended_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("core:work", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.state in {self.FINISHED, self.FAILED}


class PutAside(models.Model):
    """A thing on somebody's desk that they have put aside until a day. `task` is `waiting.Task.identity`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="put_aside")
    task = models.CharField(max_length=300)
    until = models.DateField(help_text="The day it is back on the desk.")
    put_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "task"], name="put_aside_once"),
            models.CheckConstraint(condition=~Q(task=""), name="put_aside_something"),
        ]

    def __str__(self) -> str:
        return f"{self.task} → {self.until}"


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


class Visit(models.Model):
    """That a person opened the page of a record. Only that person sees it; the latest twenty are kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    view = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "view", "key"], name="visit_once")]
        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="visit_latest")]

    def __str__(self) -> str:
        return f"{self.view} {self.key}"


class Favourite(models.Model):
    """A record that a person has marked with a star. Only that person sees it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="favourites")
    view = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "view", "key"], name="favourite_once")
        ]

    def __str__(self) -> str:
        return f"{self.view} {self.key}"


from skyddsnat.core.imports.models import Import as Import  # noqa: E402 -- it points at the tables above
from skyddsnat.core.imports.models import RememberedMapping as RememberedMapping  # noqa: E402
