"""Words from visitors about the pages: taking them in, handling them, and letting them go in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why, check_may, record, retention_rules
from skyddsnat.core.models import User
from skyddsnat.guidance.access import WRITE, feedback_for
from skyddsnat.guidance.models import Feedback
from skyddsnat.shared.dates import STOCKHOLM


@transaction.atomic
def receive(*, text: str, address: str, contact: str, language: str) -> Feedback:
    """Keep what a visitor says. The same words about the same page within a minute are kept once."""
    lately = timezone.now() - datetime.timedelta(minutes=1)
    same = Feedback.objects.filter(
        text=text, address=address, contact=contact, received_at__gt=lately
    ).first()
    if same is not None:
        return same
    kept = Feedback.objects.create(text=text, address=address, contact=contact, language=language)
    record(None, "feedback.received", kept)
    return kept


@transaction.atomic
def handle(*, feedback: Feedback, handled: bool, by: User) -> None:
    """Mark what was said as handled, or as not handled yet."""
    check_may(by, WRITE)
    feedback.handled_at = timezone.now() if handled else None
    feedback.handled_by = by if handled else None
    feedback.save(update_fields=["handled_at", "handled_by"])
    record(by, "feedback.handled" if handled else "feedback.opened", feedback)


def remove_old_feedback(*, today: datetime.date) -> int:
    """Take away what was said longer ago than the data policy says; returns how many."""
    before = datetime.datetime.combine(
        today - datetime.timedelta(days=retention_rules()["feedback"]["days"]), datetime.time(), STOCKHOLM
    )
    removed, _by_table = Feedback.objects.filter(received_at__lt=before).delete()
    return removed


def waiting(user: User) -> Iterator[Task]:
    """What visitors have said and nobody has handled."""
    if not user.may(WRITE):
        return
    open_ones = feedback_for(user).filter(handled_at=None)
    count = open_ones.count()
    oldest = open_ones.last()
    if oldest is not None:
        yield Task(
            Why.WAITING,
            _("Synpunkter på de publika sidorna"),
            reverse("guidance-desk:feedback"),
            ngettext("%(count)s synpunkt", "%(count)s synpunkter", count) % {"count": count},
            since=oldest.received_at.astimezone(STOCKHOLM).date(),
            key="feedback",
        )
