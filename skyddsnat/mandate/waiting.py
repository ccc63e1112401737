"""What waits for a person in an assignment that is under way: what is late, near, to decide or to mend."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Activity, Assignment, Obligation
from skyddsnat.mandate.overview import owed_by, records_by_activity
from skyddsnat.mandate.rules import SOON_DAYS
from skyddsnat.mandate.silence import silent_things
from skyddsnat.shared.dates import STOCKHOLM, today

NEAR_DAYS = 14  # before an activity begins or ends


def is_over(assignment: Assignment) -> bool:
    """Whether everything the assignment owes has been handed in and nothing is being done. Nothing waits in it then."""
    return not _under_way([assignment])


def assignments_under_way(user: User) -> list[Assignment]:
    """The assignments that the user may read and in which something is still to be done."""
    return _under_way(list(access.assignments_for(user)))


def _under_way(assignments: list[Assignment]) -> list[Assignment]:
    owed = owed_by(Obligation.objects.filter(assignment__in=assignments).select_related("assignment"))
    has_any = {row.obligation.assignment_id for row in owed}
    left = {row.obligation.assignment_id for row in owed if row.state.code != "done"}
    active = Activity.objects.filter(started_on__isnull=False, finished_on__isnull=True)
    begun = set(active.filter(assignment__in=assignments).values_list("assignment", flat=True))
    return [one for one in assignments if one.pk in left | begun or one.pk not in has_any]


def find(user: User) -> list[Task]:
    """Everything of this room that waits for the user."""
    assignments = assignments_under_way(user)
    return [
        *_missing_dnr(user, assignments),
        *_obligations(user, assignments),
        *_own_activities(user, assignments),
        *_late_activities(user, assignments),
        *_assessments(user),  # whoever sent one waits, also when the year is over
        *silent_things(user, assignments),
    ]


def obligation_tasks(
    assignments: Collection[Assignment], *, kinds: Collection[str] | None = None, only_late: bool = False
) -> Iterator[Task]:
    """What must be handed in and is late or near, of some kinds or all; it leads to its document when there is one."""
    obligations = Obligation.objects.filter(assignment__in=assignments).select_related("assignment")
    for owed in owed_by(obligations if kinds is None else obligations.filter(kind__in=kinds)):
        due, assignment = owed.obligation.due, owed.obligation.assignment
        late = owed.state.code == "late"
        near = owed.state.code in ("soon", "drafted") and due and (due - today()).days <= SOON_DAYS
        if not late and (only_late or not near):
            continue
        page = reverse("mandate:obligation", args=[assignment.slug, owed.obligation.pk])
        yield Task(
            Why.LATE if late else Why.DUE,
            url=owed.fulfilment.url if owed.fulfilment and owed.fulfilment.url else page,
            status=owed.state.text,
            tone=owed.state.tone,
            due=due,
            about=str(assignment),
            key=f"obligation:{owed.obligation.pk}",
            hint=owed.fulfilment.label if owed.fulfilment else "",
            **named(owed.obligation, "what"),
        )


def named(item: Any, field: str) -> dict[str, Any]:
    """A label in the reader's language, marked as Swedish where English is missing."""
    english = getattr(item, f"{field}_en", "")
    speaks_english = (get_language() or "sv").startswith("en")
    if speaks_english and english:
        return {"label": english, "swedish": False}
    return {"label": getattr(item, field), "swedish": speaks_english}


def _missing_dnr(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    if not user.may(access.WRITE):
        return
    for assignment in assignments:
        if not assignment.dnr:
            yield Task(
                Why.WAITING,
                _("Ange beslutets diarienummer"),
                reverse("mandate:assignment-dnr", args=[assignment.slug]),
                _("Saknas"),
                "danger",
                about=str(assignment),
                hint=_("Inget dokument kan lämnas utan det."),
            )


def _obligations(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    """The one who leads sees all that is owed; the one who approves sees what is late."""
    if user.may(access.WRITE):
        yield from obligation_tasks(assignments)
    elif user.may(access.APPROVE):
        yield from obligation_tasks(assignments, only_late=True)


def _own_activities(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    """The activities that the user answers for: when they should begin and end, and what they lack."""
    records = {pk for assignment in assignments for pk in records_by_activity(assignment)}
    own = access.activities_for(user).filter(assignment__in=assignments, responsible=user)
    for activity in own.order_by("starts", "pk"):
        assessment = activity.assessment
        yield from _timing(activity)
        if activity.finished_on and activity.pk not in records:
            yield _task(
                Why.WAITING, activity, _("Saknar underlag"), "evidence", since=activity.finished_on,
                hint=_("Insatsen är avslutad, men inget i liggaren visar vad den ledde till."),
            )  # fmt: skip
        if assessment and assessment.remark and not assessment.sent_at and not assessment.decided_at:
            yield _task(
                Why.WAITING, activity, _("Åter för ändring"), "assessment",
                url=reverse("mandate:assessment", args=[activity.assignment.slug, activity.number]),
                hint=_("Den som beslutar vill att något ändras i prövningen."),
            )  # fmt: skip


def _timing(activity: Activity) -> Iterator[Task]:
    """An activity that should have begun or ended, or soon should."""
    if activity.finished_on:
        return
    begun = activity.started_on is not None
    day = activity.ends if begun else activity.starts
    left = (day - today()).days
    if left > NEAR_DAYS:
        return
    hint = ""
    if not begun and not activity.cleared:
        hint = _("Prövningen av barnets bästa måste beslutas först.")
    if left < 0:
        status = _("Skulle ha slutat") if begun else _("Skulle ha börjat")
        yield _task(Why.LATE, activity, status, "timing", tone="danger", due=day, hint=hint)
    else:
        yield _task(Why.DUE, activity, _("Slutar") if begun else _("Börjar"), "timing", due=day, hint=hint)


def _late_activities(user: User, assignments: list[Assignment]) -> Iterator[Task]:
    """For the one who approves: every activity that is late, whoever answers for it."""
    if not user.may(access.APPROVE):
        return
    day = today()
    late = Q(started_on__isnull=True, starts__lt=day) | Q(started_on__isnull=False, ends__lt=day)
    activities = access.activities_for(user).filter(
        late, assignment__in=assignments, finished_on__isnull=True
    )
    for activity in activities.exclude(responsible=user).order_by("starts", "pk"):
        yield from _timing(activity)


def _assessments(user: User) -> Iterator[Task]:
    """Assessments that the user may decide; never one's own."""
    if not access.may_decide(user):
        return
    sent = access.activities_for(user).filter(
        assessment__sent_at__isnull=False, assessment__decided_at__isnull=True
    )
    for activity in sent.order_by("assessment__sent_at"):
        assessment = activity.assessment
        if assessment and assessment.sent_at and not access.has_written(user, assessment):
            yield _task(
                Why.WAITING, activity, _("Besluta prövningen"), "decide",
                url=reverse("mandate:assessment", args=[activity.assignment.slug, activity.number]),
                since=swedish_day(assessment.sent_at),
                hint=_("Insatsen kan inte börja förrän du har beslutat."),
            )  # fmt: skip


def swedish_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(STOCKHOLM).date()


def _task(why: Why, activity: Activity, status: str, key: str, *, url: str = "", **more: Any) -> Task:
    return Task(
        why,
        url=url or activity.get_absolute_url(),
        status=status,
        about=str(activity.assignment),
        key=f"activity:{activity.pk}:{key}",
        **named(activity, "title"),
        **more,
    )
