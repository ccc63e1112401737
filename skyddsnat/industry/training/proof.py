"""Finished lessons become evidence every night: sums of five or more, never a row that tells of one person."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from skyddsnat.core.api import record
from skyddsnat.industry.models import Attempt, Site, TrainingActivity
from skyddsnat.industry.training.rules import LET_GO, POOLED_AFTER, Span, spans
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.mandate.models import Activity

KIND = "industry_trained"


def prove_training(*, today: datetime.date) -> int:
    """Add to the ledger what finished days hold and it does not; returns how many rows. Run twice, it adds them once.

    A row a workplace and day; days with few wait for those after them, and what has waited for long is counted together
    with other workplaces' few. Everything waits while no activity that has begun is chosen.
    """
    chosen = TrainingActivity.objects.filter(activity__started_on__isnull=False).first()
    if chosen is None:
        return 0
    waiting = _waiting().filter(day__lt=today).exclude(site=None)
    sites = waiting.order_by("site").values_list("site", flat=True).distinct()
    rows = sum(_prove(today, Q(site=pk)) for pk in list(sites))
    return rows + _prove(today - POOLED_AFTER, Q())


def let_go_of_workplaces(*, today: datetime.date) -> int:
    """Forget where lessons were finished that are no longer in force; returns how many."""
    return Attempt.objects.filter(day__lt=today - LET_GO).exclude(site=None).update(site=None)


def _waiting() -> QuerySet[Attempt]:
    return Attempt.objects.filter(is_recheck=False, evidence=None)


@transaction.atomic
def _prove(before: datetime.date, among: Q) -> int:
    """Add the days before that day, of one workplace or of all; the choice of activity is held meanwhile."""
    chosen = (
        TrainingActivity.objects.select_for_update(of=("self",)).select_related("activity__assignment").get()
    )
    if chosen.activity is None or chosen.activity.started_on is None:
        return 0
    waiting = _waiting().filter(among, day__lt=before)
    found = spans(list(waiting.order_by("day").values_list("day").annotate(number=Count("pk"))))
    for span in found:
        days = waiting.filter(day__gte=span.first, day__lte=span.last)
        site = Site.objects.select_related("company").get(attempts=days[0]) if among else None
        [row] = append_rows(chosen.activity.assignment, [_entry(span, chosen.activity, site)])
        days.update(evidence=row)
        record(None, "training.proven", chosen, seq=row.seq, quantity=span.number)
    return len(found)


def _entry(span: Span, activity: Activity, site: Site | None) -> Entry:
    days = f"{span.first}" if span.first == span.last else f"{span.first}–{span.last}"
    where = f"arbetsplats {site.code}" if site else "flera arbetsplatser"
    return Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(span.last, activity.started_on or span.last),
        quantity=span.number, organisation=site.company.organisation_id if site else None,
        place=site.place_id if site else None, reference=f"Utbildning i telefonen, {where}, {days}",
    )  # fmt: skip
