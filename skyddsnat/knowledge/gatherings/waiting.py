"""What waits for those who arrange gatherings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.gatherings.access import gatherings_for
from skyddsnat.knowledge.gatherings.rules import later_day
from skyddsnat.knowledge.models import Gathering, Participant
from skyddsnat.shared.dates import STOCKHOLM, today

ATTENDANCE_DAYS = 7  # to enter the attendance in
SOON = datetime.timedelta(days=14)


def waiting(user: User) -> Iterator[Task]:
    """Attendance to enter, results to write down, and names that are soon removed."""
    if not user.may(WRITE):
        return
    people = Participant.objects.filter(registration__gathering=OuterRef("pk"))
    rows = gatherings_for(user).filter(cancelled_at=None, forgotten_at=None, ends__lt=timezone.now())
    for one in rows.filter(Exists(people)):
        day = one.ends.astimezone(STOCKHOLM).date()
        if one.attendance_done_at is None:
            yield _attendance(one, day)
        elif later_day(day) <= today() and not one.results:
            yield _results(one, day)
        if today() + SOON >= one.keep_until:
            yield _names(one)


def _attendance(one: Gathering, day: datetime.date) -> Task:
    due = day + datetime.timedelta(days=ATTENDANCE_DAYS)
    return Task(
        Why.LATE if due < today() else Why.DUE, url=reverse("knowledge:gathering-attendance", args=[one.pk]),
        status=_("Fyll i närvaron"), due=due, key=f"attendance:{one.pk}",
        hint=_("Sedan får de som var med intyg och frågor, och närvaron blir underlag."), **_about(one),
    )  # fmt: skip


def _results(one: Gathering, day: datetime.date) -> Task:
    return Task(
        Why.WAITING, url=reverse("knowledge:gathering-results", args=[one.pk]), status=_("Följ upp"),
        since=later_day(day), key=f"results:{one.pk}",
        hint=_("90 dagar har gått. Läs svaren och skriv vad träffen har lett till."), **_about(one),
    )  # fmt: skip


def _names(one: Gathering) -> Task:
    return Task(
        Why.DUE, url=one.get_absolute_url(), status=_("Uppgifter tas bort"), due=one.keep_until, tone="info",
        key=f"names:{one.pk}", hint=_("Hämta det som behövs om deltagarna före dess. Antalet står kvar."),
        **_about(one),
    )  # fmt: skip


def _about(one: Gathering) -> dict[str, Any]:
    return {"label": str(one), "about": str(one.get_kind_display()), "swedish": one.is_in_swedish_only}
