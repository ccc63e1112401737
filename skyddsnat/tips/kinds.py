"""What a tip is about, as the one who sends it chooses, where it is, and why one is closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The worry. Words that a child may read."""

    EXPLOITED = "exploited", _("Ett barn som utnyttjas sexuellt")
    LABOUR = "labour", _("Ett barn som tvingas arbeta, stjäla eller tigga")
    TRAVEL = "travel", _("Någon som reser för att utnyttja barn")
    ONLINE = "online", _("Något på nätet")
    OTHER = "other", _("Något annat som gör mig orolig")


class State(models.TextChoices):
    """Where a tip is. Silence closes nothing: only a person does, and says why."""

    NEW = "new", _("Ny")
    OWNED = "owned", _("Har en ägare")
    CLOSED = "closed", _("Avslutad")


class Reason(models.TextChoices):
    """Why a tip was closed."""

    OPENED = "opened", _("Ett ärende har öppnats hos oss")
    HANDED = "handed", _("Lämnad till en annan myndighet")
    KNOWN = "known", _("Redan känt hos oss")
    ENOUGH = "not_enough", _("Det går inte att gå vidare med uppgifterna")
    ELSEWHERE = "elsewhere", _("Hör inte hit, avsändaren har fått svar om vart")
    NOTHING = "nothing", _("Ingen oro för ett barn")
