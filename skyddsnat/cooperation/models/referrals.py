"""How a referral goes: its moves, the requests and their answers, the journey, the deadlines."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models.facts import Fact, Handled
from skyddsnat.cooperation.models.referral import Referral
from skyddsnat.cooperation.referrals.kinds import Answer, Basis, RequestKind
from skyddsnat.core.models import User


class Move(models.Model):
    """That a case went from one state to another. Append-only."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="moves")
    once = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, help_text="The step, as in referrals/transitions.py.")
    from_state = models.CharField(max_length=12, choices=State, blank=True)
    to_state = models.CharField(max_length=12, choices=State)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.code}"


class Request(Handled):
    """A question to another authority, and its answer. Silence is never a yes.

    For a placement the request holds what article 82 of Brussels IIb asks for: report, reasons, funding, duration,
    and a translation.
    """

    kind = models.CharField(max_length=11, choices=RequestKind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=8, choices=Basis, blank=True)
    asks = models.TextField(max_length=4_000)
    report = models.TextField(max_length=8_000, blank=True)
    reasons = models.TextField(max_length=4_000, blank=True)
    funding = models.CharField(max_length=500, blank=True)
    duration = models.CharField(max_length=200, blank=True)
    supervision = models.CharField(max_length=500, blank=True)
    contact_plan = models.CharField(max_length=1_000, blank=True)
    translation_attached = models.BooleanField(default=False)
    sent_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer_reason = models.TextField(max_length=4_000, blank=True)
    answer_source = models.CharField(max_length=300, blank=True)
    answer_written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer_written_at = models.DateTimeField(null=True, blank=True)

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    answer="", answered_on=None, answer_reason="", answer_written_by=None, answer_written_at=None
                )
                | Q(
                    answer__gt="", answered_on__isnull=False, answer_written_by__isnull=False,
                    answer_written_at__isnull=False, sent_on__isnull=False,
                ),
                name="cooperation_request_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer="no") | Q(answer_reason__gt=""), name="cooperation_request_no_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("sent_on")),
                name="cooperation_request_answered_after",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("sent_on")),
                name="cooperation_request_acknowledged_after",
            ),
            models.CheckConstraint(
                condition=~Q(kind="placement", sent_on__isnull=False)
                | Q(
                    basis__gt="", report__gt="", reasons__gt="", funding__gt="", duration__gt="",
                    translation_attached=True,
                ),
                name="cooperation_request_placement_whole",
            ),
        ]  # fmt: skip


class TransferPlan(Handled):
    """How the child travels. A changed plan is a new one, and its reception is confirmed anew."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    travels_at = models.DateTimeField()
    how = models.TextField(max_length=2_000)
    escort = models.CharField(max_length=300)
    handover = models.TextField(max_length=2_000)
    emergency = models.TextField(max_length=1_000)
    reception_by = models.CharField(max_length=150, blank=True)
    reception_at = models.DateTimeField(null=True, blank=True)
    reception_source = models.CharField(max_length=300, blank=True)
    reception_written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    arrival_by = models.CharField(max_length=150, blank=True)
    arrival_at = models.DateTimeField(null=True, blank=True)
    arrival_source = models.CharField(max_length=300, blank=True)
    arrival_written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Handled.Meta):
        constraints: ClassVar = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reception_by="", reception_at=None, reception_written_by=None)
                | Q(reception_by__gt="", reception_at__isnull=False, reception_written_by__isnull=False),
                name="cooperation_transferplan_reception_whole",
            ),
            models.CheckConstraint(
                condition=Q(arrival_by="", arrival_at=None, arrival_written_by=None)
                | Q(
                    arrival_by__gt="", arrival_at__isnull=False, arrival_written_by__isnull=False,
                    reception_at__isnull=False,
                ),
                name="cooperation_transferplan_arrival_whole",
            ),
        ]  # fmt: skip


class Deadline(Fact):
    """A day by which something is done, with what it rests on. It can pause, and is raised to others when it passes."""

    code = models.CharField(
        max_length=30, blank=True, help_text="As in referrals/deadlines.yaml; empty for own."
    )
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=300, blank=True)
    request = models.ForeignKey(Request, models.CASCADE, null=True, blank=True, related_name="deadlines")
    paused_since = models.DateField(null=True, blank=True)
    paused_why = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ManyToManyField(User, blank=True, related_name="+")

    class Meta(Fact.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(paused_since=None, paused_why="") | Q(paused_since__isnull=False, paused_why__gt=""),
                name="cooperation_deadline_paused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="cooperation_deadline_done_whole",
            ),
            models.UniqueConstraint(
                fields=["request", "code"], condition=Q(request__isnull=False, taken_back_at=None),
                name="cooperation_deadline_once_a_request",
            ),
        ]  # fmt: skip
