"""What waits for a person in dialogue and in assessments, for the desk and the reminders."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.follow_ups import next_follow_up
from skyddsnat.mandate.models import Agreement
from skyddsnat.mandate.rules import SOON_DAYS
from skyddsnat.mandate.waiting import assignments_under_way, named
from skyddsnat.shared.dates import today


def dialogue_waits(user: User) -> Iterator[Task]:
    """For those who write: agreements near or past their day, meetings to follow up, and those not told of."""
    if not access.may_write(user):
        return
    soon = today() + datetime.timedelta(days=SOON_DAYS)
    under_way = assignments_under_way(user)
    deals = access.agreements_for(user).filter(
        meeting__assignment__in=under_way, state=Agreement.OPEN, due__lte=soon
    )
    for deal in deals.filter(Q(colleague__isnull=True) | Q(colleague=user)):
        args = [deal.meeting.assignment.slug, deal.meeting_id, deal.pk]
        url = reverse("mandate:agreement-settle", args=args)
        about = str(deal.meeting.assignment)
        yield _task(deal.due, url, _("Överenskommelse"), about, own_words(deal.what), hint=deal.doer)
    meetings = access.meetings_for(user).filter(assignment__in=under_way)
    for meeting in meetings.filter(is_held=False, day__lt=today()):
        yield Task(
            Why.WAITING,
            url=meeting.get_absolute_url(),
            status=_("Skriv in hur det gick"),
            since=meeting.day,
            about=str(meeting.assignment),
            **own_words(meeting.about),
        )
    for meeting in meetings.filter(is_held=True, followed_up_on__isnull=True, follow_up_on__lte=soon):
        url = reverse("mandate:meeting-follow-up", args=[meeting.assignment.slug, meeting.pk])
        about = str(meeting.assignment)
        yield _task(meeting.follow_up_on, url, _("Följ upp mötet"), about, own_words(meeting.about))


def follow_ups_wait(user: User) -> Iterator[Task]:
    """For the one who answers for an activity: decided assessments whose day to look again is near or past.

    Also when the assignment is over: what was decided is looked at afterwards.
    """
    if not access.may_write(user):
        return
    soon = today() + datetime.timedelta(days=SOON_DAYS)
    mine = access.activities_for(user).filter(responsible=user, assessment__decided_at__isnull=False)
    for activity in mine.prefetch_related("assessment__follow_ups"):
        day = next_follow_up(activity.assessment)
        if day is None or day > soon:
            continue
        url = reverse("mandate:assessment-follow-up", args=[activity.assignment.slug, activity.number])
        yield _task(day, url, _("Följ upp barnets bästa"), str(activity.assignment), named(activity, "title"))


def _task(
    day: datetime.date | None, url: str, status: str, about: str, label: dict[str, Any], *, hint: str = ""
) -> Task:
    late = day is not None and day < today()
    why, tone = (Why.LATE, "danger") if late else (Why.DUE, "warning")
    return Task(why, url=url, status=status, tone=tone, due=day, about=about, hint=hint, **label)


def own_words(text: str) -> dict[str, Any]:
    """A label that somebody wrote in Swedish."""
    return {"label": text, "swedish": (get_language() or "sv").startswith("en")}
