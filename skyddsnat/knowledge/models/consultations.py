"""A professional asks for support with a method: the question, what was said, the link to it, and what was learnt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.library import LibraryPage
from skyddsnat.knowledge.models.method import Method
from skyddsnat.mandate.models import Evidence


class Consultation(models.Model):
    """A question from somebody in an organisation. Who asked is removed in time; the question names no child."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar")
        WORKING = "working", _("Någon arbetar med den")
        ASKED = "asked", _("Väntar på den som frågade")
        ANSWERED = "answered", _("Besvarad")
        CLOSED = "closed", _("Avslutad")
        WITHDRAWN = "withdrawn", _("Återtagen")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="consultations")
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, related_name="consultations")
    subject = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asker_name = models.CharField(max_length=150, blank=True)
    asker_email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, help_text="The day of the first answer that stands.")
    ended_on = models.DateField(null=True, help_text="The day it was closed or withdrawn.")
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, related_name="+", help_text="Its row in the ledger."
    )
    once = models.UUIDField(
        unique=True, help_text="The form that was sent, so that a double click asks once."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts what was said and done.")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(subject__gt=""), name="knowledge_consultation_has_a_subject"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "working", "asked", "answered", "closed", "withdrawn"]),
                name="knowledge_consultation_state",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sv", "en"]), name="knowledge_consultation_language"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "withdrawn"], ended_on__isnull=False)
                | ~Q(state__in=["closed", "withdrawn"]) & Q(ended_on__isnull=True),
                name="knowledge_consultation_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="working") | Q(assigned_to__isnull=False),
                name="knowledge_consultation_worked_on_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_on__isnull=False),
                name="knowledge_consultation_answered_says_when",
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(answered_on__isnull=False, method__isnull=False),
                name="knowledge_consultation_proven_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(asker_email=""),
                name="knowledge_consultation_one_asker",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="knowledge_consultation_queue")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("knowledge:consultation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in {self.State.CLOSED, self.State.WITHDRAWN}


class ConsultationMessage(models.Model):
    """Something said in a consultation. Only the letter that tells of it has a life of its own."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Fråga")
        REPLY = "reply", _("Svar från den som frågade")
        ASKED_BACK = "asked_back", _("Motfråga")
        ANSWER = "answer", _("Svar")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    retracted_at = models.DateTimeField(null=True)
    once = models.UUIDField(unique=True)
    notice_claimed_at = models.DateTimeField(null=True, help_text="Before the mail server hears of it.")
    notice_sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(text__gt=""), name="knowledge_message_has_text"),
            models.CheckConstraint(
                condition=Q(kind__in=["question", "reply", "asked_back", "answer"]),
                name="knowledge_message_kind",
            ),
            models.CheckConstraint(
                condition=Q(notice_sent_at__isnull=True) | Q(notice_claimed_at__isnull=False),
                name="knowledge_message_claimed_first",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True) | Q(kind="answer"),
                name="knowledge_message_retracted_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.get_kind_display()}"

    @property
    def is_from_us(self) -> bool:
        return self.kind in {self.Kind.ANSWER, self.Kind.ASKED_BACK}


class ConsultationLink(models.Model):
    """A personal link to one consultation, for somebody without an account: only a hash of its secret is kept."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="links")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.consultation_id}:{self.pk}"


class Lesson(models.Model):
    """What a consultation taught, without the question, the organisation or anybody: on its way to the library."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="lesson")
    title = models.CharField(max_length=150)
    situation = models.CharField(max_length=300)
    text = models.TextField(max_length=10_000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    page = models.ForeignKey(
        LibraryPage, models.SET_NULL, null=True, related_name="+", help_text="The draft that it became."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(title__gt="") & Q(situation__gt="") & Q(text__gt=""),
                name="knowledge_lesson_has_text",
            )
        ]

    def __str__(self) -> str:
        return self.title
