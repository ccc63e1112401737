"""Noting that tips were received, and taking that back."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Site, TipReceived
from skyddsnat.industry.sectors.rules import check_month, month_of
from skyddsnat.shared.dates import today


@transaction.atomic
def note_received(*, site: Site, day: datetime.date, by: User | None) -> TipReceived:
    """Tips with the workplace's code were received in the month of that day. Said twice, it is noted once.

    `by` is None when another room tells of it. Raises Refused for a month that cannot be told of.
    """
    if by is not None:
        check_may(by, WRITE)
    check_month(month_of(day), today())
    noted, fresh = TipReceived.objects.get_or_create(site=site, month=month_of(day))
    if fresh:
        record(
            by, "tip_received.noted", noted
        )  # no workplace and no month: the log is kept longer than they are
    return noted


@transaction.atomic
def take_back_received(*, noted: TipReceived, by: User) -> bool:
    """It was wrong: the company sees it no more. False when somebody had taken it back already."""
    check_may(by, WRITE)
    current = TipReceived.objects.select_for_update(of=("self",)).filter(pk=noted.pk).first()
    if current is None:
        return False
    record(by, "tip_received.taken_back", current)
    current.delete()
    return True
