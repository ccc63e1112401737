"""What protects the child in a referral: guardian, measures, assessments, the child's own view, consents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models.facts import Fact, Handled
from skyddsnat.cooperation.referrals.kinds import (
    Answer,
    AssessmentKind,
    ConsentKind,
    Phase,
    Purpose,
    Safety,
    Side,
)
from skyddsnat.core.models import User


class Guardian(Handled):
    """Who looks after the child's interests in law. `until` is the first day without."""

    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=150)
    contact = models.CharField(max_length=200, blank=True)
    appointed_on = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("appointed_on")),
                name="cooperation_guardian_ends_later",
            ),
        ]


class Measure(Handled):
    """What somebody does for the child: phase, what, who, by when, what came of it, in one of the states."""

    phase = models.CharField(max_length=14, choices=Phase)
    side = models.CharField(max_length=9, choices=Side, default=Side.SENDING)
    what = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(max_length=2_000, blank=True)


class Assessment(Handled):
    """A version of what is best for the child: risk and resilience, where the child comes from and may go.

    It holds when somebody else than its writer has decided it.
    """

    kind = models.CharField(max_length=3, choices=AssessmentKind)
    number = models.PositiveSmallIntegerField(help_text="The version, from one, of its kind in the case.")
    risk_origin = models.TextField(max_length=4_000)
    resilience_origin = models.TextField(max_length=4_000)
    risk_destination = models.TextField(max_length=4_000)
    resilience_destination = models.TextField(max_length=4_000)
    sources = models.TextField(max_length=2_000)
    conclusion = models.TextField(max_length=4_000)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["referral", "kind", "number"], name="cooperation_assessment_version_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("written_by")),
                name="cooperation_assessment_decided_by_another",
            ),
        ]


class ChildView(Handled):
    """What the child thinks, in the child's words; or why the child has not been heard."""

    heard_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=300, blank=True)
    interpreter = models.CharField(max_length=150, blank=True)
    view = models.TextField(max_length=4_000, blank=True)
    not_heard_why = models.CharField(max_length=500, blank=True)

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(heard_on__isnull=False, how__gt="", view__gt="", not_heard_why="")
                | Q(heard_on=None, view="", not_heard_why__gt=""),
                name="cooperation_childview_heard_or_why_not",
            ),
        ]


class Consent(Handled):
    """A yes or no for one purpose and one receiver: the guardian's, the child's own, or what stands in law instead."""

    purpose = models.CharField(max_length=11, choices=Purpose)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=ConsentKind)
    answer = models.CharField(max_length=3, choices=Answer)
    said_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    guardian = models.ForeignKey(Guardian, models.RESTRICT, null=True, blank=True, related_name="+")
    legal_source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="guardian") | Q(guardian__isnull=False),
                name="cooperation_consent_names_its_guardian",
            ),
            models.CheckConstraint(
                condition=~Q(kind="replacement") | Q(legal_source__gt="", answer="yes"),
                name="cooperation_consent_replaced_by_law",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(answer="yes", withdrawn_on__gte=F("said_on")),
                name="cooperation_consent_withdrawn_later",
            ),
        ]


class RiskAssessment(Handled):
    """The risks of the journey itself, and what is done about them."""

    assessed_on = models.DateField()
    risks = models.TextField(max_length=4_000)
    measures = models.TextField(max_length=4_000)
    conclusion = models.CharField(max_length=6, choices=Safety)


class FollowUp(Handled):
    """How the child is, some time after arriving."""

    done_on = models.DateField()
    how = models.CharField(max_length=300)
    outcome = models.TextField(max_length=4_000)
    next_on = models.DateField(null=True, blank=True)


__all__ = [
    "Assessment",
    "ChildView",
    "Consent",
    "Fact",
    "FollowUp",
    "Guardian",
    "Measure",
    "RiskAssessment",
]
