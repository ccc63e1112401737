"""The places of a gathering. Whoever gives or takes one holds the gathering's row, so that none is given twice."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count

from skyddsnat.knowledge.gatherings.rules import Waiting, moved_up
from skyddsnat.knowledge.gatherings.sending import write_letters
from skyddsnat.knowledge.models import Gathering, GatheringLetter, Participant


def held(gathering: Gathering) -> Gathering:
    """The gathering as it stands, held until the transaction ends."""
    return Gathering.objects.select_for_update(of=("self",)).select_related("activity").get(pk=gathering.pk)


def seated_in(gathering: Gathering) -> int:
    return Participant.objects.filter(registration__gathering=gathering, waiting=False).count()


def free_in(gathering: Gathering) -> int | None:
    """Places left; None where everybody gets one."""
    return None if gathering.capacity is None else gathering.capacity - seated_in(gathering)


@transaction.atomic
def move_up(gathering: Gathering) -> int:
    """Give the free places of a gathering that is held to those who wait, and tell them; returns how many people."""
    waiting = Participant.objects.filter(registration__gathering=gathering, waiting=True)
    if gathering.cancelled_at is not None or not waiting.exists():
        return 0
    rows = waiting.order_by("registration").values_list("registration", "registration__together")
    queue = [Waiting(pk, people, together) for pk, together, people in rows.annotate(Count("pk"))]
    found = moved_up(queue, free_in(gathering))
    for registration, people in found.items():
        chosen = (
            waiting.filter(registration=registration).order_by("pk").values_list("pk", flat=True)[:people]
        )
        Participant.objects.filter(pk__in=list(chosen)).update(waiting=False)
    write_letters(GatheringLetter.Kind.MOVED_UP, list(found))
    return sum(found.values())
