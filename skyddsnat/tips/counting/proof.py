"""Closed tips become evidence every night, in sums of five or more."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.actors.models import Place
from skyddsnat.core.api import record
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.mandate.models import Activity
from skyddsnat.tips.counting.rules import Closed, Sum, sums
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models import CountedTip, CountingActivity, Tip

KIND = "tip_closed"


@transaction.atomic
def count_tips(*, today: datetime.date) -> int:
    """Add to the ledger the closed tips of finished days that are not there; returns how many rows.

    Run twice, it adds them once. Everything waits while no activity that has begun is chosen.
    """
    chosen = (
        CountingActivity.objects.select_for_update(of=("self",))
        .select_related("activity__assignment")
        .filter(activity__started_on__isnull=False)
        .first()
    )
    if chosen is None or chosen.activity is None:
        return 0
    found = sums(_waiting(today), today)
    for each in found:
        [row] = append_rows(chosen.activity.assignment, [_entry(each, chosen.activity)])
        CountedTip.objects.bulk_create(CountedTip(tip_id=pk, evidence=row) for pk in each.tips)
        record(None, "tips.counted", chosen, seq=row.seq, quantity=len(each.tips))
    return len(found)


def _waiting(today: datetime.date) -> list[Closed]:
    """Tips that were closed before today and are not counted. One handed over is counted where it ended."""
    rows = Tip.objects.filter(state=State.CLOSED, closed_at__date__lt=today, counted=None).exclude(
        reason=Reason.HANDED
    )
    told = rows.values_list(
        "pk", "closed_at", "receiver__organisation", "kind", "reason", "place", "place__kind", "place__parent"
    )
    return [
        Closed(pk, at.date(), organisation, kind, reason, *_places(place, place_kind, parent))
        for pk, at, organisation, kind, reason, place, place_kind, parent in told
        if at is not None
    ]


def _places(place: int | None, kind: str | None, parent: int | None) -> tuple[int | None, int | None]:
    """The municipality and the county of a place."""
    return (place, parent) if kind == Place.Kind.MUNICIPALITY else (None, place)


def _entry(each: Sum, activity: Activity) -> Entry:
    kind = str(Kind(each.kind).label) if each.kind else "Alla slag"
    ending = str(Reason(each.reason).label) if each.reason else "alla skäl"
    return Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(each.last, activity.started_on or each.last),
        quantity=len(each.tips), organisation=each.organisation, place=each.place, reference=f"{kind}: {ending}",
    )  # fmt: skip
