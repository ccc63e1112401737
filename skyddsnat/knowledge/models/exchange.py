"""Professionals ask and answer each other: what is posted, who follows a subject, and the week's letter to them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import StoredColumn, User
from skyddsnat.knowledge.models.method import Method
from skyddsnat.mandate.models import Evidence


class Post(models.Model):
    """A question, or an answer to one (`question`). The author is shown as a function at an organisation."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar på granskning")
        SHOWN = "shown", _("Visas")
        HIDDEN = "hidden", _("Dolt")
        WITHDRAWN = "withdrawn", _("Tillbakataget")

    question = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    subject = models.SlugField(blank=True, help_text="Of a question: a code of exchange/subjects.yaml.")
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=10_000)
    added = models.TextField(max_length=4000, blank=True, help_text="Written after it could be changed.")
    folded = StoredColumn(
        expression=Func(
            Concat("text", Value(" "), "added", output_field=models.TextField()), function="core_folded"
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="What is written, as a search compares it.",
    )
    language = models.CharField(max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    function = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    shown_at = models.DateTimeField(null=True, help_text="When it was shown first.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is hidden, for its author.")
    helped = models.BooleanField(default=False, help_text="The one who asked says that the answer helped.")
    evidence = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Of a question: its row in the ledger.",
    )
    once = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(question__isnull=True, subject__gt="", title__gt="", helped=False)
                | Q(question__isnull=False, subject="", title="", method__isnull=True, evidence__isnull=True),
                name="knowledge_post_question_or_answer",
            ),
            models.CheckConstraint(
                condition=Q(text__gt="", function__gt=""), name="knowledge_post_has_text_and_function"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "hidden", "withdrawn"]),
                name="knowledge_post_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(shown_at__isnull=False), name="knowledge_post_shown_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | Q(reason__gt=""), name="knowledge_post_hidden_says_why"
            ),
            models.CheckConstraint(condition=Q(language__in=["sv", "en"]), name="knowledge_post_language"),
            models.CheckConstraint(
                condition=Q(question__isnull=True) | ~Q(question=F("id")), name="knowledge_post_not_its_own"
            ),
            models.UniqueConstraint(
                fields=["question"], condition=Q(helped=True), name="knowledge_post_one_that_helped"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "shown_at"], name="knowledge_post_shown"),
            models.Index(fields=["subject", "state"], name="knowledge_post_subject"),
            GinIndex(
                OpClass(Func(F("title"), function="core_folded"), name="gin_trgm_ops"),
                name="knowledge_post_by_title",
            ),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="knowledge_post_by_words"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.question_id}:{self.pk}"

    def get_absolute_url(self) -> str:
        if self.question_id is None:
            return reverse("knowledge:exchange-question", args=[self.pk])
        return reverse("knowledge:exchange-question", args=[self.question_id]) + f"#inlagg-{self.pk}"


class PostReport(models.Model):
    """Somebody says that a post should be looked at."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=300)
    reported_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(handled_at__isnull=True), name="knowledge_report_once"
            ),
            models.CheckConstraint(condition=Q(why__gt=""), name="knowledge_report_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}:{self.pk}"


class SubjectFollower(models.Model):
    """Who wants the week's letter about a subject."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    subject = models.SlugField()
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "subject"], name="knowledge_follower_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.subject}"


class Digest(models.Model):
    """One person's letter of a week: what was shown after `since` and no later than `until`.

    Claimed before it is handed to the mail server, so that it is never sent twice.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    week = models.DateField(help_text="The Monday it is sent.")
    since = models.DateTimeField()
    until = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    secret_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the link that ends the letters."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "week"], name="knowledge_digest_one_a_week"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False),
                name="knowledge_digest_claimed_first",
            ),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="knowledge_digest_in_order"),
            models.UniqueConstraint(
                fields=["secret_sha256"], condition=Q(secret_sha256__gt=""), name="knowledge_digest_secret"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.week}"
