"""Conferences, webinars and the managers' forum: who is coming, and what is left when their names are gone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.method import Group, Method
from skyddsnat.mandate.models import Activity

SHA256 = 64  # letters of a hash


class Gathering(models.Model):
    """Something that people come to. Its evidence belongs to `activity`."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Konferens")
        WEBINAR = "webinar", _("Webbinarium")
        FORUM = "forum", _("Chefsforum")

    kind = models.CharField(_("slag"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("rubrik"), max_length=120)
    title_en = models.CharField(_("rubrik på engelska"), max_length=120, blank=True)
    about = models.TextField(_("om träffen"), blank=True)
    about_en = models.TextField(_("om träffen på engelska"), blank=True)
    starts = models.DateTimeField(_("börjar"))
    ends = models.DateTimeField(_("slutar"))
    where = models.CharField(_("var"), max_length=200)
    where_en = models.CharField(_("var, på engelska"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("platser"), null=True, blank=True)
    closes_on = models.DateField(_("sista dag att anmäla sig"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="gatherings")
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, related_name="gatherings")
    group = models.CharField(_("för vem"), max_length=8, choices=Group.choices, default=Group.STAFF)
    keep_until = models.DateField(_("uppgifter om deltagare finns kvar till"))
    results = models.TextField(_("vad det ledde till"), blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attendance_done_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    meeting_seq = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="The ledger's row that says that it was held, when this gathering added one.",
    )
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["starts", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="knowledge_gathering_period"),
            models.CheckConstraint(
                condition=Q(kind__in=["conference", "webinar", "forum"]), name="knowledge_gathering_kind"
            ),
            models.CheckConstraint(
                condition=Q(group__in=["staff", "leaders"]), name="knowledge_gathering_group"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="knowledge_gathering_capacity"
            ),
            models.CheckConstraint(
                condition=Q(keep_until__gte=F("closes_on")), name="knowledge_gathering_kept"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(where=""), name="knowledge_gathering_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:gathering-desk", args=[self.pk])

    @property
    def is_in_swedish_only(self) -> bool:
        """Whether a reader of English meets Swedish words."""
        return get_language() == "en" and not self.title_en

    @property
    def where_said(self) -> str:
        return self.where_en if get_language() == "en" and self.where_en else self.where

    @property
    def is_where_in_swedish(self) -> bool:
        return get_language() == "en" and not self.where_en


class Registration(models.Model):
    """One person has said who comes from an organisation."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="gathering_registrations"
    )
    organisation_name = models.CharField(
        max_length=200, blank=True, help_text="As it was written, when no organisation of ours has that name."
    )
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    language = models.CharField(max_length=2, choices=User.LANGUAGES, default="sv")
    together = models.BooleanField(default=False, help_text="Those who wait want to come all at once.")
    once = models.UUIDField(
        unique=True, help_text="The mark of the form, so that a second click makes nothing."
    )
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, organisation_name__gt="")
                | Q(organisation__isnull=False, organisation_name=""),
                name="knowledge_registration_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.pk}"

    @property
    def organisation_said(self) -> str:
        return str(self.organisation) if self.organisation else self.organisation_name

    @property
    def is_said_in_swedish(self) -> bool:
        """Whether a reader of English meets an organisation as it was written."""
        return get_language() == "en" and not (self.organisation and self.organisation.name_en)


class Participant(models.Model):
    """A person who is coming, or waits for a place. `attended` is None until somebody has said."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    function = models.CharField(max_length=120, blank=True)
    waiting = models.BooleanField(default=False)
    attended = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="knowledge_participant_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class GatheringKey(models.Model):
    """What a personal link opens. The secret stands in the letter alone; here is its hash."""

    secret_sha256 = models.CharField(max_length=SHA256, primary_key=True)
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True, related_name="keys")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="keys")
    expires_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(registration__isnull=True, participant__isnull=False)
                | Q(registration__isnull=False, participant__isnull=True),
                name="knowledge_key_opens_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.secret_sha256[:8]


class GatheringLetter(models.Model):
    """A letter to one who registered or takes part: made with what it tells of, then claimed, then sent once."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Bekräftelse")
        MOVED_UP = "moved_up", _("Fått plats")
        CHANGED = "changed", _("Träffen är ändrad")
        CALLED_OFF = "called_off", _("Träffen är inställd")
        CANCELLED = "cancelled", _("Avbokad")
        AFTER = "after", _("Efter träffen")
        LATER = "later", _("Efter 90 dagar")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="letters")
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration", "participant", "kind"], condition=Q(kind__in=["after", "later"]),
                nulls_distinct=False, name="knowledge_letter_of_evaluation_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False), name="knowledge_letter_claimed"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class GatheringCount(models.Model):
    """How many came from an organisation, and the ledger's row that says so. Stays when the names are gone."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="counts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="None for all organisations that we do not know.",
    )  # fmt: skip
    registered = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    proven = models.PositiveIntegerField(default=0, help_text="How many the ledger's row says.")
    seq = models.PositiveBigIntegerField(null=True, blank=True, help_text="Its row in the ledger.")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "organisation"],
                nulls_distinct=False,
                name="knowledge_gathering_count_once",
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, proven=0) | Q(seq__isnull=False, proven__gte=1),
                name="knowledge_gathering_count_proven",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.organisation_id}: {self.attended}"
