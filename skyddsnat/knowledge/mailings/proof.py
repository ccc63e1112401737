"""Letters become evidence: each organisation once a mailing, and the row is taken back when every letter came back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.ladder.steps import retract_step, take_steps
from skyddsnat.knowledge.models import Delivery, Group, Mailing, Method, Reach, Rung, Step
from skyddsnat.knowledge.proof import take_back
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.shared.dates import STOCKHOLM, today

REACHED = [Delivery.State.SENT]


@transaction.atomic
def prove_mailing(mailing_id: int) -> int:
    """Write down which organisations the letters have reached, and add what can be proven; how many were new.

    Run twice, or after a kill, it adds each once.
    """
    mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing_id)
    _note_reached(mailing)
    waiting = Reach.objects.filter(mailing=mailing, rung=None, evidence=None, taken_back_on=None)
    reaches = list(waiting.select_related("organisation__place").order_by("pk"))
    if not reaches:
        return 0
    method = mailing.method
    return _rows(mailing, reaches) if method is None else _steps(mailing, method, reaches)


def prove_waiting() -> int:
    """Add what waited for its activity to begin."""
    waiting = Reach.objects.filter(
        rung=None,
        evidence=None,
        taken_back_on=None,
        mailing__method=None,
        mailing__activity__started_on__isnull=False,
    )
    ids = waiting.order_by("mailing").values_list("mailing", flat=True).distinct()
    return sum(prove_mailing(pk) for pk in list(ids))


def _note_reached(mailing: Mailing) -> None:
    found = Delivery.objects.filter(mailing=mailing, state__in=REACHED)
    firsts = found.order_by().values_list("organisation", "group").annotate(first=Min("sent_at"))
    firsts = firsts.order_by("first", "organisation")
    Reach.objects.bulk_create(
        [
            Reach(mailing=mailing, organisation_id=organisation, group=group, day=_day(first))
            for organisation, group, first in firsts
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )


def _steps(mailing: Mailing, method: Method, reaches: Iterable[Reach]) -> int:
    """A step towards the method for each; the ladder adds its row to the ledger when the activity has begun."""
    alike: dict[tuple[datetime.date, Group], list[Reach]] = {}
    for reach in reaches:
        alike.setdefault((reach.day, Group(reach.group)), []).append(reach)
    for (day, group), some in alike.items():
        same: dict[str, Any] = {"method": method, "step": Step.REACHED, "day": day, "group": group}
        organisations = [reach.organisation for reach in some]
        take_steps(organisations=organisations, by=mailing.sent_by, reference=reference_of(mailing), **same)
        taken = Rung.objects.filter(organisation__in=organisations, **same)
        rungs = {rung.organisation_id: rung for rung in taken}
        for reach in some:
            reach.rung = rungs[reach.organisation_id]
        Reach.objects.bulk_update(some, ["rung"], batch_size=1_000)
    return sum(map(len, alike.values()))


def _rows(mailing: Mailing, reaches: list[Reach]) -> int:
    """Rows of the ledger, all of them at once, when the activity has begun."""
    activity = mailing.activity
    if activity is None or activity.started_on is None:
        return 0
    entries = [
        Entry(
            kind=mailing.tells, activity=activity.pk, occurred_on=max(reach.day, activity.started_on),
            organisation=reach.organisation_id, place=reach.organisation.place_id, reference=reference_of(mailing),
        )
        for reach in reaches
    ]  # fmt: skip
    rows = append_rows(activity.assignment, entries)
    for reach, row in zip(reaches, rows, strict=True):
        reach.evidence = row
    Reach.objects.bulk_update(reaches, ["evidence"], batch_size=1_000)
    record(mailing.sent_by, "mailing.proven", mailing, organisations=len(rows), seq=rows[-1].seq)
    return len(rows)


def reference_of(mailing: Mailing) -> str:
    """What the ledger says: our own record, never a person."""
    with override("sv"):
        return _("Utskick %(number)s") % {"number": mailing.pk}


def take_back_unreached(*, delivery: Delivery, by: User | None) -> None:
    """When every letter to the organisation came back, it was not reached: its row of the ledger is taken back."""
    mailing = delivery.mailing
    answerable = by or mailing.sent_by
    others = Delivery.objects.filter(
        mailing=mailing, organisation=delivery.organisation, group=delivery.group, state__in=REACHED
    )
    reach = (
        Reach.objects.select_for_update(of=("self",))
        .select_related("rung", "evidence")
        .filter(mailing=mailing, organisation=delivery.organisation, group=delivery.group, taken_back_on=None)
        .first()
    )
    if reach is None or answerable is None or others.exists():
        return
    rung, reach.taken_back_on, reach.rung = reach.rung, today(), None
    reach.save(update_fields=["taken_back_on", "rung"])
    with override("sv"):
        reason = _("Breven i utskick %(number)s kom tillbaka.") % {"number": mailing.pk}
    if rung is None:
        take_back(reach.evidence, reason=reason, by=answerable)
    elif rung.reference == reference_of(mailing) and not Reach.objects.filter(rung=rung).exists():
        retract_step(rung=rung, reason=reason, by=answerable)  # else something more took the step


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()
