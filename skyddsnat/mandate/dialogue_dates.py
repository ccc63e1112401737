"""The dialogue's dates for the calendar: meetings to come, agreements, and what is to be followed up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Dated, Kind, changes_to
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.follow_ups import next_follow_up
from skyddsnat.mandate.models import Agreement, ChildRightsAssessment, Meeting


def tell(user: User) -> Iterator[Dated]:
    """Every date of the dialogue and the assessments that the user may read."""
    yield from _meetings(user)
    yield from _agreements(user)
    yield from _assessments(user)


def _meetings(user: User) -> Iterator[Dated]:
    found = list(access.meetings_for(user).order_by("pk"))
    logged = changes_to(Meeting._meta.label_lower, [meeting.pk for meeting in found])
    for meeting in found:
        days: list[tuple[str, datetime.date | None, str, bool]] = [
            ("held", meeting.day, _("Möte: %(about)s"), meeting.is_held),
            ("follow-up", meeting.follow_up_on, _("Följ upp: %(about)s"), meeting.followed_up_on is not None),
        ]
        for name, day, words, done in days:
            if day is not None:
                lines, last = logged[meeting.pk]
                yield Dated(
                    uid=f"meeting-{meeting.pk}-{name}",
                    kind=Kind.FOLLOW_UP,
                    day=day,
                    title=words % {"about": meeting.about},
                    url=meeting.get_absolute_url(),
                    changed_at=max(last, meeting.assignment.confirmed_at),
                    changes=lines,
                    done=done,
                    text=str(meeting.assignment),
                )


def _agreements(user: User) -> Iterator[Dated]:
    found = list(access.agreements_for(user).filter(due__isnull=False).order_by("pk"))
    logged = changes_to(Agreement._meta.label_lower, [deal.pk for deal in found])
    for deal in found:
        if deal.due is None:
            continue
        lines, last = logged[deal.pk]
        assignment = deal.meeting.assignment
        yield Dated(
            uid=f"agreement-{deal.pk}",
            kind=Kind.FOLLOW_UP,
            day=deal.due,
            title=_("Överenskommelse: %(what)s") % {"what": deal.what},
            url=deal.meeting.get_absolute_url(),
            changed_at=max(last, assignment.confirmed_at),
            changes=lines,
            done=deal.state != Agreement.OPEN,
            text=f"{deal.doer}\n{assignment}",
        )


def _assessments(user: User) -> Iterator[Dated]:
    """When to look at a decided assessment again; done when it has been looked at for the last time."""
    found = access.activities_for(user).filter(assessment__decided_at__isnull=False).order_by("pk")
    listed = list(found.prefetch_related("assessment__follow_ups"))
    keys = [activity.assessment_id for activity in listed if activity.assessment_id]
    logged = changes_to(ChildRightsAssessment._meta.label_lower, keys)
    for activity in listed:
        assessment = activity.assessment
        coming = next_follow_up(assessment)
        day = coming or (assessment.follow_up_on if assessment else None)
        if assessment is None or day is None:
            continue
        lines, last = logged[assessment.pk]
        yield Dated(
            uid=f"assessment-{assessment.pk}-follow-up",
            kind=Kind.ASSESSMENT,
            day=day,
            title=_("Följ upp barnets bästa: %(title)s") % {"title": activity},
            url=reverse("mandate:assessment", args=[activity.assignment.slug, activity.number]),
            changed_at=max(last, activity.assignment.confirmed_at),
            changes=lines,
            done=coming is None,
            text=str(activity.assignment),
        )
