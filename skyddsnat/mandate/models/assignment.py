"""The decision and what it orders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import StoredFile, User


class Bilingual(models.Model):
    """Words of our own in Swedish and English; `said()` picks the reader's language."""

    wording = models.TextField()
    wording_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        return self.wording_en if get_language() == "en" and self.wording_en else self.wording


class Spanned(models.Model):
    """A place in the decision: characters [span_start, span_end) of its text; empty when a person added it."""

    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_end__gt=F("span_start")),
                name="%(app_label)s_%(class)s_span",
            )
        ]


class Assignment(models.Model):
    """A government assignment, as confirmed by a person. Sums in öre."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    payer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assignments_paid", null=True, blank=True
    )
    decided_on = models.DateField(null=True, blank=True)
    dnr = models.CharField(
        _("diarienummer"),
        max_length=60,
        blank=True,
        help_text="The decision's own; entered by a person, never made up.",
    )
    currency = models.CharField(max_length=3, default="SEK")
    ceiling_ore = models.PositiveBigIntegerField()
    year = models.PositiveSmallIntegerField()
    expenditure_area = models.CharField(max_length=200, blank=True)
    appropriation = models.CharField(max_length=200, blank=True)
    appropriation_item = models.CharField(max_length=200, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True, help_text="The decision's text, when somebody has added the file.")
    source_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-year", "id"]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    def get_absolute_url(self) -> str:
        return reverse("mandate:assignment", args=[self.slug])


class Clause(Bilingual, Spanned):
    """A sentence of the decision that orders something: a task, or a principle for all of it."""

    TASK, PRINCIPLE = "task", "principle"
    KINDS: ClassVar = [(TASK, _("Deluppdrag")), (PRINCIPLE, _("Princip för hela uppdraget"))]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="clauses")
    number = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=KINDS)
    heading = models.CharField(max_length=200)
    heading_en = models.CharField(max_length=200, blank=True)

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["assignment", "number"]
        constraints: ClassVar = [
            *Spanned.Meta.constraints,
            models.UniqueConstraint(fields=["assignment", "number"], name="clause_number_once"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("mandate:clause", args=[self.assignment.slug, self.number])

    @property
    def title(self) -> str:
        return self.heading_en if get_language() == "en" and self.heading_en else self.heading


class Requirement(Bilingual, Spanned):
    """How a task is to be done, as the decision says it further on."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="requirements")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, related_name="requirements")

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["id"]


class Obligation(Spanned):
    """Something the authority must hand in: what, to whom, by when."""

    REQUISITION, REPAYMENT, ACCOUNT = "requisition", "repayment", "financial_account"
    INTERIM, FINAL, OTHER = "interim_report", "final_report", "other"
    KINDS: ClassVar = [
        (REQUISITION, _("Rekvisition")),
        (REPAYMENT, _("Återbetalning")),
        (ACCOUNT, _("Ekonomisk redovisning")),
        (INTERIM, _("Delredovisning")),
        (FINAL, _("Slutredovisning")),
        (OTHER, _("Annat")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="obligations")
    clause = models.ForeignKey(
        Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="obligations"
    )
    kind = models.CharField(max_length=20, choices=KINDS)
    what = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300, blank=True)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    rule = models.CharField(
        max_length=200, blank=True, help_text="How often it comes back, in words: one without known dates."
    )
    rule_en = models.CharField(max_length=200, blank=True)

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.what_en if get_language() == "en" and self.what_en else self.what


class MoneyCondition(Bilingual, Spanned):
    """A condition on the money, e.g. that unused funds are repaid."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=30)

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["id"]


class Aim(Bilingual):
    """What the work is to lead to, as the action plan says."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="aims")
    letter = models.CharField(max_length=3)

    class Meta:
        ordering: ClassVar = ["assignment", "letter"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "letter"], name="aim_letter_once"),
        ]


class TargetGroup(Bilingual):
    """Whom the work is for or with."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="target_groups")
    code = models.SlugField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "code"], name="target_group_once"),
        ]


class RelatedDecision(Spanned):
    """Another decision: one that this one cites, or one that a person says comes before or after it."""

    CONTINUES, CONTINUED_BY = "continues", "continued_by"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(
        Assignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="related_from",
        help_text="Our own assignment, when a person chose it; else the registration number says which it is.",
    )
    dnr = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=30)
    what = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300, blank=True)

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dnr__gt="") | Q(other__isnull=False), name="related_decision_is_named"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("assignment")),
                name="related_decision_is_another",
            ),
            models.UniqueConstraint(
                fields=["assignment", "other"],
                condition=Q(relation__in=["continues", "continued_by"], other__isnull=False),
                name="related_decision_followed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.what_en if get_language() == "en" and self.what_en else self.what


class HandledSentence(Spanned):
    """A sentence of the decision that orders nothing of us, and why: what a person answered when it was read in."""

    SOMEBODY_ELSE, BACKGROUND, EARLIER = "somebody_else", "background", "earlier"
    AIMS, RELATED, OTHER = "recorded_as_aims", "recorded_as_related", "other"
    HANDLINGS: ClassVar = [
        (SOMEBODY_ELSE, _("Gäller någon annan")),
        (BACKGROUND, _("Är bakgrund")),
        (EARLIER, _("Gäller ett annat uppdrag")),
        (AIMS, _("Finns bland målen")),
        (RELATED, _("Finns bland andra beslut")),
        (OTHER, _("Annat skäl")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="handled")
    handling = models.CharField(max_length=20, choices=HANDLINGS)
    why = models.CharField(max_length=500)
    why_en = models.CharField(max_length=500, blank=True)

    class Meta(Spanned.Meta):
        ordering: ClassVar = ["span_start", "id"]
        constraints: ClassVar = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(condition=Q(why__gt=""), name="handled_sentence_has_reason"),
        ]

    def __str__(self) -> str:
        return self.why_en if get_language() == "en" and self.why_en else self.why
