"""The closing pack and the package for an archive are built by the worker: that takes longer than a page may."""

from __future__ import annotations

from itertools import count

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Job, Refused, job, start_job, under_way
from skyddsnat.core.api import Report as Progress
from skyddsnat.core.models import User, Work
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.archive.package import STEPS, build_archive_package, check_closed
from skyddsnat.reporting.closing.pack import build_closing_pack, check_ready, steps_of


@job("reporting.build_pack")
def build_pack_job(report: Progress, *, assignment_id: int, user_id: int) -> str:
    """Build the pack of an assignment."""
    assignment = Assignment.objects.get(pk=assignment_id)
    total, begun = steps_of(assignment), count(0)
    pack = build_closing_pack(
        assignment=assignment,
        by=User.objects.get(pk=user_id),
        progress=lambda step: report(next(begun), total),
    )
    report(total, total)
    return f"{reverse('reporting:closing', args=[assignment.slug])}?byggt={pack.pk}"


@transaction.atomic
def start_building(*, assignment: Assignment, by: User) -> Work:
    """Build in the background; the person's work that is under way already, when there is one.

    Raises Refused when a document is missing, or when somebody else's work builds the same pack.
    """
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    check_ready(locked)
    words = _("Bygger avslutspaketet för %(assignment)s") % {"assignment": str(locked)[:150]}
    return _started(build_pack_job, words, locked, by)


@job("reporting.build_archive")
def build_archive_job(report: Progress, *, assignment_id: int, user_id: int, agreement: str = "") -> str:
    """Build the package for an archive."""
    assignment, begun = Assignment.objects.get(pk=assignment_id), count(0)
    package = build_archive_package(
        assignment=assignment,
        by=User.objects.get(pk=user_id),
        agreement=agreement,
        progress=lambda step: report(next(begun), STEPS),
    )
    report(STEPS, STEPS)
    return f"{reverse('reporting:closing', args=[assignment.slug])}?arkiv={package.pk}"


@transaction.atomic
def start_archiving(*, assignment: Assignment, agreement: str = "", by: User) -> Work:
    """Build the package for an archive in the background, in the same way.

    Raises Refused when there is no closing pack, or when somebody else's work builds the same package.
    """
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    check_closed(locked)
    words = _("Bygger arkivpaketet för %(assignment)s") % {"assignment": str(locked)[:150]}
    return _started(build_archive_job, words, locked, by, agreement=agreement)


def _started(wanted: Job, words: str, assignment: Assignment, by: User, **more: str) -> Work:
    current = under_way(wanted, assignment_id=assignment.pk)
    if current is None:
        return start_job(wanted, label=words, by=by, assignment_id=assignment.pk, user_id=by.pk, **more)
    if current.by_id != by.pk:
        raise Refused(
            _("%(name)s bygger paketet just nu. Vänta en stund och ladda om sidan, så finns det i listan.")
            % {"name": current.by}
        )
    return current
