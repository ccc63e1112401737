"""What waits for a person in the report: comments on what they wrote, and a version that was sent back to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_for
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import WRITE, comments_for, reports_for, text_versions_of
from skyddsnat.reporting.gaps import talk_of
from skyddsnat.reporting.models import Report
from skyddsnat.reporting.sections import headings_of


def report_waiting(user: User) -> Iterator[Task]:
    """Unread comments on sections the user has written or talked of; the user's own version that was sent back."""
    for assignment in assignments_for(user):
        yield from _comments(user, assignment)
        if user.may(WRITE):
            yield from _returned(user, assignment)


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
            yield Task(Why.WAITING, headings[key], url, words, tone="info", about=_("Rapport"))


def _returned(user: User, assignment: Assignment) -> Iterator[Task]:
    newest = reports_for(user, assignment).order_by("-version").first()
    if newest is not None and newest.state == Report.RETURNED and newest.prepared_by_id == user.pk:
        label = _("Slutredovisning, version %(number)s") % {"number": newest.version}
        yield Task(Why.WAITING, label, newest.get_absolute_url(), _("Skickad tillbaka"), about=_("Rapport"))
