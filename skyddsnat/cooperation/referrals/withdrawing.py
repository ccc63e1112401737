"""Requests that a step or the lock takes back, and their deadlines with them. Called within that write."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from skyddsnat.cooperation.models import Deadline, Referral, Request
from skyddsnat.cooperation.referrals.standing import FOR_CHILD
from skyddsnat.core.models import User


def requests_for_child(case: Referral) -> QuerySet[Request]:
    """What the receiver was asked about taking the child, as far as it stands."""
    return Request.objects.filter(
        referral=case, organisation=case.receiver_id, kind__in=FOR_CHILD, taken_back_at=None
    )


def requests_to_origin(case: Referral) -> QuerySet[Request]:
    """What was asked in the child's country and has had no answer."""
    return Request.objects.filter(
        referral=case, organisation__place=case.origin_id, answer="", taken_back_at=None
    )


def withdraw(rows: QuerySet[Request], why: str, by: User) -> None:
    """Take the requests back, and let nobody wait for their days."""
    said = {"taken_back_at": timezone.now(), "taken_back_by": by, "taken_back_why": why[:300]}
    asked = list(rows.values_list("pk", flat=True))
    Deadline.objects.filter(request__in=asked, done_on=None, taken_back_at=None).update(**said)
    Request.objects.filter(pk__in=asked).update(**said)
