"""The assessment of the child's best interests (prövning av barnets bästa), its follow-up, document and templates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import StoredFile, User
from skyddsnat.mandate import rules

# Complete in the guided form, or written before there was one.
GUIDED = Q(guided=False) | (
    ~Q(asked="")
    & Q(follow_up_on__isnull=False)
    & (Q(outcome="for") | Q(outcome="against", measures__gt="", measures_by__isnull=False))
)


class ChildRightsAssessment(models.Model):
    """The six steps. Decided once; the database refuses changes after that."""

    STEPS: ClassVar = rules.STEPS
    YES, THROUGH_OTHERS, NO = "yes", "others", "no"
    ASKED: ClassVar = [
        (YES, _("Ja, barn har själva fått säga vad de tycker")),
        (THROUGH_OTHERS, _("Genom andra: tidigare samtal, organisationer eller studier")),
        (NO, _("Nej")),
    ]
    FOR, AGAINST = "for", "against"
    OUTCOMES: ClassVar = [
        (FOR, _("Beslutet följer barnets bästa")),
        (AGAINST, _("Beslutet går emot barnets bästa, helt eller delvis")),
    ]

    children = models.TextField(_("Vilka barn berörs?"), blank=True)
    listening = models.TextField(_("Hur har barnen fått komma till tals?"), blank=True)
    knowledge = models.TextField(_("Vad vet vi, och vilka artiklar i barnkonventionen gäller?"), blank=True)
    options = models.TextField(_("Vilka val finns, och vad betyder de för barnen?"), blank=True)
    weighing = models.TextField(
        _("Vad väger tyngst, och hur kompenserar vi om beslutet går emot barnets bästa?"), blank=True
    )
    feedback = models.TextField(_("Hur får barnen veta, och hur följer vi upp?"), blank=True)
    guided = models.BooleanField(
        default=False, help_text="Written in the guided form, so its answers are asked for."
    )
    asked = models.CharField(max_length=6, choices=ASKED, blank=True)
    asked_how = models.TextField(blank=True)
    asked_said = models.TextField(blank=True)
    asked_why_not = models.TextField(blank=True)
    outcome = models.CharField(max_length=7, choices=OUTCOMES, blank=True)
    measures = models.TextField(blank=True, help_text="How the children are compensated.")
    measures_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    follow_up_on = models.DateField(null=True, blank=True)
    copied = ArrayField(
        models.CharField(max_length=10),
        default=list,
        blank=True,
        help_text="Steps copied, not yet read through.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Set when the writer asks for a decision."
    )
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.TextField(blank=True, help_text="What the one who decides wants changed first.")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    children__gt="",
                    listening__gt="",
                    knowledge__gt="",
                    options__gt="",
                    weighing__gt="",
                    feedback__gt="",
                ),
                name="assessment_decided_only_with_six_steps",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(decided_by=F("written_by")),
                name="assessment_decided_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="assessment_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | GUIDED, name="assessment_decided_with_answers"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(copied__len=0), name="assessment_decided_when_read"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Prövning av barnets bästa"))

    @property
    def answers(self) -> dict[str, str]:
        """Step → what has been written."""
        return {step: getattr(self, step) for step in self.STEPS}


class AssessmentArticle(models.Model):
    """An article of the Convention that applies, and why in the writer's own words."""

    assessment = models.ForeignKey(ChildRightsAssessment, on_delete=models.CASCADE, related_name="articles")
    article = models.CharField(max_length=10, help_text="As in convention.yaml.")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "article"], name="assessment_article_once"),
        ]

    def __str__(self) -> str:
        return self.article


class AssessmentOption(models.Model):
    """A way to do it, what it means to the children, and whether it speaks for their best interests."""

    FOR, AGAINST, UNCLEAR = "for", "against", "unclear"
    STANCES: ClassVar = [
        (FOR, _("För barnets bästa")),
        (AGAINST, _("Emot barnets bästa")),
        (UNCLEAR, _("Både för och emot")),
    ]

    assessment = models.ForeignKey(ChildRightsAssessment, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    consequence = models.CharField(max_length=1000)
    stance = models.CharField(max_length=7, choices=STANCES)

    class Meta:
        ordering: ClassVar = ["assessment", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "position"], name="assessment_option_place"),
            models.CheckConstraint(
                condition=Q(what__gt="", consequence__gt=""), name="assessment_option_told"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class AssessmentFollowUp(models.Model):
    """What became of it. Rows are only added: a decided assessment never changes, nor does what was seen later."""

    assessment = models.ForeignKey(ChildRightsAssessment, on_delete=models.PROTECT, related_name="follow_ups")
    done_on = models.DateField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found = models.TextField()
    next_on = models.DateField(
        null=True, blank=True, help_text="When to look again; empty when that is done."
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(found__gt=""), name="follow_up_found_something"),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("done_on")),
                name="follow_up_next_is_later",
            ),
        ]

    def __str__(self) -> str:
        return self.done_on.isoformat()


class AssessmentDocument(models.Model):
    """The decided assessment as the PDF that was kept: the same bytes each time."""

    assessment = models.OneToOneField(
        ChildRightsAssessment, on_delete=models.PROTECT, primary_key=True, related_name="document"
    )
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    dnr = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dnr__gt=""), name="assessment_document_cites_dnr"),
        ]

    def __str__(self) -> str:
        return self.dnr


class AssessmentTemplate(models.Model):
    """Texts to begin a new assessment from. Never a decision, a day, a person or what children said."""

    name = models.CharField(max_length=120)
    suits = models.CharField(max_length=300, blank=True)
    content = models.JSONField(
        help_text="{steps: {step: text}, articles: [[code, why]], choices: [[what, ...]]}"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__gt=""), name="assessment_template_named"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(archived_at__isnull=True), name="assessment_template_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
