"""A team's yes to letting its tips go on to the authority that takes over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from skyddsnat.mandate.models import ConsentToSuccessor, consent_constraints
from skyddsnat.tips.models.receivers import Receiver


class SuccessorConsent(ConsentToSuccessor):
    """That a team's tips and keys may go to one named authority. Without it nothing of the team's goes anywhere."""

    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="successor_consents")

    class Meta(ConsentToSuccessor.Meta):
        constraints: ClassVar = consent_constraints("tips_successor_consent", "receiver")
