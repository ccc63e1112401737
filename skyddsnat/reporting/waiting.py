"""What waits for a person in the report: versions to approve or mend, comments, sections that nobody has written."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_for, assignments_under_way, fulfilment_of, obligation_tasks
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting.access import WRITE, comments_for, reports_for, text_versions_of
from skyddsnat.reporting.gaps import talk_of
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.sections import headings_of, sections_of
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
    for assignment in assignments_for(user):
        yield from _comments(user, assignment)
        if user.may(WRITE):
            yield from _returned(user, assignment)


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
            _("Ska skrivas"),
            due=owed.due,
            about=str(assignment),
            key=f"assignment:{assignment.pk}:unwritten",
        )


def _comments(user: User, assignment: Assignment) -> Iterator[Task]:
    unread = {key: talk.unread for key, talk in talk_of(assignment, user).items() if talk.unread}
    if not unread:
        return
    mine = set(text_versions_of(user, assignment).values_list("text__section", flat=True))
    mine |= set(comments_for(user, assignment).filter(by=user).values_list("section", flat=True))
    headings = headings_of(assignment)
    for key in headings:
        if key in unread and key in mine:
            words = ngettext("%(n)s ny kommentar", "%(n)s nya kommentarer", unread[key]) % {"n": unread[key]}
            url = reverse("reporting:comments", args=[assignment.slug, key])
            yield Task(
                Why.WAITING,
                headings[key],
                url,
                words,
                tone="info",
                about=str(assignment),
                hint=_("Avsnitt i rapporten."),
            )


def _returned(user: User, assignment: Assignment) -> Iterator[Task]:
    newest = reports_for(user, assignment).order_by("-version").first()
    if newest is not None and newest.state == Report.RETURNED and newest.prepared_by_id == user.pk:
        label = _("Slutredovisning, version %(number)s") % {"number": newest.version}
        yield Task(
            Why.WAITING, label, newest.get_absolute_url(), _("Skickad tillbaka"), about=str(assignment)
        )
