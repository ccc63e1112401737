"""What goes between authorities. The server has keys that it cannot open, and fields that it cannot read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.kinds import Act, Asked, Outcome, SharedFor
from skyddsnat.cooperation.models.referral import Referral
from skyddsnat.cooperation.models.referrals import Request
from skyddsnat.cooperation.models.safeguards import Consent
from skyddsnat.cooperation.referrals.kinds import Answer, Handling, InfoCode, SourceCode
from skyddsnat.core.models import RECIPIENT, GuardedKey, User, key_constraints


class OwnKey(GuardedKey):
    """A person's own key in cooperation."""

    class Meta(GuardedKey.Meta):
        constraints: ClassVar = key_constraints("cooperation_own_key")


class AuthorityKey(models.Model):
    """What is sealed to an authority. A new one is made when somebody leaves; the old ones open what is old."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=62, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recipient__regex=RECIPIENT), name="cooperation_authority_key_shape"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(retired_at=None),
                name="cooperation_authority_key_in_use_once",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient


class KeyHolding(models.Model):
    """The private half of an authority's key, sealed to the own key of somebody who works there."""

    authority_key = models.ForeignKey(AuthorityKey, models.CASCADE, related_name="holdings")
    own_key = models.ForeignKey(OwnKey, models.CASCADE, related_name="holdings")
    sealed = models.BinaryField(max_length=2_000)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority_key", "own_key"], name="cooperation_key_held_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_key_id} for {self.own_key_id}"


class Parcel(models.Model):
    """Fields of a case that were sent to another authority in one go. The same form sent twice makes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="parcels")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.ForeignKey(AuthorityKey, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opened_by=None, opened_at=None)
                | Q(opened_by__isnull=False, opened_at__isnull=False),
                name="cooperation_parcel_opened_whole",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False, opened_at__isnull=False),
                name="cooperation_parcel_acknowledged_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Share(models.Model):
    """One field that was sent: which, for what, how it may be used, and sealed what it said.

    `digest` is SHA-256 of a sealed salt and the text: who has opened it can prove what was sent, and nobody can guess.
    Withdrawn, what was sealed is gone.
    """

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="shares")
    field = models.CharField(max_length=30, help_text="As in referrals/fields.py.")
    purpose = models.CharField(max_length=8, choices=SharedFor)
    handling = models.CharField(max_length=2, choices=Handling)
    source_code = models.CharField(max_length=1, choices=SourceCode)
    info_code = models.CharField(max_length=1, choices=InfoCode)
    consent = models.ForeignKey(Consent, models.RESTRICT, related_name="+")
    sealed = models.BinaryField(max_length=40_000, null=True, blank=True)
    digest = models.CharField(max_length=64)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parcel", "field"], name="cooperation_share_field_once"),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="cooperation_share_digest_shape"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, sealed__isnull=False)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, sealed=None),
                name="cooperation_share_withdrawn_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.field}"


class AnswerLink(models.Model):
    """A link for an authority without an account: for one answer, once, for some days, with a code told another way.

    Of the secret and the code only hashes are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answer_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked = models.CharField(max_length=11, choices=Asked)
    request = models.ForeignKey(Request, models.CASCADE, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(asked="reception", request=None)
                | Q(asked__in=["answer", "acknowledge"], request__isnull=False),
                name="cooperation_link_asks_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(closed_at=None), name="cooperation_link_ends_one_way"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Proposal(models.Model):
    """An authority's answer, which the owner of the case writes into it or not. Why, and who said it, is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    once = models.UUIDField(unique=True, editable=False)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked = models.CharField(max_length=11, choices=Asked)
    request = models.ForeignKey(Request, models.CASCADE, null=True, blank=True, related_name="+")
    link = models.OneToOneField(AnswerLink, models.CASCADE, null=True, blank=True, related_name="proposal")
    answer = models.CharField(max_length=3, choices=Answer)
    key = models.ForeignKey(AuthorityKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField(max_length=40_000)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
                name="cooperation_proposal_comes_one_way",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | Q(outcome__gt="", decided_by__isnull=False, decided_at__isnull=False),
                name="cooperation_proposal_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("at")),
                name="cooperation_proposal_decided_later",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ExchangeEvent(models.Model):
    """One line of the log of the exchange: who, when, which field; never what it says. Append-only."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="exchange_events")
    parcel = models.ForeignKey(Parcel, models.CASCADE, null=True, blank=True, related_name="events")
    link = models.ForeignKey(AnswerLink, models.CASCADE, null=True, blank=True, related_name="events")
    act = models.CharField(max_length=12, choices=Act)
    field = models.CharField(max_length=30, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="The authority that did it."
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.field}".strip()
