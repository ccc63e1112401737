"""An organisation's yes to letting its cases go on to the authority that takes over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from skyddsnat.actors.models import Organisation
from skyddsnat.mandate.models import ConsentToSuccessor, consent_constraints


class SuccessorConsent(ConsentToSuccessor):
    """That an organisation's cases and keys may go to one named authority. Without it none of them goes anywhere."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta(ConsentToSuccessor.Meta):
        constraints: ClassVar = consent_constraints("cooperation_successor_consent", "organisation")
