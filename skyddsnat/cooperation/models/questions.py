"""A common question of authorities in several states: who works on it, what is found and agreed, who learns of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.questions.kinds import Audience, Part, Reason, State
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import LibraryPage, Mailing, Method
from skyddsnat.mandate.models import Activity, Clause, Evidence, Meeting

LANGUAGES = [("sv", "Svenska"), ("en", "English")]


class Question(models.Model):
    """Something that several authorities meet and none can settle alone. It tells of no child and no person."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    description = models.TextField(max_length=10_000)
    description_en = models.TextField(max_length=10_000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.RAISED)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=12, choices=Reason, blank=True)
    close_note = models.CharField(max_length=500, blank=True)
    method = models.ForeignKey(
        Method, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="What is followed on the ladder once the experience is spread.",
    )  # fmt: skip
    page = models.ForeignKey(
        LibraryPage, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="The experience in the library.",
    )  # fmt: skip
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, related_name="+", help_text="Its row in the ledger."
    )
    once = models.UUIDField(
        unique=True, help_text="The form that was sent, so that a double click asks once."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts saves, so that two do not overwrite.")

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(title__gt="") & Q(description__gt=""), name="cooperation_question_has_words"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="cooperation_question_state"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, close_reason__in=Reason.values)
                | ~Q(state="closed") & Q(closed_on=None, close_reason="", close_note=""),
                name="cooperation_question_closed_whole",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state"], name="cooperation_question_state_ix")]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    def get_absolute_url(self) -> str:
        return reverse("cooperation:question", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED


class Party(models.Model):
    """An organisation that is invited to work on the question. Its people see the question while it takes part."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part, default=Part.WORKS)
    invited_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "organisation"], name="cooperation_party_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="cooperation_party_part"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("invited_on")),
                name="cooperation_party_leaves_later",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class QuestionComment(models.Model):
    """What somebody says in the work, for their organisation, or for the assignment when there is none."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=10_000)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="sv")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    retracted_at = models.DateTimeField(null=True)
    once = models.UUIDField(unique=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(text__gt=""), name="cooperation_comment_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Finding(models.Model):
    """Something the work has shown. Its words are versions; `version` is the number of the latest."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="findings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    once = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.question} {self.pk}"


class FindingVersion(models.Model):
    """A finding as it read, with its source, who wrote it and when. Never changed."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    source = models.CharField(max_length=300)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="sv")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "number"], name="cooperation_finding_version_once"),
            models.CheckConstraint(
                condition=Q(text__gt="") & Q(source__gt="") & Q(number__gte=1),
                name="cooperation_finding_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Practice(models.Model):
    """What is to be done the same way everywhere, as it reads in one version. Approved by another than its writer."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="practices")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    text_en = models.TextField(max_length=10_000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="cooperation_practice_once"),
            models.CheckConstraint(
                condition=Q(text__gt="") & Q(number__gte=1), name="cooperation_practice_has_text"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("written_by")),
                name="cooperation_practice_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.number}"

    @property
    def version(self) -> int:
        """Its number, as what a writer began from."""
        return self.number


class PracticeConsent(models.Model):
    """An organisation has agreed to a version of the practice on a day; `reference` says where it stands."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["agreed_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "organisation"], name="cooperation_consent_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class QuestionMeeting(models.Model):
    """A meeting of the assignment that was about the question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="meetings")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.meeting)


class Spreading(models.Model):
    """The letter by which an approved practice goes to one of the four audiences."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="spreadings")
    audience = models.CharField(max_length=12, choices=Audience)
    mailing = models.OneToOneField(Mailing, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "audience"], name="cooperation_spreading_once"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="cooperation_spreading_audience"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.get_audience_display()}"
