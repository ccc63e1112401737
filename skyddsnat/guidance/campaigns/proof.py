"""Readings become evidence: a row of the ledger for each batch and month, a little later where they are few."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import override

from skyddsnat.core.api import record
from skyddsnat.guidance.campaigns.rules import Span, spans
from skyddsnat.guidance.models import Batch, ReadingCount, ReadingProof
from skyddsnat.mandate.api import Entry, append
from skyddsnat.mandate.models import LedgerHead

KIND = "code_read"


def prove_readings(*, today: datetime.date) -> int:
    """Add what finished months hold and the ledger does not; returns how many rows. Run twice, it adds them once.

    Waits while the activity has not started. Months with few readings wait for those after them.
    """
    month = today.replace(day=1)
    waiting = Batch.objects.filter(
        counts__proof=None, counts__day__lt=month, campaign__activity__started_on__isnull=False
    ).distinct()
    return sum(_prove_batch(batch.pk, before=month) for batch in waiting.order_by("pk"))


@transaction.atomic
def _prove_batch(pk: int, *, before: datetime.date) -> int:
    batch = (
        Batch.objects.select_for_update(of=("self",))
        .select_related("campaign__activity__assignment", "place")
        .get(pk=pk)
    )
    days = ReadingCount.objects.filter(batch=batch, proof=None, day__lt=before)
    found = spans(days.values_list("day", "count")).spans
    for span in found:
        seq = _append(batch, span)
        proof = ReadingProof.objects.create(
            batch=batch, first_day=span.first, last_day=span.last, quantity=span.number, seq=seq
        )
        days.filter(day__gte=span.first, day__lte=span.last).update(proof=proof)
        record(None, "batch.proven", batch, seq=seq, quantity=span.number)
    return len(found)


def _append(batch: Batch, span: Span) -> int:
    assignment = batch.campaign.activity.assignment
    with override("sv"):
        form = batch.get_form_display()
    entry = Entry(
        kind=KIND,
        activity=batch.campaign.activity_id,
        occurred_on=span.last,
        quantity=span.number,
        place=batch.place_id,
        reference=f"Kampanj {batch.campaign_id}, {form} {batch.code}, {_months(span)}",
    )
    append(assignment, [entry])
    return LedgerHead.objects.get(assignment=assignment).seq


def _months(span: Span) -> str:
    first, last = f"{span.first:%Y-%m}", f"{span.last:%Y-%m}"
    return first if first == last else f"{first}–{last}"
