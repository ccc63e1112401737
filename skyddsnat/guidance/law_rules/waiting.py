"""What waits for editors: proposals to read, and rules that nobody has checked for long."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.guidance.access import PUBLISH, WRITE, law_rules_for
from skyddsnat.guidance.law_rules.in_force import faults_of, published, rules_now
from skyddsnat.shared.dates import STOCKHOLM, today

SOON = datetime.timedelta(days=30)


def waiting(user: User) -> Iterator[Task]:
    """Proposals of others that the user may approve; what must be checked, for those who can write."""
    if user.may(PUBLISH):
        for proposal in law_rules_for(user).filter(version=None).exclude(written_by=user):
            yield Task(
                Why.WAITING,
                _("Förslag till regler i lagen"),
                reverse("guidance-desk:law-version", args=[proposal.pk]),
                _("Väntar på ditt godkännande"),
                about=str(proposal.written_by),
                since=proposal.written_at.astimezone(STOCKHOLM).date(),
                key=f"law-proposal-{proposal.pk}",
            )
    if user.may(WRITE):
        yield from _checking()


def _checking() -> Iterator[Task]:
    address = reverse("guidance-desk:law")
    if faults_of(published()):
        yield Task(
            Why.LATE,
            _("Reglerna i lagen"),
            address,
            _("Den publicerade filen kan inte läsas. Programmets egen används."),
            tone="danger",
            key="law-refused",
        )
    until = rules_now().verified_until
    if until - SOON > today():
        return
    passed = until < today()
    yield Task(
        Why.LATE if passed else Why.DUE,
        _("Kontrollera reglerna i lagen"),
        address,
        _("Behöver kontrolleras"),
        due=until,
        hint=_("Se efter om lagen har ändrats, och flytta datumet för det du har kontrollerat."),
        key=f"law-checked-{until.isoformat()}",
    )
