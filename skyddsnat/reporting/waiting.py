"""What waits for a person in the report: a version to approve, sections that nobody has written."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_under_way, fulfilment_of, obligation_tasks
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.sections import sections_of
from skyddsnat.shared.dates import STOCKHOLM, today

WRITING_DAYS = 60  # before the report is due, there should be words in it
KINDS = [Obligation.INTERIM, Obligation.FINAL]


def find(user: User) -> Iterator[Task]:
    """Everything of this room that waits for the user."""
    if user.may("reporting.approve"):
        yield from _to_approve(user)
    if user.may("reporting.write"):
        assignments = assignments_under_way(user)
        if not user.may(
            "mandate.write"
        ):  # who leads the assignment is told of all that is owed, by its own room
            yield from obligation_tasks(assignments, kinds=KINDS)
        for assignment in assignments:
            yield from _unwritten(user, assignment)


def _to_approve(user: User) -> Iterator[Task]:
    """Versions that another person has prepared."""
    prepared = Report.objects.filter(state=Report.PREPARED).exclude(prepared_by=user)
    for report in prepared.select_related("assignment", "prepared_by").defer("data").order_by("prepared_at"):
        yield Task(
            Why.WAITING,
            _("Slutredovisning"),
            report.get_absolute_url(),
            _("Godkänn"),
            since=report.prepared_at.astimezone(STOCKHOLM).date(),
            about=str(report.assignment),
            hint=_("Förberedd av %(name)s.") % {"name": report.prepared_by.name},
        )


def _unwritten(user: User, assignment: Assignment) -> Iterator[Task]:
    owed = assignment.obligations.filter(kind=Obligation.FINAL, due__isnull=False).order_by("due").first()
    if owed is None or owed.due is None or fulfilment_of(owed) is not None:
        return
    left = (owed.due - today()).days
    if left > WRITING_DAYS:
        return
    count = sum(not s.is_written and not s.is_optional for s in sections_of(assignment, user))
    if count:
        yield Task(
            Why.LATE if left < 0 else Why.DUE,
            ngettext(
                "%(count)d avsnitt i rapporten är inte skrivet",
                "%(count)d avsnitt i rapporten är inte skrivna",
                count,
            )
            % {"count": count},
            reverse("reporting:overview", args=[assignment.slug]),
            _("Skriv"),
            due=owed.due,
            about=str(assignment),
            key=f"assignment:{assignment.pk}:unwritten",
        )
