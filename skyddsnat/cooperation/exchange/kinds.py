"""The words of the exchange: what something is shared for, what a link asks, what the log tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedFor(models.TextChoices):
    """Why a field goes to the other authority."""

    ASK = "ask", _("För att de ska kunna svara på vår förfrågan")
    PROTECT = "protect", _("För att barnet ska skyddas nu")
    ASSESS = "assess", _("För att barnets bästa ska bedömas")
    RECEIVE = "receive", _("För att de ska kunna ta emot barnet")
    FOLLOW = "follow", _("För att barnet ska följas upp")


class Asked(models.TextChoices):
    """The one thing that a link, or an answer, is about."""

    ANSWER = "answer", _("Svara ja eller nej på förfrågan")
    ACKNOWLEDGE = "acknowledge", _("Bekräfta att förfrågan har kommit fram")
    RECEPTION = "reception", _("Bekräfta att barnet tas emot enligt planen")


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", _("Infört i ärendet")
    DECLINED = "declined", _("Inte infört")


class Act(models.TextChoices):
    """What the log tells. Never what a field says."""

    SENT = "sent", _("Skickade")
    OPENED = "opened", _("Öppnade")
    ACKNOWLEDGED = "acknowledged", _("Kvitterade")
    WITHDRAWN = "withdrawn", _("Återkallade, och det förseglade förstördes")
    LINK_MADE = "link_made", _("Gjorde en länk för svar")
    LINK_CLOSED = "link_closed", _("Stängde en länk för svar")
    LINK_TRIED = "link_tried", _("Skrev fel kod till en länk")
    ANSWERED = "answered", _("Svarade")
    CONFIRMED = "confirmed", _("Förde in ett svar i ärendet")
    DECLINED = "declined", _("Förde inte in ett svar")
