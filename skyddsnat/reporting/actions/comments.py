"""Comments on the report's prose: saying, answering, settling, taking back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting import rules
from skyddsnat.reporting.models import ReportComment, ReportCommentsRead, ReportText

LONGEST_QUOTE = 500


@transaction.atomic
def add_comment(
    *,
    assignment: Assignment,
    section: str,
    body: str,
    by: User,
    quote: str = "",
    at: datetime.datetime | None = None,
) -> ReportComment:
    """Comment on a section, or on the paragraph quoted from it. `at` is for demonstration data only."""
    rules.check_said(body)
    text = ReportText.objects.filter(assignment=assignment, section=section).first()
    comment = ReportComment.objects.create(
        assignment=assignment, section=section, body=body.strip(), by=by, at=at or timezone.now(),
        quote=quote[:LONGEST_QUOTE], text_version=text.version if text else 0,
    )  # fmt: skip
    _read_up_to(comment, by)
    record(by, "report.comment_added", comment, section=section)
    return comment


@transaction.atomic
def answer_comment(
    *, comment: ReportComment, body: str, by: User, at: datetime.datetime | None = None
) -> ReportComment:
    """Answer in a thread. An answer opens no settled thread: that is asked for by itself."""
    rules.check_said(body)
    rules.check_thread(comment)
    answer = ReportComment.objects.create(
        assignment=comment.assignment, section=comment.section, answers=comment, body=body.strip(), by=by,
        at=at or timezone.now(),
    )  # fmt: skip
    _read_up_to(answer, by)
    record(by, "report.comment_answered", answer, section=comment.section)
    return answer


@transaction.atomic
def change_comment(*, comment: ReportComment, body: str, by: User) -> None:
    """Change the words of one's own comment, for a while after it was written."""
    rules.check_said(body)
    comment = (
        ReportComment.objects.select_for_update(of=("self",)).select_related("answers").get(pk=comment.pk)
    )
    now = timezone.now()
    rules.check_may_change(comment, by, now)
    comment.body, comment.changed_at = body.strip(), now
    comment.save(update_fields=["body", "changed_at"])
    record(by, "report.comment_changed", comment, section=comment.section)


@transaction.atomic
def remove_comment(*, comment: ReportComment, by: User) -> None:
    """Take back one's own comment. Its words go; that there was one stays, so that answers make sense."""
    comment = ReportComment.objects.select_for_update().get(pk=comment.pk)
    rules.check_own(comment, by)
    comment.body, comment.quote, comment.removed_at = "", "", timezone.now()
    comment.save(update_fields=["body", "quote", "removed_at"])
    record(by, "report.comment_removed", comment, section=comment.section)


@transaction.atomic
def resolve_comment(*, comment: ReportComment, by: User, at: datetime.datetime | None = None) -> None:
    """Mark a thread as settled. Doing it again changes nothing."""
    comment = ReportComment.objects.select_for_update().get(pk=comment.pk)
    rules.check_thread(comment)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = at or timezone.now(), by
        comment.save(update_fields=["resolved_at", "resolved_by"])
        record(by, "report.comment_resolved", comment, section=comment.section)


@transaction.atomic
def reopen_comment(*, comment: ReportComment, by: User) -> None:
    """Open a settled thread again."""
    comment = ReportComment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at is None:
        raise Refused(_("Kommentaren är redan öppen."))
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record(by, "report.comment_reopened", comment, section=comment.section)


@transaction.atomic
def read_comments(*, assignment: Assignment, section: str, by: User) -> None:
    """Say that one has read what has been said of a section."""
    last = ReportComment.objects.filter(assignment=assignment, section=section).order_by("-pk").first()
    if last is not None:
        _read_up_to(last, by)
        record(by, "report.comments_read", last, section=section)


def _read_up_to(comment: ReportComment, by: User) -> None:
    ReportCommentsRead.objects.update_or_create(
        assignment=comment.assignment, section=comment.section, reader=by, defaults={"up_to": comment.pk}
    )
