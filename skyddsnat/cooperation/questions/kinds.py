"""What a common question can be, who works on it and how, and whom what was learnt is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a question stands. What may follow on what is in `rules.NEXT`."""

    RAISED = "raised", _("Väckt")
    WORKING = "working", _("Vi arbetar med den")
    AGREED = "agreed", _("Vi är överens")
    SPREAD = "spread", _("Spridd")
    CLOSED = "closed", _("Avslutad")


class Reason(models.TextChoices):
    """Why a question is closed."""

    DONE = "done", _("Klar: erfarenheten är spridd")
    NO_AGREEMENT = "no_agreement", _("Vi kom inte överens")
    ELSEWHERE = "elsewhere", _("Behandlas någon annanstans")
    NOT_COMMON = "not_common", _("Rörde inte flera myndigheter")


class Part(models.TextChoices):
    """What an organisation does in the work."""

    ASKS = "asks", _("Väckte frågan")
    WORKS = "works", _("Arbetar med frågan")
    FOLLOWS = "follows", _("Följer arbetet")


class Audience(models.TextChoices):
    """The four to whom the experience is spread."""

    COUNTIES = "counties", _("Länsstyrelser")
    SOCIAL = "social", _("Socialtjänsten")
    POLICE = "police", _("Polisen")
    PROSECUTORS = "prosecutors", _("Åklagare")
