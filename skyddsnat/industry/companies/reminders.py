"""Reminders before a pledge ends: 90, 60, 30 and 7 days, each written once and sent at most once."""

from __future__ import annotations

import datetime

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.industry.companies.rules import REMIND, distance_reached
from skyddsnat.industry.companies.sending import queue_letter
from skyddsnat.industry.models import CompanyLetter, Pledge


def write_reminders(*, today: datetime.date) -> int:
    """Write the letters of the day; returns how many. Run twice, it writes them once.

    A distance that was missed, when nothing ran that day, is said the day after; the ones before it are not.
    """
    until = today + datetime.timedelta(days=REMIND[0])
    ending = Pledge.objects.filter(
        valid_from__lte=today, valid_until__range=(today, until), company__left_at=None
    )
    return sum(_remind(pk, today) for pk in ending.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, today: datetime.date) -> int:
    pledge = Pledge.objects.select_for_update(of=("self",)).select_related("company").get(pk=pk)
    distance = distance_reached(pledge.valid_until, today)
    renewed = Pledge.objects.filter(company=pledge.company, valid_from__gt=pledge.valid_from).exists()
    said = CompanyLetter.objects.filter(pledge=pledge, days_before__lte=distance or 0).exists()
    if distance is None or renewed or said:
        return 0
    letter = CompanyLetter.objects.create(
        kind=CompanyLetter.Kind.REMINDER, company=pledge.company, pledge=pledge, days_before=distance
    )
    record(None, "pledge.reminded", pledge, days=distance)
    queue_letter(letter.pk)
    return 1
