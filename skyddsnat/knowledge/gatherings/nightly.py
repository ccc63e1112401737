"""What is done by the clock: ask those who came, and let go of the names when their day has come."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from skyddsnat.core.api import record
from skyddsnat.knowledge.gatherings.attendance import count_attendance, prove
from skyddsnat.knowledge.gatherings.rules import later_day
from skyddsnat.knowledge.gatherings.seats import held
from skyddsnat.knowledge.gatherings.sending import queue_letter
from skyddsnat.knowledge.models import Gathering, GatheringLetter, Participant
from skyddsnat.shared.dates import STOCKHOLM

AFTER, LATER = GatheringLetter.Kind.AFTER, GatheringLetter.Kind.LATER


def ask_those_who_came(*, today: datetime.date) -> int:
    """Write the letters with certificates and questions; returns how many. Run twice, it writes them once."""
    held_before = Gathering.objects.exclude(attendance_done_at=None).filter(
        forgotten_at=None, ends__date__lt=today, keep_until__gte=today
    )
    return sum(_ask(pk, today) for pk in held_before.values_list("pk", flat=True).order_by("pk"))


@transaction.atomic
def _ask(pk: int, today: datetime.date) -> int:
    gathering = held(Gathering(pk=pk))
    kind = LATER if today >= later_day(gathering.ends.astimezone(STOCKHOLM).date()) else AFTER
    came = Participant.objects.filter(registration__gathering=gathering, attended=True)
    asked = GatheringLetter.objects.filter(registration__gathering=gathering, kind=kind)
    with_address = came.exclude(email="").exclude(
        pk__in=asked.exclude(participant=None).values("participant")
    )
    passed_on = came.filter(email="").exclude(
        registration__in=asked.filter(participant=None).values("registration")
    )
    made = GatheringLetter.objects.bulk_create(
        [
            *(
                GatheringLetter(registration_id=one.registration_id, participant=one, kind=kind)
                for one in with_address
            ),
            *(
                GatheringLetter(registration_id=registration, kind=kind)
                for registration in sorted(set(passed_on.values_list("registration", flat=True)))
            ),
        ]
    )
    for letter in made:
        queue_letter(letter.pk)
    return len(made)


def due_to_be_forgotten(today: datetime.date) -> QuerySet[Gathering]:
    return Gathering.objects.filter(forgotten_at=None, keep_until__lt=today)


def forget_participants(*, today: datetime.date) -> int:
    """Remove the people of gatherings whose day has come; returns how many gatherings.

    How many came from each organisation is written down first, and the ledger told, so that nothing proven is lost.
    """
    due = list(due_to_be_forgotten(today).values_list("pk", flat=True))
    for pk in due:
        _forget(pk)
    return len(due)


@transaction.atomic
def _forget(pk: int) -> None:
    gathering = held(Gathering(pk=pk))
    if gathering.cancelled_at is None:
        count_attendance(gathering)
        prove(gathering, by=None)
    people = Participant.objects.filter(registration__gathering=gathering).count()
    gathering.registrations.all().delete()
    gathering.comments.all().delete()
    gathering.evaluation_keys.all().delete()
    gathering.forgotten_at = timezone.now()
    gathering.save(update_fields=["forgotten_at", "changed_at"])
    record(None, "gathering.forgotten", gathering, people=people)
