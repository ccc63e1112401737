"""One letter to one address: where it is, the links in it, what it proves; and who does not want letters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.knowledge.models.mailings import Mailing
from skyddsnat.knowledge.models.method import Group, Rung
from skyddsnat.mandate.models import Evidence

LANGUAGES = [("sv", "Svenska"), ("en", "English")]


class Delivery(models.Model):
    """A letter of a mailing. The address goes after a year; that the organisation was reached stays.

    A letter is `sending` from the moment before the mail server hears of it until its answer is written down. When the
    program ends in between nobody knows whether it left: it becomes `uncertain`, and a person decides.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar")
        SENDING = "sending", _("Lämnas till mejlservern")
        SENT = "sent", _("Skickat")
        UNCERTAIN = "uncertain", _("Oklart")
        REFUSED = "refused", _("Adressen togs inte emot")
        FAILED = "failed", _("Kunde inte skickas")
        BOUNCED = "bounced", _("Kom tillbaka")
        SKIPPED = "skipped", _("Skickades inte")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="deliveries")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    address = models.EmailField(blank=True)
    address_sha256 = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    group = models.CharField(max_length=8, choices=Group.choices, default=Group.STAFF)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, help_text="Not before then, when a server said: later.")
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=60, blank=True, help_text="The kind of fault and its code, no words.")
    opened_on = models.DateField(
        null=True, help_text="The button on the page of the letter's link was pressed."
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mailing", "address_sha256"], condition=Q(address_sha256__gt=""),
                name="knowledge_delivery_once_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "bounced"], sent_at__isnull=False)
                | ~Q(state__in=["sent", "bounced"]) & Q(sent_at__isnull=True),
                name="knowledge_delivery_sent_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "uncertain", "sent"]) | Q(claimed_at__isnull=False),
                name="knowledge_delivery_claimed_first",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "waiting", "sending", "sent", "uncertain", "refused", "failed", "bounced", "skipped",
                    ]
                ),
                name="knowledge_delivery_state",
            ),
            models.CheckConstraint(condition=Q(language__in=["sv", "en"]), name="knowledge_delivery_language"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_delivery_group"),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["mailing", "state", "id"], name="knowledge_delivery_next"),
            models.Index(fields=["claimed_at"], name="knowledge_delivery_claimed"),
            models.Index(
                fields=["message_id"], condition=Q(message_id__gt=""), name="knowledge_delivery_message"
            ),
            models.Index(fields=["address_sha256"], name="knowledge_delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}:{self.pk}"


class LetterLink(models.Model):
    """The personal link of a letter: only a hash of its secret is kept. A letter sent again has a second one."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="links")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.delivery_id}:{self.pk}"


class Reach(models.Model):
    """That a mailing reached an organisation, once: the step or the row of the ledger that it gave."""

    mailing = models.ForeignKey(Mailing, models.PROTECT, related_name="reaches")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = models.CharField(max_length=8, choices=Group.choices, default=Group.STAFF)
    day = models.DateField()
    rung = models.ForeignKey(Rung, models.SET_NULL, null=True, related_name="+")
    evidence = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Its row in the ledger, when there is no step.",
    )
    taken_back_on = models.DateField(null=True, help_text="Every letter to it came back.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "organisation", "group"], name="knowledge_reach_once"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_reach_group"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.organisation_id}"


class Suppression(models.Model):
    """An address that gets no letters, as a hash: the address itself is not kept."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("Vill inte ha brev")
        BOUNCED = "bounced", _("Brev kommer tillbaka")

    address_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    since = models.DateField()
    source = models.CharField(max_length=12, help_text="link, provider, server or person.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address_sha256", "reason"], name="knowledge_suppression_once"),
            models.CheckConstraint(
                condition=Q(reason__in=["unsubscribed", "bounced"]), name="knowledge_suppression_reason"
            ),
            models.CheckConstraint(
                condition=Q(source__in=["link", "provider", "server", "person"]),
                name="knowledge_suppression_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.since}"


class LanguageChoice(models.Model):
    """The language that the reader of a letter has chosen for those to come."""

    address_sha256 = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    chosen_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(language__in=["sv", "en"]), name="knowledge_language_choice_known"
            )
        ]

    def __str__(self) -> str:
        return self.language
