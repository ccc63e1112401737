"""What is sent, sealed. Neither who runs the system nor who gets a copy of the database can read it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.actors.models import Place
from skyddsnat.core.models import RECIPIENT, User
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models.keys import TeamKey
from skyddsnat.tips.models.receivers import Receiver

SHA256 = r"^[0-9a-f]{64}$"
SEALERS = [("browser", "browser"), ("server", "server")]
WRITERS = [("sender", "sender"), ("receiver", "receiver")]


class FilingKey(models.Model):
    """What signs that something was filed: an Ed25519 key, its private half sealed with SECRET_KEY."""

    kid = models.CharField(max_length=64, unique=True)
    public_jwk = models.JSONField()
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["retired_at"], nulls_distinct=False, name="tips_filing_key_in_use_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class Tip(models.Model):
    """A tip: to whom and of which kind in the open, all else sealed.

    `mark` is made by the sender and comes with every sending, so that two sendings are one tip. `sealed` is the age
    file within a layer whose key is in `TipLayer`; `sealed_sha256` is of the age file. `box` is SHA-256 of the
    mailbox's address, `answers_to` the key that answers are sealed to; both come from the receipt alone. `place` is for
    counting, said by the team when it closes the tip, and goes when the tip is opened again or destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.UUIDField(unique=True)
    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="tips")
    team_key = models.ForeignKey(TeamKey, models.PROTECT, related_name="tips")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=10)
    sealed = models.BinaryField(null=True)
    sealed_sha256 = models.CharField(max_length=64, unique=True)
    sealed_by = models.CharField(max_length=7, choices=SEALERS)
    box = models.CharField(max_length=64, unique=True, null=True)
    answers_to = models.CharField(max_length=62, blank=True)
    work_asked = models.PositiveSmallIntegerField(default=0)
    work_done = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NEW)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    handed_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="handed_to")
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    hold_until = models.DateField(null=True, blank=True, help_text="Not destroyed before: a legal hold.")
    hold_source = models.CharField(max_length=200, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts changes, so that two do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["receiver", "state", "received_at"], name="tips_inbox"),
            models.Index(fields=["received_at"], name="tips_came_lately"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sealed_sha256__regex=SHA256) & (Q(box=None) | Q(box__regex=SHA256)),
                name="tips_tip_hashes",
            ),
            models.CheckConstraint(
                condition=Q(box=None, answers_to="") | Q(box__isnull=False, answers_to__regex=RECIPIENT),
                name="tips_tip_box_has_a_key",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, state__in=State.values), name="tips_tip_kind_and_state"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False, reason__in=Reason.values)
                | (~Q(state=State.CLOSED) & Q(closed_at=None, reason="")),
                name="tips_tip_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(place=None) | Q(state=State.CLOSED, destroyed_at=None),
                name="tips_tip_place_when_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OWNED) | Q(owner__isnull=False), name="tips_tip_owned_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, sealed__isnull=False)
                | Q(destroyed_at__isnull=False, sealed=None, state=State.CLOSED, box=None),
                name="tips_tip_destroyed_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(hold_until=None, hold_source="")
                | Q(hold_until__isnull=False, hold_source__gt=""),
                name="tips_tip_hold_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TipLayer(models.Model):
    """The key of the outer layer of a tip and of all that belongs to it. It is left out of the backups of the database.

    Destroying a tip destroys this row: what older backups hold of the tip can then be opened by nobody.
    """

    tip = models.OneToOneField(Tip, models.CASCADE, primary_key=True, related_name="layer")
    key = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["tip"]

    def __str__(self) -> str:
        return str(self.tip_id)


class Message(models.Model):
    """What is said afterwards: the sender adds, a receiver answers the sender, or notes for the team alone (`is_note`).

    Sealed as the tip: to the team's key when the sender writes or a note is made, to the receipt's key and the team's
    when a receiver answers.
    """

    mark = models.UUIDField(unique=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="messages")
    writer = models.CharField(max_length=8, choices=WRITERS)
    is_note = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sealed = models.BinaryField()
    sealed_by = models.CharField(max_length=7, choices=SEALERS, default="browser")
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["tip", "at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(writer="sender", by=None, is_note=False) | Q(writer="receiver", by__isnull=False),
                name="tips_message_written_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tip_id} {self.writer}"
