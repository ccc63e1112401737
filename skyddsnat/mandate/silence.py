"""What has been silent for long: activities without evidence, assessments nobody decides, ledgers nobody writes in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import STOCKHOLM, today

ACTIVITY_DAYS = 30  # under way, and nothing has been entered
UNDECIDED_DAYS = 7  # sent for decision, and nobody has touched it
LEDGER_DAYS = 60  # an assignment whose ledger nobody has written in


def silent_things(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    """What the user could wake up: as responsible, as sender, or as the one who leads or decides."""
    yield from _activities(user, assignments)
    yield from _undecided(user, assignments)
    yield from _ledgers(user, assignments)


def silent_since(activities: QuerySet[Activity]) -> dict[int, datetime.date]:
    """Id of each activity that is under way and silent → the day since when: when evidence was last entered on it,
    else when it started. One look in an index for each, however long the ledger is.
    """
    newest = Evidence.objects.filter(activity=OuterRef("pk")).order_by("-seq").values("recorded_at")[:1]
    limit = today() - datetime.timedelta(days=ACTIVITY_DAYS)
    running = activities.filter(started_on__lte=limit, finished_on__isnull=True).order_by("started_on", "pk")
    since = {
        pk: _day(entered) or started
        for pk, started, entered in running.annotate(newest=Subquery(newest)).values_list(
            "pk", "started_on", "newest"
        )
    }
    return {pk: day for pk, day in since.items() if day and day <= limit}


def _activities(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    whose = Q() if user.may(access.APPROVE) else Q(responsible=user)
    mine = access.activities_for(user).filter(whose, assignment__in=assignments)
    since = silent_since(mine)
    silent = {one.pk: one for one in mine.filter(pk__in=since)}
    english = (get_language() or "sv").startswith("en")
    for pk, day in since.items():
        activity = silent[pk]
        yield Task(
            Why.SILENT,
            str(activity),
            reverse("mandate:evidence-new", args=[activity.assignment.slug, activity.number])
            if user.may(access.WRITE)
            else activity.get_absolute_url(),
            _("Inget underlag"),
            since=day,
            about=str(activity.assignment),
            hint=_("För in det som har hänt, eller avsluta insatsen.")
            if user.may(access.WRITE)
            else _("Fråga den ansvariga, %(name)s.") % {"name": activity.responsible.name},
            key=f"activity:{activity.pk}:silent",
            swedish=english and not activity.title_en,
        )


def _undecided(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    limit = today() - datetime.timedelta(days=UNDECIDED_DAYS)
    sent = access.activities_for(user).filter(
        assignment__in=assignments,
        assessment__decided_at__isnull=True,
        assessment__sent_by=user,
        assessment__sent_at__date__lte=limit,
    )
    for activity in sent.order_by("assessment__sent_at"):
        yield Task(
            Why.SILENT,
            str(activity),
            reverse("mandate:assessment", args=[activity.assignment.slug, activity.number]),
            _("Ingen har beslutat"),
            since=_day(activity.assessment.sent_at) if activity.assessment else None,
            about=str(activity.assignment),
            hint=_("Påminn den som beslutar om prövningen av barnets bästa."),
            key=f"activity:{activity.pk}:undecided",
            swedish=(get_language() or "sv").startswith("en") and not activity.title_en,
        )


def _ledgers(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    if not (user.may(access.WRITE) or user.may(access.APPROVE)):
        return
    limit = today() - datetime.timedelta(days=LEDGER_DAYS)
    for assignment in assignments:
        newest = (
            Evidence.objects.filter(assignment=assignment)
            .order_by("-seq")
            .values_list("recorded_at", flat=True)
        )
        since = _day(newest.first() or assignment.confirmed_at)
        if since and since <= limit:
            yield Task(
                Why.SILENT,
                str(assignment),
                reverse("mandate:evidence-list", args=[assignment.slug]),
                _("Inget i liggaren"),
                since=since,
                hint=_("Se vilka insatser som pågår och för in det som har hänt."),
                key=f"assignment:{assignment.pk}:silent",
                swedish=(get_language() or "sv").startswith("en") and not assignment.title_en,
            )


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(STOCKHOLM).date() if moment else None
