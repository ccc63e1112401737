"""Letters to those who registered: written in the transaction of what they tell of, then claimed and sent once.

The claim is committed before the mail server hears of a letter. Whatever ends the program after that, the letter is not
sent again. When the server has certainly not taken it, the claim is given back and a later try may send it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from skyddsnat.core.api import NotTakenError, claim, hand_over, queue_once, record
from skyddsnat.knowledge.gatherings.letters import forget_keys, letter_from
from skyddsnat.knowledge.models import GatheringLetter

NAME = "knowledge.gathering_letter"


def write_letters(kind: str, registrations: Collection[int]) -> None:
    """A letter to each of the registrations, queued when the transaction ends."""
    made = GatheringLetter.objects.bulk_create(
        GatheringLetter(registration_id=pk, kind=kind) for pk in registrations
    )
    for letter in made:
        queue_letter(letter.pk)


def queue_letter(letter_id: int) -> None:
    """Let a worker send it, unless one is asked to already."""
    queue_once(send_gathering_letter, letter_id, letter_id=letter_id)


def queue_unsent() -> int:
    """Take up letters that nobody has claimed: no mail server took them, or no worker came."""
    waiting = list(GatheringLetter.objects.filter(claimed_at=None).values_list("pk", flat=True))
    for pk in waiting:
        queue_letter(pk)
    return len(waiting)


@app.task(
    name=NAME, retry=RetryStrategy(max_attempts=5, exponential_wait=20, retry_exceptions={NotTakenError})
)
def send_gathering_letter(letter_id: int) -> None:
    deliver(letter_id)


def deliver(letter_id: int) -> bool:
    """Send a letter, and say whether it went. One that is claimed is somebody else's, or was cut off."""
    letter = _claimed(letter_id)
    if letter is None:
        return False
    made = letter_from(letter)
    try:
        hand_over(made.message)
    except NotTakenError:
        with transaction.atomic():
            forget_keys(made)
            GatheringLetter.objects.filter(pk=letter.pk).update(claimed_at=None)
        raise
    with transaction.atomic():
        GatheringLetter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
        record(None, "gathering_letter.sent", letter, kind=letter.kind)
    return True


def _claimed(letter_id: int) -> GatheringLetter | None:
    """The letter, now ours alone to send: committed before anything is sent."""
    rows = GatheringLetter.objects.select_related(
        "registration__gathering__activity__assignment__authority",
        "registration__organisation",
        "participant",
    )
    return rows.get(pk=letter_id) if claim(GatheringLetter.objects.filter(pk=letter_id)) else None
