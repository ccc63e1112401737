"""What a referral can be about and how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a referral stands. What may follow on what is in `referrals/transitions.py`."""

    IDENTIFIED = "identified", _("Uppmärksammat")
    PROTECTED = "protected", _("Första skyddet är givet")
    ASSESSED = "assessed", _("Barnets bästa är bedömt")
    ASKED = "asked", _("Förfrågan är skickad")
    REFUSED = "refused", _("Förfrågan fick nej")
    ACCEPTED = "accepted", _("Förfrågan fick ja")
    PLANNED = "planned", _("Resan är planerad")
    TRAVELLING = "travelling", _("Barnet är på väg")
    ARRIVED = "arrived", _("Barnet är framme")
    FOLLOWED_UP = "followed_up", _("Uppföljt")
    CLOSED = "closed", _("Ärendet är avslutat")


class Form(models.TextChoices):
    """Which form of exploitation somebody is worried about: a child who may be at risk, never a finding."""

    SEXUAL = "sexual", _("Sexuell exploatering")
    LABOUR = "labour", _("Utnyttjande i arbete")
    BEGGING = "begging", _("Tiggeri")
    CRIME = "crime", _("Brott, till exempel stöld")
    SALE = "sale", _("Försäljning av barn")
    OTHER = "other", _("Annat")


class Sex(models.TextChoices):
    GIRL = "girl", _("Flicka")
    BOY = "boy", _("Pojke")
    OTHER = "other", _("Annat")
    UNKNOWN = "unknown", _("Vet inte")


class AgeBasis(models.TextChoices):
    """What the age rests on. Somebody who may be a child is one until the contrary is shown."""

    CLAIMED = "claimed", _("Uppgivet")
    PRESUMED = "presumed", _("Antas vara barn")
    ASSESSED = "assessed", _("Bedömt")
    DOCUMENTED = "documented", _("Står i handling")
