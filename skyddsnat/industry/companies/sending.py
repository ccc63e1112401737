"""Letters to companies' contacts: written in the transaction of what they tell of, then claimed and sent once.

The claim is committed before the mail server hears of a letter (ADR 0023). When the server has certainly not taken it,
the claim is given back. A letter that was begun and that nobody knows about waits for a person.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from skyddsnat.core.api import NotTakenError, check_may, claim, hand_over, queue_once, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.letters import letter_from
from skyddsnat.industry.models import CompanyLetter

NAME = "industry.company_letter"
SLOWEST = datetime.timedelta(hours=1)  # what has been under way longer was cut off


def write_letter(letter: CompanyLetter) -> CompanyLetter:
    """Keep the letter; a worker sends it when the transaction has ended."""
    letter.save()
    queue_letter(letter.pk)
    return letter


def queue_letter(letter_id: int) -> None:
    """Let a worker send it, unless one is asked to already."""
    queue_once(send_company_letter, letter_id, letter_id=letter_id)


def queue_unsent() -> int:
    """Take up letters that nobody has claimed: no mail server took them, or no worker came."""
    waiting = list(CompanyLetter.objects.filter(claimed_at=None).values_list("pk", flat=True))
    for pk in waiting:
        queue_letter(pk)
    return len(waiting)


@app.task(
    name=NAME, retry=RetryStrategy(max_attempts=5, exponential_wait=20, retry_exceptions={NotTakenError})
)
def send_company_letter(letter_id: int) -> None:
    deliver(letter_id)


def deliver(letter_id: int) -> bool:
    """Send a letter, and say whether it went. One that is claimed is somebody else's, or was cut off."""
    letter = _claimed(letter_id)
    if letter is None:
        return False
    made = letter_from(letter)
    if made is None:
        letter.delete()  # nothing is left to tell: the company has left, or has renewed
        return False
    try:
        hand_over(made)
    except NotTakenError:
        CompanyLetter.objects.filter(pk=letter.pk).update(claimed_at=None)
        raise
    with transaction.atomic():
        CompanyLetter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
        record(None, "company_letter.sent", letter, kind=letter.kind)
    return True


@transaction.atomic
def settle_letter(*, letter: CompanyLetter, again: bool, by: User) -> None:
    """Decide about a letter that nobody knows about: send it again, or count it as sent."""
    check_may(by, WRITE)
    current = CompanyLetter.objects.select_for_update().filter(pk=letter.pk, sent_at=None).first()
    if current is None or current.claimed_at is None:
        return  # somebody else has decided
    if again:
        current.claimed_at = None
        current.save(update_fields=["claimed_at"])
        queue_letter(current.pk)
        record(by, "company_letter.sent_again", current)
    else:
        current.sent_at = timezone.now()
        current.save(update_fields=["sent_at"])
        record(by, "company_letter.counted_as_sent", current)


def _claimed(letter_id: int) -> CompanyLetter | None:
    """The letter, now ours alone to send: committed before anything is sent."""
    rows = CompanyLetter.objects.select_related(
        "enrolment", "company__organisation", "pledge", "edition__site"
    )
    return rows.get(pk=letter_id) if claim(CompanyLetter.objects.filter(pk=letter_id)) else None
