"""What waits for a case worker: times that are late or near, and assessments of a colleague's to decide."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE, own_cases_for, received_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Assessment, Deadline
from skyddsnat.cooperation.referrals.showing import deadline_said, source_said, title_of
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

SOON = datetime.timedelta(days=14)


def waiting(user: User) -> Iterator[Task]:
    """A deadline is told to the one who is responsible, and to those it was raised to when it has been late."""
    if not user.may(CASE):
        return
    yield from _deadlines(user)
    yield from _to_decide(user)
    yield from _to_receive(user)


def _deadlines(user: User) -> Iterator[Task]:
    on = today()
    mine = Q(referral__responsible=user) | Q(referral__responsible=None) | Q(escalated_to=user)
    rows = Deadline.objects.filter(
        mine, referral__in=own_cases_for(user), done_on=None, paused_since=None, taken_back_at=None,
        due_on__lte=on + SOON,
    ).exclude(referral__state=State.CLOSED)  # fmt: skip
    for one in rows.select_related("referral").distinct():
        late = one.due_on < on
        yield Task(
            Why.LATE if late else Why.DUE, deadline_said(one),
            reverse("cooperation:referral", args=[one.referral_id]) + "#deadline",
            _("Försenat") if late else _("Snart"),
            "danger" if late else "warning", one.due_on, about=one.referral.number, swedish=not one.code,
            hint=source_said(one), key=f"deadline:{one.pk}",
        )  # fmt: skip


def _to_decide(user: User) -> Iterator[Task]:
    rows = Assessment.objects.filter(
        referral__in=own_cases_for(user).exclude(state=State.CLOSED), decided_at=None, taken_back_at=None
    ).exclude(written_by=user)
    for one in rows.select_related("referral"):
        if Standing(one.referral).latest_assessment(one.kind) != one:
            continue
        yield Task(
            Why.WAITING, title_of(one),
            reverse("cooperation:referral-assessment-decide", args=[one.referral_id, one.pk]),
            _("Besluta"), about=one.referral.number, since=one.written_at.date(), key=f"assessment:{one.pk}",
            hint=_("En kollega har skrivit den. Läs den och besluta."),
        )  # fmt: skip


def _to_receive(user: User) -> Iterator[Task]:
    """For the receiving organisation: a plan to confirm, a child who is on the way."""
    rows = received_cases_for(user).filter(state__in=[State.ACCEPTED, State.PLANNED, State.TRAVELLING])
    for case in rows.select_related("owner"):
        plan = Standing(case).plan
        if plan is None:
            continue
        label = ""
        if plan.reception_at is None:
            label = _("Bekräfta mottagandet")
        elif case.state == State.TRAVELLING and plan.arrival_at is None:
            label = _("Bekräfta att barnet är framme")
        if label:
            url = reverse("cooperation:referral-received", args=[case.pk])
            yield Task(
                Why.WAITING,
                label,
                url,
                _("Bekräfta"),
                about=case.number,
                key=f"receive:{case.state}:{case.pk}",
            )
