"""The week's letter: prepared once a person and week, claimed before it is sent, none when there is no news."""

from __future__ import annotations

import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from skyddsnat.core.api import (
    NotTakenError,
    absolute,
    claim,
    hand_over,
    hash_of,
    new_secret,
    queue_once,
    record,
)
from skyddsnat.core.models import User
from skyddsnat.knowledge.exchange.access import followed_by, may_read, posts_for
from skyddsnat.knowledge.exchange.rules import DIGESTS_KEPT, FIRST_LETTER, MOST_TOLD, monday_of
from skyddsnat.knowledge.exchange.subjects import subject_name
from skyddsnat.knowledge.models import Digest, Post, SubjectFollower

NAME = "knowledge.send_digest"


@app.task(
    name=NAME, retry=RetryStrategy(max_attempts=8, exponential_wait=20, retry_exceptions={NotTakenError})
)
def send_digest(digest_id: int) -> None:
    deliver_digest(digest_id)


def prepare_digests(*, now: datetime.datetime) -> list[Digest]:
    """Prepare the week's letters, one a person who follows something; those prepared already are left as they are."""
    users = User.objects.filter(is_active=True, pk__in=SubjectFollower.objects.values("user"))
    made = [prepare_digest(user=user, now=now) for user in users.prefetch_related("roles").order_by("pk")]
    return [digest for digest in made if digest is not None]


@transaction.atomic
def prepare_digest(*, user: User, now: datetime.datetime) -> Digest | None:
    """Prepare one person's letter; None when there is nothing new, or there is one for the week."""
    week = monday_of(timezone.localtime(now).date())
    if not may_read(user) or Digest.objects.filter(user=user, week=week).exists():
        return None
    last = Digest.objects.filter(user=user).aggregate(last=Max("until"))["last"]
    begun = SubjectFollower.objects.filter(user=user).aggregate(first=Min("since"))["first"]
    if begun is None:
        return None
    first = min(begun, now) - FIRST_LETTER
    digest = Digest(user=user, week=week, since=max(first, last or first), until=now)
    if not news_of(digest).exists():
        return None
    digest.save()
    record(None, "digest.prepared", digest)
    return digest


def news_of(digest: Digest) -> QuerySet[Post]:
    """What the letter tells of: questions and answers of the subjects followed, shown since the last one, by others."""
    subjects, user = followed_by(digest.user), digest.user
    found = posts_for(user).filter(
        state=Post.State.SHOWN, shown_at__gt=digest.since, shown_at__lte=digest.until
    )
    questions = Post.objects.filter(question=None, state=Post.State.SHOWN, subject__in=subjects)
    return found.exclude(by=user).filter(pk__in=questions.values("pk")) | found.exclude(by=user).filter(
        question__in=questions
    )


def queue_digests() -> None:
    """Let each letter that nobody has claimed be sent by a job of its own."""
    for pk in Digest.objects.filter(claimed_at=None).order_by("pk").values_list("pk", flat=True):
        queue_once(send_digest, pk, digest_id=pk)


def deliver_digest(digest_id: int) -> bool:
    """Send a prepared letter, and say whether it went. One that is claimed is somebody else's, or was cut off.

    Not atomic as a whole: the claim is committed before the mail server hears of the letter.
    """
    secret = new_secret()
    if not claim(Digest.objects.filter(pk=digest_id), secret_sha256=hash_of(secret)):
        return False
    digest = Digest.objects.select_related("user").get(pk=digest_id)
    letter = letter_of(digest, secret) if digest.user.is_active else None
    if letter is None:
        return False
    try:
        hand_over(letter)
    except NotTakenError:
        Digest.objects.filter(pk=digest_id).update(claimed_at=None)
        raise
    with transaction.atomic():
        Digest.objects.filter(pk=digest_id).update(sent_at=timezone.now())
        record(None, "digest.sent", digest)
    return True


def letter_of(digest: Digest, secret: str) -> EmailMessage | None:
    """Titles and links in the reader's language; None when nothing of it is shown any longer."""
    with override(digest.user.language):
        questions: dict[int, tuple[Post, int]] = {}
        for post in news_of(digest).order_by("pk"):
            question = post.question or post
            shown, answers = questions.get(question.pk, (question, 0))
            questions[question.pk] = (shown, answers + (post.question_id is not None))
        if not questions:
            return None
        groups: dict[str, list[dict[str, object]]] = {}
        for question, answers in questions.values():
            row = {"title": question.title, "answers": answers, "url": absolute(question.get_absolute_url())}
            groups.setdefault(subject_name(question.subject), []).append(row)
        told = [(name, rows[:MOST_TOLD], max(0, len(rows) - MOST_TOLD)) for name, rows in groups.items()]
        stop = absolute(reverse("knowledge:exchange-stop", args=[secret]))
        here = absolute(reverse("knowledge:exchange"))
        context = {"groups": told, "here": here, "stop": stop}
        body = render_to_string("knowledge/exchange/digest.txt", context)
        return EmailMessage(subject=_("Skyddsnät: veckan i utbytet"), body=body, to=[digest.user.email])


@transaction.atomic
def stop_letters(*, digest: Digest) -> int:
    """The receiver wants no more letters; returns how many subjects they followed."""
    rows = SubjectFollower.objects.filter(user=digest.user)
    count = rows.count()
    if count:
        record(None, "subject.all_unfollowed", digest)
        rows.delete()
    return count


@transaction.atomic
def remove_old_digests(*, today: datetime.date) -> int:
    """Remove letters whose link has ceased to work, but a person's last: it says what they have heard of."""
    limit = today - datetime.timedelta(days=DIGESTS_KEPT)
    last = Digest.objects.values("user").annotate(last=Max("pk")).values("last")
    return Digest.objects.filter(week__lt=limit).exclude(pk__in=last).delete()[0]
