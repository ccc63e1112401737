"""What waits for a person: questions to answer, and questions back to those who asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.consultations.access import answerable_for, own_for
from skyddsnat.knowledge.consultations.rules import State
from skyddsnat.knowledge.models import Consultation
from skyddsnat.shared.dates import STOCKHOLM, today


def waiting(user: User) -> Iterator[Task]:
    """Questions that nobody or the user has taken, and what the user is asked back."""
    mine = Q(state=State.WAITING) | Q(state=State.WORKING, assigned_to=user)
    for one in answerable_for(user).filter(mine).exclude(asked_by=user):
        taken = one.state == State.WORKING
        yield _task(one, _("Svara på frågan") if taken else _("Ta frågan"), organisation=True)
    for one in own_for(user).filter(state=State.ASKED):
        yield _task(one, _("Svara på motfrågan"), organisation=False)


def _task(one: Consultation, status: str, *, organisation: bool) -> Task:
    late = organisation and one.due_on < today()
    about = _("Rådgivning")
    if organisation:
        about = _("Rådgivning, %(organisation)s") % {"organisation": one.organisation}
    return Task(
        Why.LATE if late else Why.WAITING, one.subject, one.get_absolute_url(), status,
        tone="danger" if late else "warning", due=one.due_on if organisation else None,
        about=about,
        swedish=get_language() == "en" and one.language == "sv",
        since=one.asked_at.astimezone(STOCKHOLM).date(), key=f"consultation-{one.pk}-{one.state}",
    )  # fmt: skip
